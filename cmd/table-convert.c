/* table-convert - turn a table of another system into one of custkit's, or back */
#include <string.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/reading.h"
#include "lib/preset/convert.h"
#include "lib/preset/preset_list.h"
#include "lib/preset/target.h"

static const struct tool tool = {
	"table-convert", "[FILE...]",
	"Convert a table of another system to CSV for custkit.  With --preset, the export of a\n"
	"shop, CRM or survey tool becomes customers, orders, feedback or contacts (touches).\n"
	"Without it, the options below from --rename to --sheet say how to read the table.",
	"Rows that are left out are counted on standard error, with the reason.\n"
	"Examples:\n"
	"  table-convert --list-presets -t\n"
	"  table-convert --preset=shopify_orders orders_export.csv | order-add --create\n"
	"  table-convert --preset=google_contacts contacts.csv | cust-add --attrs\n"
	"  table-convert --separator=';' --decimal=, --date-format=%d.%m.%Y sales.csv\n"
	"  cust-list | table-convert --for-system=hubspot >import.csv\n"
	"Exit status: 0 on success; 1 if bad rows were left out; 2 on error.\n",
};

static void
check(const struct convert_opts *o, bool presets)
{
	const bool of_preset = o->as || o->beside || o->paid_only || o->no_refunds || o->anonymous;

	opt_refuse((const struct opt_conflict[]){
		{ o->for_system && (o->reading.preset || o->as),
		    "--for-system writes one table; do not use --preset or --as" },
		{ o->reading.preset == NULL && of_preset && !presets,
		    "--as, --beside, --paid-only, --no-refunds and --anonymous require --preset" },
		{ o->mark_bad && (o->reading.preset == NULL || o->rejects),
		    "--mark-bad is for --preset, without --rejects" },
		{ o->anonymous && o->as &&
		    (strcmp(o->as, "orders") == 0 || strcmp(o->as, "customers") == 0),
		    "--anonymous is for feedback and touches" },
		{ 0 } });
}

int
main(int argc, char *argv[])
{
	static struct convert_opts o;
	bool presets = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "list-presets", NULL, "list the presets and exit", &presets },
		{ OPT_WORD, 0, "as", TARGET_WORDS, "the table to make (the first of the preset)",
		    &o.as },
		{ OPT_FLAG, 0, "paid-only", NULL, "leave out orders that are not paid yet",
		    &o.paid_only },
		{ OPT_FLAG, 0, "no-refunds", NULL, "leave out rows with a negative amount",
		    &o.no_refunds },
		{ OPT_FLAG, 0, "anonymous", NULL, "keep feedback and touches without a customer",
		    &o.anonymous },
		{ OPT_WORD, 0, "for-system", "zoho_crm|fxiaoke|hubspot",
		    "write customers of custkit in the format that this system imports",
		    &o.for_system },
		{ OPT_FILE, 0, "beside", "FILE",
		    "the other export, which has what this one lacks", &o.beside },
		{ OPT_OUTPUT, 0, "rejects", "FILE", "write bad rows to FILE", &o.rejects },
		{ OPT_OUTPUT, 0, "left-out", "FILE",
		    "write rows that are left out to FILE, with the reason", &o.left_out },
		{ OPT_FLAG, 0, "mark-bad", NULL,
		    "keep bad rows, with the columns file, line, column, reason", &o.mark_bad },
		{ OPT_TEXT, 0, "tz", "ZONE",
		    "convert date-times with an offset, or in UTC, to ZONE", &o.zone },
		READING_OPTS(&o.reading),
		{ OPT_HEAD, 0, NULL, NULL, "Output", NULL },
		PUT_OPTS(&o.put),
		{ 0 },
	};
	char **files = opt_parse(&tool, opts, argc, argv);

	check(&o, presets);
	opt_use_zone(o.zone);
	if (presets) {
		opt_no_operands(files);
		preset_list(&o.put);
	} else {
		convert_files(&o, files);
	}
	return opt_leave();
}
