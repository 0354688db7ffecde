/* audit-check - check the chain of hashes over what was recorded */
#include <stdio.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/audit_check.h"
#include "lib/store/check.h"
#include "lib/store/check_put.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"audit-check", "",
	"Check that nobody has changed, removed or reordered what was recorded: compare batches,\n"
	"steps, consents, points, aliases and erasures with the chain of hashes in the store, row\n"
	"by row, and the content of all tables with the last link.  Prints one row per fault:\n"
	"check, what, fault.  Who can write the file can also compute a new chain, or cut off its\n"
	"end: print a witness every day, keep it elsewhere, and give it back later.",
	"Examples:\n"
	"  audit-check -d shop.db\n"
	"  audit-check --witness -d shop.db | mail -s 'witness' audit@example.org\n"
	"  audit-check -d shop.db --since-witness=witness.log\n"
	"Exit status: 0 if no fault was found; 1 if any was found; 2 on error.\n",
};

static void
check(struct store *store, const char *since, const struct put_opts *form)
{
	const struct audit_witness none = { 0 };
	const struct audit_witness w = since ? audit_witness_read(since) : none;
	struct check_put faults;

	check_put_open(form, &faults);
	if (check_pages(store, &faults.to)) {
		audit_check(store, &w, &faults.to);
		check_content(store, &faults.to);
	}
	check_put_close(&faults);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	const char *since = NULL;
	bool witness = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "witness", NULL, "print the last link as one line instead",
		    &witness },
		{ OPT_TEXT, 0, "since-witness", "WITNESS",
		    "this line was printed earlier, or a file that ends with such a line: it must"
		    " still be true", &since },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};
	char line[AUDIT_WITNESS];

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (witness && since)
		opt_misuse("--witness and --since-witness cannot be used together");
	struct store *store = store_open(&file, STORE_TEND, NULL);

	query_exec(store, "BEGIN");
	if (witness)
		puts(audit_witness_line(store, line));
	else
		check(store, since, &form);
	/* this ends the transaction; COMMIT would fail in a damaged file */
	store_close(store);
	return opt_leave();
}
