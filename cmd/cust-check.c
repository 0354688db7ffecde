/* cust-check - check that the store is consistent */
#include "lib/customer/keys.h"
#include "lib/customer/keys_check.h"
#include "lib/feedback/cases.h"
#include "lib/feedback/cases_check.h"
#include "lib/history/history_check.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/points_check.h"
#include "lib/store/audit_check.h"
#include "lib/store/check.h"
#include "lib/store/check_put.h"
#include "lib/store/check_text.h"
#include "lib/store/digest.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/visit/visit_check.h"

static const struct tool tool = {
	"cust-check", "",
	"Check the store: its pages, references and dates; that the table history matches the\n"
	"orders; that cases and visits took only valid steps; that the ledger of points adds up;\n"
	"that the search index matches the cases; that tables, triggers and views are custkit's;\n"
	"that texts are UTF-8; that keys of phones and e-mail addresses match the customers; and\n"
	"that no other program changed the content.  Prints one row per fault: check, what,\n"
	"fault.",
	"Example:\n"
	"  cust-check -d shop.db || cust-check --repair -d shop.db\n"
	"Exit status: 0 if no fault was found; 1 if any was found; 2 on error.\n",
};

static void
repair(struct store *store)
{
	store_begin(store);
	check_repair(store);
	cases_reindex(store);
	keys_fill(store);
	audit_check_accept(store);
	digest_accept(store);
	store_commit(store);
	opt_committed("the repair is committed");
}

static void
check(struct store *store, const struct check_report *to)
{
	const bool sound = check_pages(store, to);

	check_rows(store, to);
	history_check(store, to);
	cases_check(store, to);
	visit_check(store, to);
	points_check(store, to);
	check_books(store, to);
	if (!sound)
		return;
	check_schema(store, to);
	check_text(store, to);
	keys_check(store, to);
	check_content(store, to);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	bool repairs = false, force = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "repair", NULL,
		    "first rebuild the table history, the search index and the keys, and accept"
		    " the content",
		    &repairs },
		{ OPT_FLAG, 0, "force", NULL,
		    "with --repair: accept triggers and views that are not custkit's too",
		    &force },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (force && !repairs)
		opt_misuse("--force requires --repair");
	struct store *store = store_open(&file, repairs ? STORE_CHANGE : STORE_TEND, NULL);
	struct check_put faults;

	check_put_open(&form, &faults);
	store_cache(store);	/* the checks look up each row of each index */
	cases_functions(store);
	if (force)
		store_accept(store);
	if (repairs)
		repair(store);
	query_exec(store, "BEGIN");
	check(store, &faults.to);
	/* this ends the transaction; COMMIT would fail in a damaged file */
	store_close(store);
	check_put_close(&faults);
	return opt_leave();
}
