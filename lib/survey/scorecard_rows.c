#include "lib/survey/scorecard_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/stat/scorecard.h"
#include "lib/survey/instrument.h"

static void
clear(double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		x[i] = NAN;
}

static double *
nothing(size_t n)
{
	double *x = mem_new(n, sizeof *x);

	clear(x, n);
	return x;
}

struct scorecard_rows *
scorecard_rows_open(const struct scorecard_rows_opts *o, struct store *store, char **operands)
{
	struct scorecard_rows *c = mem_new(1, sizeof *c);

	if (o->instrument == NULL || *o->instrument == '\0')
		opt_misuse("--instrument=capability, mystery, delivered_value or FILE is required");
	c->items = instrument_open(o->instrument, INSTRUMENT_WEIGHTS);
	c->form = (struct answers_form){ .who = { "subject", "respondent", "customer_id" },
	    .dated = true, .items = c->items, .value = instrument_points, .ctx = c->items };
	c->n = instrument_count(c->items);
	c->weight = mem_new(c->n, sizeof *c->weight);
	if (instrument_is_balance(c->items))
		c->is_cost = mem_new(c->n, sizeof *c->is_cost);
	for (size_t i = 0; i < c->n; i++) {
		c->weight[i] = instrument_item(c->items, i)->weight;
		if (c->is_cost)
			c->is_cost[i] = instrument_item(c->items, i)->is_cost;
	}
	c->card = (struct scorecard_row){ .points = nothing(c->n), .before = nothing(c->n) };
	if (o->benchmark && c->is_cost)
		opt_misuse("--benchmark cannot be used with an instrument of values and costs");
	c->benchmark = o->benchmark ? instrument_read_points(c->items, o->benchmark) : NULL;
	c->answers = answers_read(&c->form, &o->in, store, operands);
	return c;
}

void
scorecard_rows_close(struct scorecard_rows *c)
{
	answers_free(c->answers);
	instrument_free(c->items);
	free(c->weight);
	free(c->is_cost);
	free(c->benchmark);
	free(c->card.points);
	free(c->card.before);
	free(c);
}

static bool
is_uneven(const struct scorecard_row *k, size_t n)
{
	bool uneven = false, now = false, before = false;

	for (size_t i = 0; i < n; i++) {
		now = now || !isnan(k->points[i]);
		before = before || !isnan(k->before[i]);
		uneven = uneven || isnan(k->points[i]) != isnan(k->before[i]);
	}
	return uneven && now && before;
}

const struct scorecard_row *
scorecard_rows_next(struct scorecard_rows *c)
{
	struct scorecard_row *k = &c->card;

	if (c->at == answers_people(c->answers))
		return NULL;
	const struct answers_person *p = answers_person(c->answers, c->at++);
	double *spare = k->before;

	k->before = k->points;
	k->points = spare;
	if (k->subject == NULL || strcmp(k->subject, p->who) != 0)
		clear(k->before, c->n);
	k->subject = p->who;
	k->wave = p->wave;
	clear(k->points, c->n);
	for (size_t i = 0; i < p->n; i++)
		k->points[p->pair[i].item] = p->pair[i].value[0];
	k->uneven = is_uneven(k, c->n);
	return k;
}

double
scorecard_rows_benchmark(const struct scorecard_rows *c, const struct scorecard_row *k)
{
	double *like = nothing(c->n);

	for (size_t i = 0; c->benchmark && i < c->n; i++)
		if (!isnan(k->points[i]))
			like[i] = c->benchmark[i];
	const double score = scorecard(c->weight, like, c->n).score;

	free(like);
	return score;
}
