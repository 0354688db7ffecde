#include "lib/survey/metric_calc.h"

#include <string.h>

#include "lib/base/period.h"
#include "lib/io/opt.h"
#include "lib/io/statistics.h"

static void
check_options(struct metric_calc *c)
{
	const bool handling = strcmp(c->in.score, TALLY_FOLLOW_UP) == 0;

	metric_check(&c->of, c->scale);
	opt_refuse((const struct opt_conflict[]){
		{ c->of.compare && c->in.by == NULL && c->in.period == PERIOD_NONE,
		    "--compare requires --by or --period" },
		{ c->of.population >= 0 && c->in.by,
		    "--population cannot be used with --by; it counts everybody, not a group" },
		{ handling && c->of.metric != METRIC_CSAT,
		    "--score=follow_up requires --metric=csat; it rates the handling from 1 to 5" },
		{ 0 } });
	c->in.words = c->scale ? NULL : metric_name(c->of.metric);
	c->in.kind = handling ? NULL : metric_name(c->of.metric);
	c->in.scale = c->of.scale;
}

static void
check_statistics(const struct metric_calc *c)
{
	if (c->statistics) {
		statistics_check_print();
		statistics_refuse("statistics", (const char *const[]){ "compare", "target",
		    "fail-under", "population", "need", "interval", NULL });
	} else if (c->from_statistics) {
		statistics_check_merge(&c->in.reading);
	}
	if (c->statistics && c->form.format == PUT_PROM)
		opt_misuse("--format=prom cannot be used with --statistics; it has gauges only");
}

void
metric_calc_check(struct metric_calc *c, char **operands)
{
	check_options(c);
	tally_check(&c->in, operands);
	check_statistics(c);
}

static struct tally *
read_answers(const struct metric_calc *c, char **operands, const char *tool)
{
	if (c->from_statistics)
		return tally_statistics_read(&c->in, tool, metric_name(c->of.metric), operands);
	struct store *store = store_wanted(&c->in.store);
	struct tally *a = tally_read(&c->in, store, operands);

	store_close(store);
	return a;
}

static void
print_scores(const struct metric_calc *c, char **operands, const char *tool, struct put *out)
{
	struct tally *a = read_answers(c, operands, tool);

	metric_rows_check(&c->of, a, c->scale != NULL);
	if (!metric_rows_print(&c->of, a, c->fail_under, out))
		opt_status(EXIT_NO);
	tally_free(a);
}

void
metric_calc_print(const struct metric_calc *c, char **operands, const char *tool)
{
	struct put *out = put_open(&c->form);

	if (c->statistics)
		tally_statistics_print(&c->in, tool, metric_name(c->of.metric), operands, out);
	else
		print_scores(c, operands, tool, out);
	put_close(out);
}
