/* The customers of a trial, from a list or from the store. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/trial/trial_own.h"

static ptrdiff_t
column(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? (ptrdiff_t)at : -1;
}

static ptrdiff_t
asked(const struct table *t, const char *name)
{
	return name ? (ptrdiff_t)table_column(t, name) : -1;
}

static void
find_columns(void *ctx, struct table *t)
{
	struct trial_list *l = ctx;
	const struct trial_opts *o = l->opts;
	const bool stored = store_is_wanted(&o->facts.log.store) && o->trial;

	l->arm = column(t, "arm");
	l->share = column(t, "share");
	l->stratum = column(t, "stratum");
	l->assigned = o->assigned == DATE_NONE ? column(t, "assigned") : -1;
	l->name = column(t, "trial");
	l->by = asked(t, o->by);
	l->value = asked(t, o->value);
	l->past = asked(t, o->past);
	if (l->arm == -1 && !stored)
		table_missing(t, (const char *const[]){ "arm", NULL },
		    say("trial-assign adds it; with -d FILE and --trial=NAME it comes from the"
		    " store"));
	if (l->arm != -1 && l->assigned == -1 && o->assigned == DATE_NONE && o->value == NULL)
		table_missing(t, (const char *const[]){ "assigned", NULL },
		    say("trial-assign adds it; or use --assigned=DATE"));
	if (l->by != -1)
		table_need_unique(t);
}

/* Reads the cell of a column into a number. False: it is bad. */
static bool
number(struct table *t, char *const *cell, ptrdiff_t at, double *to)
{
	*to = 0;
	if (at == -1 || (num_parse(cell[at], to) && fabs(*to) <= NUM_LARGEST))
		return true;
	table_bad(t, table_name(t, (size_t)at), "'%.60s' is not a valid number", cell[at]);
	return false;
}

/* The arm, the share and the day. False: a cell is bad. */
static bool
read_arm(struct trial_list *l, struct table *t, char *const *cell, struct trial_case *c)
{
	const int arm = arm_of(cell[l->arm]);

	if (arm == -1) {
		table_bad(t, "arm", "arm '%.60s' is not treatment or holdout", cell[l->arm]);
		return false;
	}
	c->arm = (enum arm)arm;
	c->assigned = l->opts->assigned;
	c->share = NAN;
	if (l->assigned != -1 && (c->assigned = date_parse(cell[l->assigned])) == DATE_NONE) {
		table_bad(t, "assigned", "date '%.60s' is not a valid date", cell[l->assigned]);
		return false;
	}
	if (l->share != -1 && *cell[l->share] && (!num_rate(cell[l->share], &c->share) ||
	    !(c->share >= 0 && c->share <= 1))) {
		table_bad(t, "share", "share '%.60s' is not from 0 to 1", cell[l->share]);
		return false;
	}
	return true;
}

/* All rows are of one trial. */
static bool
is_of_trial(struct trial_list *l, struct table *t, char *const *cell)
{
	if (l->name == -1 || *cell[l->name] == '\0')
		return true;
	if (l->trial == NULL)
		l->trial = mem_text(cell[l->name]);
	if (strcmp(l->trial, cell[l->name]) == 0)
		return true;
	table_bad(t, "trial", "trial '%.60s' is not '%.60s'; a list is of one trial",
	    cell[l->name], l->trial);
	return false;
}

static size_t
name_of(struct map *names, char *const *cell, ptrdiff_t at)
{
	const char *s = at == -1 ? "" : cell[at];

	return map_at(names, s, strlen(s), NULL);
}

static bool
take_row(void *ctx, struct table *t, char *const *cell)
{
	struct trial_list *l = ctx;
	struct trial_case c = { 0 };

	if ((l->arm != -1 && (!read_arm(l, t, cell, &c) || !is_of_trial(l, t, cell))) ||
	    !number(t, cell, l->value, &c.value) || !number(t, cell, l->past, &c.past))
		return false;
	c.group = name_of(l->groups, cell, l->by);
	c.stratum = name_of(l->strata, cell, l->arm == -1 ? -1 : l->stratum);
	l->at = mem_grow(l->at, l->n + 1, &l->room, sizeof *l->at);
	l->at[l->n++] = c;
	return true;
}

void
trial_list_read(struct trial_list *l, char **operands)
{
	const struct store_opts *file = &l->opts->facts.log.store;
	const struct subjects_opts o = { .reading = &l->opts->reading,
		.skip_bad = l->opts->facts.log.skip_bad, .looked_up = store_is_wanted(file),
		.head = find_columns, .row = take_row, .ctx = l };

	l->groups = map_new();
	l->strata = map_new();
	l->trial = l->opts->trial ? mem_text(l->opts->trial) : NULL;
	if (!store_is_wanted(file) || *operands)
		l->subjects = subjects_read(operands, &o);
}

static void
keep(void *ctx, size_t from, size_t to)
{
	struct trial_list *l = ctx;

	l->at[to] = l->at[from];
}

static void
set_member(struct trial_list *l, struct trial_case *c, const struct enrolled_member *m)
{
	c->arm = m->arm;
	c->assigned = l->opts->assigned == DATE_NONE ? m->assigned : l->opts->assigned;
	c->share = m->share;
	c->stratum = map_at(l->strata, m->stratum, strlen(m->stratum), NULL);
	c->out = m->both;
}

/* The customers are those of the trial. */
static void
take_members(struct trial_list *l)
{
	map_at(l->groups, "", 0, NULL);
	l->n = enrolled_count(l->enrolled);
	l->at = mem_new(l->n, sizeof *l->at);
	for (size_t i = 0; i < l->n; i++) {
		set_member(l, &l->at[i], enrolled_at(l->enrolled, i));
		l->at[i].id = enrolled_at(l->enrolled, i)->id;
	}
}

/* The arms of the customers of the list are those of the trial. */
static void
look_up(struct trial_list *l)
{
	size_t others = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct enrolled_member *m = enrolled_find(l->enrolled,
		    subjects_id(l->subjects, i));

		l->at[i].out = m == NULL;
		if (m)
			set_member(l, &l->at[i], m);
		others += m == NULL;
	}
	if (others > 0)
		opt_note(others == 1 ?
		    "left out %zu customer of the list who is not in the trial '%s'" :
		    "left out %zu customers of the list who are not in the trial '%s'",
		    others, l->opts->trial);
}

/* Who is in both arms since two customers became one. */
static void
note_both(const struct trial_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < enrolled_count(l->enrolled); i++)
		n += enrolled_at(l->enrolled, i)->both;
	if (n > 0)
		opt_note("left out %zu customer%s in both arms: cust-merge made one of a held-out"
		    " customer and another one", n, TEXT_PLURAL(n));
}

void
trial_list_find(struct trial_list *l, struct store *store)
{
	if (l->subjects && store) {
		subjects_find(l->subjects, store, keep, l);
		l->n = subjects_count(l->subjects);
	}
	if (store && (l->subjects == NULL || l->arm == -1)) {
		l->enrolled = enrolled_read(store, l->opts->trial);
		if (enrolled_count(l->enrolled) == 0)
			fail("no customer of the store is in the trial '%s'"
			    " (trial-assign --record adds them)", l->opts->trial);
		note_both(l);
		(l->subjects ? look_up : take_members)(l);
	}
	for (size_t i = 0; i < l->n && l->subjects; i++)
		l->at[i].id = subjects_id(l->subjects, i);
}

void
trial_list_free(struct trial_list *l)
{
	if (l->subjects)
		subjects_close(l->subjects);
	if (l->enrolled)
		enrolled_free(l->enrolled);
	map_free(l->groups);
	map_free(l->strata);
	free(l->at);
	free(l->trial);
}
