/* cust-forget - erase who customers were, and keep their amounts */
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/forget/erase.h"
#include "lib/forget/forget.h"
#include "lib/forget/forget_rows.h"
#include "lib/forget/ledger.h"
#include "lib/forget/persons.h"
#include "lib/forget/proof.h"
#include "lib/forget/traces.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-forget", "[ID...]",
	"Erase who customers were: names, addresses, texts, changes, keys, images for cust-undo,\n"
	"words of the search index.  Their orders, cases, scores and answers stay, under an id\n"
	"that says nothing (forgotten-1), so that all totals stay the same.  Then search the file\n"
	"for every erased value, to prove that it is gone.  Without operands, read the ids from\n"
	"the column customer_id of a table on standard input.  This cannot be undone.",
	"Prints one row per customer: customer_id, tombstone, state, and how many values were\n"
	"erased, are too short to be searched for, are shared with other rows, or are left.\n"
	"STORE.forgotten keeps the ids as keyed hashes: cust-restore then erases the customers of\n"
	"an older copy again.\n"
	"Examples:\n"
	"  cust-forget -d shop.db C000001\n"
	"  cust-list --where \"plan = 'trial'\" --columns=customer_id | cust-forget\n"
	"  cust-forget -n -d shop.db --older-than=3y --only-without-orders\n"
	"  cust-forget -d shop.db --backups=/backups\n"
	"Exit status: 0 on success; 1 if erased values are left, or a copy holds somebody; 2 on\n"
	"error (nobody was erased, unless the message says so).\n",
};

struct wish {
	struct store_opts file;
	struct put_opts form;
	const char *reason, *backups;
	struct persons_age age;
	bool by_age, dry_run;
};

static void
list_copies(const struct wish *w)
{
	struct put *out = put_open(&w->form);
	struct store *store = store_open(&w->file, STORE_READ, NULL);
	struct ledger *l = ledger_open(store_path(&w->file), false);

	store_close(store);
	forget_rows_copies(store_path(&w->file), w->backups, l, out);
	ledger_free(l);
	put_close(out);
}

static void
forget(const struct wish *w, struct persons *p)
{
	struct put *out = put_open(&w->form);
	struct store *store = store_open(&w->file, STORE_CHANGE, NULL);
	struct forget f = { store, ledger_open(store_path(&w->file), false), traces_new(), 0,
		false };

	erase_open(store);
	store_begin(store);
	if (w->by_age)
		persons_select(p, store, f.ledger, &w->age);
	else
		persons_find(p, store, f.ledger);
	forget_run(&f, p, tool.name, w->reason, w->age.force || w->by_age);
	if (w->dry_run)
		store_rollback(store);
	else
		forget_prove(&f);
	forget_rows_persons(p, f.traces, !w->dry_run, out);
	if (!w->dry_run && f.batch > 0) {
		proof_note(store, f.traces);
		forget_note_rejects(store);
	}
	store_close(store);
	if (!w->dry_run)
		forget_rows_copies(store_path(&w->file), w->backups, f.ledger, NULL);
	traces_free(f.traces);
	ledger_free(f.ledger);
	put_close(out);
}

int
main(int argc, char *argv[])
{
	struct wish w = { .age = { .as_of = DATE_NONE } };
	struct persons p = { 0 };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "force", NULL,
		    "even if a case, promise or win-back is open", &w.age.force },
		{ OPT_TEXT, 0, "reason", "TEXT", "keep this reason with the tombstone", &w.reason },
		{ OPT_DURATION, 0, "older-than", "DURATION",
		    "instead of ids: everybody without a recorded fact in this time: 3y",
		    &w.age.age },
		{ OPT_FLAG, 0, "only-without-orders", NULL,
		    "with --older-than: only customers without orders", &w.age.without_orders },
		{ OPT_DATE, 0, "today", "DATE", "with --older-than: the day that counts as today",
		    &w.age.as_of },
		{ OPT_FILE, 0, "backups", "DIR",
		    "list the copies in DIR and beside the store that still hold forgotten"
		    " customers", &w.backups },
		{ OPT_FLAG, 'n', "dry-run", NULL, "show who would be erased, but change nothing",
		    &w.dry_run },
		STORE_OPTS(&w.file), PUT_OPTS(&w.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	w.by_age = opt_given("older-than");
	opt_refuse((const struct opt_conflict[]){
		{ w.by_age && operands[0], "--older-than and ids cannot be used together" },
		{ w.age.without_orders && !w.by_age,
		    "--only-without-orders requires --older-than" },
		{ w.age.as_of != DATE_NONE && !w.by_age, "--today requires --older-than" },
		{ 0 } });
	opt_check_utf8("reason", w.reason);
	if (w.backups && !w.by_age && operands[0] == NULL) {
		list_copies(&w);
		return opt_leave();
	}
	if (!w.by_age && operands[0] == NULL)
		opt_need_input(operands);
	if (!w.by_age)
		persons_read(&p, operands);
	forget(&w, &p);
	persons_free(&p);
	return opt_leave();
}
