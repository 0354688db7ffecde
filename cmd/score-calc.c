/* score-calc - weighted scorecards: how good, how complete, better than before, better than others */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/answers.h"
#include "lib/instrument.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/scorecard.h"

static const struct tool tool = {
	"score-calc", "--instrument=NAME|FILE [FILE...]",
	"Score scorecards from 0 to 100 by the weights of their items, for each subject and wave.\n"
	"Reads marks as CSV, long (subject, wave or date, item, value) or wide (a column for each item).",
	"Shipped instruments: capability (customer management), mystery (mystery shopping).\n"
	"Examples:\n"
	"  score-calc --instrument=capability -t marks.csv\n"
	"  score-calc --instrument=mystery --benchmark=best.csv visits.csv\n"
	"  score-calc --instrument=own.csv --items marks.csv\n"
	"Exit status: 0; 1 --skip-bad left rows out; 2 trouble.\n",
};

struct card {
	const struct instrument *items;
	size_t n;
	double *weight;		/* of each item, as the rest */
	double *points, *before;	/* of this wave and the one before; NAN: not marked */
	double *benchmark;	/* NULL: none */
};

static double *
nothing(size_t n)
{
	double *x = mem_new(n, sizeof *x);

	for (size_t i = 0; i < n; i++)
		x[i] = NAN;
	return x;
}

/* The benchmark of what is marked here: like is compared with like. */
static double
benchmark(const struct card *c)
{
	double *like = nothing(c->n), score;

	for (size_t i = 0; c->benchmark && i < c->n; i++)
		if (!isnan(c->points[i]))
			like[i] = c->benchmark[i];
	score = scorecard(c->weight, like, c->n).score;
	free(like);
	return score;
}

static void
columns(struct put *out, bool items)
{
	static const char *const comparisons[] = { "previous", "change", "benchmark", "difference" };

	put_column(out, "subject", PUT_TEXT);
	put_column(out, "wave", PUT_TEXT);
	put_column(out, items ? "item" : "n", items ? PUT_TEXT : PUT_INT);
	if (items)
		put_column(out, "weight", PUT_REAL);
	put_column(out, "score", PUT_REAL);
	if (!items)
		put_column(out, "coverage", PUT_REAL);
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
		put_column(out, comparisons[i], PUT_REAL);
}

static void
put_comparisons(struct put *out, double score, double before, double other)
{
	put_real(out, before);
	put_real(out, score - before);
	put_real(out, isnan(score) ? NAN : other);
	put_real(out, score - other);
	put_end(out);
}

static void
put_score(struct put *out, const struct answers_person *p, const struct card *c)
{
	const struct scorecard now = scorecard(c->weight, c->points, c->n), before = scorecard(c->weight, c->before, c->n);

	put_text(out, p->who);
	put_text(out, p->wave);
	put_int(out, (int64_t)now.n);
	put_real(out, now.score);
	put_real(out, now.coverage);
	put_comparisons(out, now.score, before.score, benchmark(c));
}

static void
put_items(struct put *out, const struct answers_person *p, const struct card *c)
{
	for (size_t i = 0; i < c->n; i++) {
		put_text(out, p->who);
		put_text(out, p->wave);
		put_text(out, instrument_name(c->items, i));
		put_real(out, c->weight[i]);
		put_real(out, c->points[i]);
		put_comparisons(out, c->points[i], c->before[i], c->benchmark ? c->benchmark[i] : NAN);
	}
}

static void
take(struct card *c, const struct answers_person *p)
{
	for (size_t i = 0; i < c->n; i++)
		c->points[i] = NAN;
	for (size_t i = 0; i < p->n; i++)
		c->points[p->pair[i].item] = p->pair[i].value[0];
}

/* Are both waves marked, but not in the same items? */
static bool
is_uneven(const struct card *c)
{
	bool uneven = false, now = false, before = false;

	for (size_t i = 0; i < c->n; i++) {
		now = now || !isnan(c->points[i]);
		before = before || !isnan(c->before[i]);
		uneven = uneven || isnan(c->points[i]) != isnan(c->before[i]);
	}
	return uneven && now && before;
}

static void
print(const struct answers *a, struct card *c, bool items, struct put *out)
{
	const char *who = NULL;
	size_t uneven = 0;

	columns(out, items);
	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);
		double *spare = c->before;

		c->before = c->points;
		c->points = spare;
		for (size_t k = 0; (who == NULL || strcmp(who, p->who) != 0) && k < c->n; k++)
			c->before[k] = NAN;
		who = p->who;
		take(c, p);
		uneven += is_uneven(c);
		(items ? put_items : put_score)(out, p, c);
	}
	if (uneven > 0 && !items)
		opt_note("%zu change%s between waves that are not marked in the same items", uneven, uneven == 1 ? "" : "s");
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = { 0 };
	struct put_opts form = { 0 };
	const char *instrument = "", *file = NULL;
	bool items = false;
	const struct opt opts[] = {
		{ OPT_FILE, 0, "instrument", "FILE", "item,weight,min,max: what is marked; or capability, mystery", &instrument },
		{ OPT_FILE, 0, "benchmark", "FILE", "item,value: marks to compare with", &file },
		{ OPT_FLAG, 0, "items", NULL, "one row an item instead", &items },
		ANSWERS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (*instrument == '\0')
		opt_misuse("say what is marked: --instrument=capability, mystery or a FILE");
	struct instrument *what = instrument_open(instrument, INSTRUMENT_WEIGHTS);
	const size_t n = instrument_count(what);
	const struct answers_form asks = { .who = { "subject" }, .waves = true, .items = what, .value = instrument_points, .ctx = what };
	struct card card = { what, n, mem_new(n, sizeof(double)), nothing(n), nothing(n), file ? instrument_read_points(what, file) : NULL };

	for (size_t i = 0; i < n; i++)
		card.weight[i] = instrument_item(what, i)->weight;
	struct answers *a = answers_read(&asks, &in, operands);
	struct put *out = put_open(&form);

	print(a, &card, items, out);
	put_close(out);
	answers_free(a);
	free(card.weight);
	free(card.points);
	free(card.before);
	free(card.benchmark);
	instrument_free(what);
	return opt_leave();
}
