#include "lib/value/holdout.h"

#include <math.h>
#include <stdio.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"

enum { MOST = 7, CLASSES = MOST + 2 };	/* all customers; frequency 0 to 6; 7 and more */

static const double MUCH = .15;		/* a note is printed if the total differs by more */

struct class {
	int64_t n, actual;
	double predicted, error;	/* sums; an error is an absolute difference per customer */
};

static void
add(struct class *c, double predicted, int64_t actual)
{
	c->n++;
	c->actual += actual;
	c->predicted += predicted;
	c->error += fabs(predicted - (double)actual);
}

static double
relative(const struct class *c)
{
	return c->actual > 0 ? c->predicted / (double)c->actual - 1 : NAN;
}

static const char *
name_of(int i, char to[static 8])
{
	if (i == 0)
		return "all";
	snprintf(to, 8, "%d%s", i - 1, i == CLASSES - 1 ? "+" : "");
	return to;
}

static void
put_class(struct put *p, const char *model, const char *name, const struct class *c)
{
	const double n = (double)c->n;

	put_text(p, model);
	put_text(p, name);
	put_int(p, c->n);
	put_real(p, c->n > 0 ? c->predicted : 0);
	put_int(p, c->actual);
	put_real(p, relative(c));
	put_real(p, c->n > 0 ? (c->predicted - (double)c->actual) / n : NAN);
	put_real(p, c->n > 0 ? c->error / n : NAN);
	put_end(p);
}

void
holdout_print(const struct histories *hs, const struct buyer *b, struct put *p)
{
	struct class class[CLASSES] = { 0 };
	char name[8];

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);
		const double predicted = buyer_score(b, h).orders;

		add(&class[0], predicted, h->after);
		add(&class[1 + (h->frequency < MOST ? h->frequency : MOST)], predicted, h->after);
	}
	put_columns(p, (const struct put_head[]){ { "model", PUT_TEXT }, { "class", PUT_TEXT },
	    { "n", PUT_INT },
		{ "predicted", PUT_REAL }, { "actual", PUT_INT }, { "relative_error", PUT_REAL },
		    { "bias", PUT_REAL },
		{ "mae", PUT_REAL }, { 0 } });
	for (int i = 0; i < CLASSES; i++)
		put_class(p, buyer_model(b), name_of(i, name), &class[i]);
	if (fabs(relative(&class[0])) > MUCH)
		opt_note("%s predicts %.1f purchases, but there were %jd (%+.1f%%)", buyer_model(b),
		    class[0].predicted,
		    (intmax_t)class[0].actual, 100 * relative(&class[0]));
}
