/* touch-log - record contacts with customers */
#include <stdio.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/care/due_sources.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"touch-log", "[FILE...]",
	"Record contacts with customers: one by options, or many from CSV with columns of the\n"
	"same names.  A touchpoint is where the contact took place: search, purchase, delivery,\n"
	"use, support, return.  Contacts of a customer with the same journey belong together.\n"
	"The rows of care-due can be the input: what they settle does not come again.",
	"One contact prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected.\n"
	"Examples:\n"
	"  touch-log --customer-id=C000001 --channel=phone --direction=in --touchpoint=support "
	"--score=2\n"
	"  touch-log -d shop.db contacts.csv\n"
	"  touch-log -d shop.db done-today.csv   # rows of care-due, of what was done\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

enum { SETTLES = 10, FIELDS };

static const struct record_field fields[FIELDS] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "the customer; empty if unknown" },
	{ .name = "date", .type = RECORD_PAST, .required = true,
	    .help = "when it took place (now)" },
	{ .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "channel of the contact" },
	{ .name = "direction", .type = RECORD_WORD, .words = "in|out",
	    .help = "in: from the customer; out: to the customer" },
	{ .name = "touchpoint", .type = RECORD_TEXT, .own = true,
	    .help = "where it took place: delivery, support" },
	{ .name = "journey", .type = RECORD_ID, .own = true,
	    .help = "id that contacts of one journey share" },
	{ .name = "score", .type = RECORD_WHOLE, .own = true, .low = 1, .high = 5,
	    .help = "how the customer rates it, 1 to 5" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "who was in contact with the customer" },
	{ .name = "note", .type = RECORD_TEXT, .own = true, .help = "free text" },
	RECORD_EXTERNAL_FIELD,
	[SETTLES] = { .name = "settles", .type = RECORD_TEXT,
	    .help = "what it settles, as care-due prints it: birthday/2026 promise/7/2026-05-04" },
};

/* The other columns of care-due, so that its output can be the input. */
static const char *const of_care[] = { "name", "phone", "email", "reasons", "due", "late",
	"priority", "consent", "call_day", "call_hours", "last_contact", "spend", NULL };

/* Is it one of the N bytes of a name in DUE_SOURCES_NAMES? */
static bool
is_reason(const char *s, size_t n)
{
	const char *rest = DUE_SOURCES_NAMES;
	size_t length;

	for (const char *name; (name = split_next(&rest, ',', &length)) != NULL;) {
		const bool blank = *name == ' ';

		if (length - blank == n && memcmp(name + blank, s, n) == 0)
			return true;
	}
	return false;
}

/* Each word names a reason and what it is about: birthday/2026. */
static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	const char *s = value[SETTLES].s;

	*field = SETTLES;
	while (*s) {
		const size_t n = strcspn(s, " "), reason = strcspn(s, "/ ");

		if (n == 0 || reason == 0 || reason + 1 >= n) {
			snprintf(why, RECORD_WHY, say("is not what care-due prints: words such as"
			    " birthday/2026, with a blank between them"));
			return false;
		}
		if (!is_reason(s, reason)) {
			snprintf(why, RECORD_WHY,
			    say("has '%.*s', which is none of the reasons of care-due: %s"),
			    reason < 20 ? (int)reason : 20, s, DUE_SOURCES_NAMES);
			return false;
		}
		s += n + (s[n] == ' ');
	}
	return true;
}

int
main(int argc, char *argv[])
{
	static const struct record record = { .table = "touch", .key = "touch_id", .field = fields,
		.n = FIELDS, .numbered = RECORD_EXTERNAL,
		.check = check, .beside = "settles", .leave_out = of_care };
	struct record_opts o = { 0 };
	struct opt *opts = record_options(&record, &o, NULL);

	record_log(&tool, &record, &o, opt_parse(&tool, opts, argc, argv));
	return record_leave(opts);
}
