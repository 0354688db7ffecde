/* data-check - count what is missing, wrong, double or old in the store */
#include <math.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/base/known.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/quality/quality.h"
#include "lib/quality/quality_day.h"
#include "lib/quality/quality_rows.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"data-check", "",
	"Count, per table, column and source, the rows of the store that are not complete,\n"
	"valid, unique, linked or fresh: missing values, phones and e-mail addresses that cannot\n"
	"be used, wrong birthdays, customers who share a phone, customers without any fact.\n"
	"Prints one row per rule and source: how many rows are bad, their share, the change since\n"
	"the day that was recorded last, and a command that lists the bad rows.",
	"Examples:\n"
	"  data-check -d shop.db -t\n"
	"  data-check -d shop.db --record --checks=valid,unique --fail-under=98\n"
	"Exit status: 0 on success; 1 if a rule is below --fail-under; 2 on error.\n",
};

struct options {
	struct store_opts store;
	struct put_opts form;
	const char *checks;
	int32_t as_of, today;
	struct duration fresh;
	double fail_under;
	bool records;
};

static void
run(const struct options *o)
{
	struct store *store = store_open(&o->store, o->records ? STORE_UPDATE : STORE_READ, NULL);
	const int32_t today = o->today != DATE_NONE ? o->today : known_by(DATE_NONE).day;
	const int32_t as_of = o->as_of != DATE_NONE ? o->as_of : today;
	int32_t date;

	if (as_of > today)
		opt_misuse("--as-of is after today");
	cite_as_of(as_of);

	struct quality *y = quality_new(store, &(struct quality_day){ as_of, today,
	    duration_start(o->fresh, as_of) }, o->checks);
	struct quality_day_before *b = quality_day_before_new(store, as_of, &date);

	if (o->records)
		quality_day_remember(y, store, tool.name, as_of);
	store_close(store);

	struct put *out = put_open(&o->form);

	if (!quality_rows_print(y, b, o->fail_under, out))
		opt_status(EXIT_NO);
	put_close(out);
	quality_day_before_free(b);
	quality_free(y);
}

int
main(int argc, char *argv[])
{
	struct options o = { .checks = QUALITY_CHECKS, .as_of = DATE_NONE, .today = DATE_NONE,
		.fresh = { 2, 'y' }, .fail_under = -INFINITY };
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "checks", "NAME,...",
		    "only these of complete, valid, unique, linked, fresh", &o.checks },
		{ OPT_DURATION, 0, "fresh", "DURATION",
		    "a customer is fresh with a fact in this time (2y)", &o.fresh },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &o.as_of },
		{ OPT_DATE, 0, "today", "DATE",
		    "the day that counts as today: a later date is wrong (today)", &o.today },
		{ OPT_FLAG, 0, "record", NULL, "store the counts, to compare later ones with",
		    &o.records },
		{ OPT_NUMBER, 0, "fail-under", "SCORE",
		    "exit 1 if fewer than SCORE percent of the rows of a rule are good",
		    &o.fail_under },
		STORE_OPTS(&o.store), PUT_PROM_OPTS(&o.form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	quality_rows_check(o.checks);
	run(&o);
	return opt_leave();
}
