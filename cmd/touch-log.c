/* touch-log - contacts with customers into the store */
#include <stdlib.h>

#include "lib/io/opt.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"touch-log", "[FILE...]",
	"Record contacts with customers: one by options, or many from CSV with columns of the same names.\n"
	"A touchpoint is where they met: search, purchase, delivery, use, support, return ...; the\n"
	"contacts of a customer with the same journey belong together.",
	"One contact prints its number, CSV one row: batch, read, added, updated, unchanged, rejected.\n"
	"Examples:\n"
	"  touch-log --customer-id=C000001 --channel=phone --direction=in --touchpoint=support --score=2\n"
	"  touch-log -d shop.db contacts.csv\n"
	"Exit status: 0; 1 --rejects rejected some; 2 trouble, and nothing was recorded.\n",
};

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .help = "who; empty where nobody knows" },
	{ .name = "date", .type = RECORD_PAST, .required = true, .help = "when (now)" },
	{ .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS, .help = "by which way" },
	{ .name = "direction", .type = RECORD_WORD, .words = "in|out", .help = "from the customer, to the customer" },
	{ .name = "touchpoint", .type = RECORD_TEXT, .help = "where in the journey: delivery, support" },
	{ .name = "journey", .type = RECORD_ID, .help = "contacts that belong together" },
	{ .name = "score", .type = RECORD_WHOLE, .low = 1, .high = 5, .help = "how the customer found it, 1 to 5" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "who met the customer" },
	{ .name = "note", .type = RECORD_TEXT, .help = "whatever is worth knowing" },
};

int
main(int argc, char *argv[])
{
	static const struct record record = { .table = "touch", .key = "touch_id", .field = fields,
		.n = sizeof fields / sizeof *fields };
	struct record_opts o = { 0 };
	struct opt *opts = record_options(&record, &o, NULL);

	record_log(&tool, &record, &o, opt_parse(&tool, opts, argc, argv));
	free(opts);
	return opt_leave();
}
