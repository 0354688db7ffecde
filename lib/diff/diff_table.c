#include "lib/diff/diff_table.h"

#include <math.h>
#include <string.h>

#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/diff/diff_score.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

#define LARGEST 9e14		/* an amount that llround can turn into ten-thousandths */

struct columns {
	size_t id, measure, by, label, kind;
	bool has_kind;
	const char *name;	/* of the measure */
};

struct reader {
	struct diff *d;
	const struct diff_opts *o;
	enum diff_side side;
	struct table *t;
	struct columns c;
	uint64_t empty, others;	/* rows that are left out */
};

static void
find_columns(struct reader *r)
{
	struct columns *c = &r->c;

	c->name = r->o->measure ? r->o->measure : r->o->nps ? "score" : "spend";
	c->id = table_column(r->t, "customer_id");
	c->measure = table_column(r->t, c->name);
	c->by = r->o->by ? table_column(r->t, r->o->by) : 0;
	c->label = r->o->label ? table_column(r->t, r->o->label) : 0;
	c->has_kind = r->o->nps && table_find(r->t, "kind", &c->kind);
	if (!r->o->nps)
		table_reads(r->t, c->measure, RECIPE_AMOUNT);
}

static bool
bad_value(struct reader *r, const char *cell, const char *why)
{
	table_bad(r->t, r->c.name, "%.60s '%.60s' %s", r->c.name, cell, why);
	return false;
}

/* An amount with more than four places, such as a clv, is rounded: so that sums are exact. */
static bool
read_amount(struct reader *r, const char *cell, union diff_value *to)
{
	const enum money_result m = money_parse_sum(cell, &to->amount);
	double x;

	if (m == MONEY_OK)
		return true;
	if (m != MONEY_FINE || !num_parse(cell, &x) || fabs(x) > LARGEST)
		return bad_value(r, cell, m == MONEY_FINE ? money_why(MONEY_LARGE) : money_why(m));
	to->amount = llround(x * MONEY_ONE);
	return true;
}

static bool
read_value(struct reader *r, const char *cell, union diff_value *to)
{
	if (r->o->nps)
		return diff_score(cell, &to->real) ||
		    bad_value(r, cell, say("is not a whole number from 0 to 10"));
	if (!r->o->mean)
		return read_amount(r, cell, to);
	return (num_parse(cell, &to->real) && fabs(to->real) <= NUM_LARGEST) ||
	    bad_value(r, cell, say("is not a number"));
}

/* Answers may be anonymous; amounts may not. */
static bool
read_id(struct reader *r, const char *cell)
{
	const char *why = text_id_why(cell);

	if (why == NULL || (r->o->nps && *cell == '\0'))
		return true;
	table_bad(r->t, "customer_id", "customer_id '%.60s' %s", cell, why);
	return false;
}

static void
read_row(struct reader *r, char **cell)
{
	const struct columns *c = &r->c;
	union diff_value value;

	if (c->has_kind && strcmp(cell[c->kind], "nps") != 0) {
		r->others++;
		return;
	}
	if (!read_id(r, cell[c->id]))
		return;
	if (text_is_blank(cell[c->measure])) {
		r->empty++;
		return;
	}
	if (!read_value(r, cell[c->measure], &value))
		return;
	const uint32_t group = r->o->by ? diff_word(r->d, cell[c->by]) : 0;
	const uint32_t label = r->o->label ? diff_word(r->d, cell[c->label]) : 0;

	if (!diff_add(r->d, r->side, *cell[c->id] ? cell[c->id] : NULL, group, label, value))
		table_bad(r->t, "customer_id", "duplicate customer_id '%.60s'", cell[c->id]);
}

void
diff_table_read(struct diff *d, const struct diff_opts *o, enum diff_side side, char *file)
{
	const struct table_opts opts = { .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading };
	struct reader r = { .d = d, .o = o, .side = side,
	    .t = table_open((char *[]){ file, NULL }, &opts) };

	find_columns(&r);
	for (char **cell; (cell = table_next(r.t));)
		read_row(&r, cell);
	if (r.empty > 0)
		opt_note("%s: left out %ju row%s without %s", file, (uintmax_t)r.empty,
		    TEXT_PLURAL(r.empty), r.c.name);
	if (r.others > 0)
		opt_note("%s: left out %ju row%s of another kind", file, (uintmax_t)r.others,
		    TEXT_PLURAL(r.others));
	table_close(r.t);
}
