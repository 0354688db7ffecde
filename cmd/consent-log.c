/* consent-log - record that customers give or withdraw consent */
#include "lib/io/opt.h"
#include "lib/store/consent_log.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"consent-log", "[FILE...]",
	"Record that customers give or withdraw consent for a purpose: one by options, or many\n"
	"from CSV with columns of the same names.  Without a channel it is for all channels.\n"
	"Rows are only added; the latest decides for the channels that it covers.",
	"One consent prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected.\n"
	"Examples:\n"
	"  consent-log --customer-id=C000001 --purpose=marketing --step=withdrawn\n"
	"  consent-log -d shop.db --purpose=marketing --step=withdrawn --date=2026-03-01 ids.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

int
main(int argc, char *argv[])
{
	struct record_opts o = { 0 };
	struct opt *opts = record_options(&consent_log, &o, NULL);

	record_log(&tool, &consent_log, &o, opt_parse(&tool, opts, argc, argv));
	return record_leave(opts);
}
