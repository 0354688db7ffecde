#define _GNU_SOURCE
#include "lib/survey/tally.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/period.h"
#include "lib/io/put.h"
#include "lib/survey/tally_own.h"

static size_t
sheet_at(struct tally_sheet *t, const char *key, size_t n)
{
	bool is_new;
	const size_t at = map_at(t->keys, key, n, &is_new);

	t->count = mem_grow(t->count, at + 1, &t->room, sizeof *t->count);
	if (is_new)
		memset(t->count[at], 0, sizeof t->count[at]);
	return at;
}

void
tally_add(struct tally *a, const char *key, size_t size, int score, int64_t n)
{
	const size_t at = sheet_at(&a->all, key, size);

	a->all.count[at][score] += n;
}

struct tally_sheet
tally_sheet_new(const struct tally *a)
{
	struct tally_sheet t = { .keys = map_new() };

	if (!a->grouped)
		sheet_at(&t, "\0\0\0\0", sizeof(int32_t));
	return t;
}

static void
free_sheet(struct tally_sheet *t)
{
	map_free(t->keys);
	free(t->count);
}

struct tally_thread
tally_thread_new(const struct tally *a)
{
	return (struct tally_thread){ .sheet = tally_sheet_new(a), .people = { .keys = map_new() },
	    .day = DATE_NONE };
}

void
tally_thread_free(struct tally_thread *w)
{
	free_sheet(&w->sheet);
	map_free(w->people.keys);
	free(w->people.latest);
	text_free(&w->key);
}

bool
tally_within(const struct tally *a, int32_t day)
{
	const struct tally_opts *o = a->opts;

	return (o->since == DATE_NONE || day >= o->since) &&
	    (o->until == DATE_NONE || day <= o->until) && day <= a->as_of;
}

/* Counting. */

/* Begins the key of the row's group, or of its customer: first the period, then the cells. */
static void
begin_key(const struct tally *a, struct tally_thread *w, int32_t day)
{
	if (a->opts->period != PERIOD_NONE && day != w->day) {
		w->day = day;
		w->start = period_start((enum period)a->opts->period, day);
	}
	w->key.n = 0;
	text_add(&w->key, (const char *)&w->start, sizeof w->start);
}

static size_t
group_of(const struct tally *a, struct tally_thread *w, char *const *cell, int32_t day)
{
	if (!a->grouped)
		return 0;
	begin_key(a, w, day);
	for (size_t i = 0; i < a->nby; i++)
		text_add(&w->key, cell[a->by[i]], strlen(cell[a->by[i]]) + (i + 1 < a->nby));
	return sheet_at(&w->sheet, w->key.s, w->key.n);
}

static bool
is_later(const struct tally_answer *x, const struct tally_answer *than)
{
	if (x->day != than->day)
		return x->day > than->day;
	return x->second != than->second ? x->second > than->second : x->place > than->place;
}

static void
note_latest(struct tally_people *p, const char *key, size_t n, const struct tally_answer *x)
{
	bool is_new;
	const size_t at = map_at(p->keys, key, n, &is_new);

	p->latest = mem_grow(p->latest, at + 1, &p->room, sizeof *p->latest);
	if (is_new || is_later(x, &p->latest[at]))
		p->latest[at] = *x;
}

/* An answer without a customer id always counts. */
void
tally_count(const struct tally *a, struct tally_thread *w, char *const *cell, const char *id,
    struct tally_answer *x)
{
	x->group = group_of(a, w, cell, x->day);	/* first: this may move the counts */
	if (a->opts->which != TALLY_LATEST || *id == '\0') {
		w->sheet.count[x->group][x->score]++;
		return;
	}
	begin_key(a, w, x->day);
	text_add(&w->key, id, strlen(id));
	note_latest(&w->people, w->key.s, w->key.n, x);
}

/* Adding up what the threads have counted. */

static void
join_sheet(struct tally *a, const struct tally_sheet *from, size_t *group)
{
	for (size_t i = 0; i < map_count(from->keys); i++) {
		group[i] = sheet_at(&a->all, map_key(from->keys, i), map_key_size(from->keys, i));
		for (int s = 0; s < RATING_COUNTS; s++)
			a->all.count[group[i]][s] += from->count[i][s];
	}
}

static void
join_people(struct tally_people *all, const struct tally_people *from, const size_t *group)
{
	for (size_t i = 0; i < map_count(from->keys); i++) {
		struct tally_answer x = from->latest[i];

		x.group = group[x.group];
		note_latest(all, map_key(from->keys, i), map_key_size(from->keys, i), &x);
	}
}

void
tally_join(struct tally *a, const struct tally_thread *w, size_t n)
{
	struct tally_people all = { .keys = map_new() };

	for (size_t i = 0; i < n; i++) {
		size_t *group = mem_new(map_count(w[i].sheet.keys), sizeof *group);

		join_sheet(a, &w[i].sheet, group);
		join_people(&all, &w[i].people, group);
		free(group);
	}
	for (size_t i = 0; i < map_count(all.keys); i++)
		a->all.count[all.latest[i].group][all.latest[i].score]++;
	map_free(all.keys);
	free(all.latest);
}

static int
by_values(const struct tally *a, const struct tally_group *x, const struct tally_group *y)
{
	const char *p = x->by, *q = y->by;
	int c = 0;

	for (size_t i = 0; i < a->nby && (c = strcmp(p, q)) == 0; i++) {
		p += strlen(p) + 1;
		q += strlen(q) + 1;
	}
	return c;
}

static int
in_order(const void *x, const void *y, void *a)
{
	const struct tally_group *p = x, *q = y;
	const int c = by_values(a, p, q);

	return c ? c : (p->period > q->period) - (p->period < q->period);
}

void
tally_make_groups(struct tally *a)
{
	const size_t n = map_count(a->all.keys);

	a->group = mem_new(n, sizeof *a->group);
	for (size_t i = 0; i < n; i++) {
		struct tally_group *g = &a->group[a->ngroups];
		const char *key = map_key(a->all.keys, i);

		if (a->grouped && rating_between(a->all.count[i], 0, RATING_MAX) == 0)
			continue;	/* a customer's later answer replaced all of them */
		g->by = key + sizeof g->period;
		memcpy(&g->period, key, sizeof g->period);
		memcpy(g->count, a->all.count[i], sizeof g->count);
		a->ngroups++;
	}
	qsort_r(a->group, a->ngroups, sizeof *a->group, in_order, a);
}

void
tally_free(struct tally *a)
{
	for (size_t i = 0; i < a->nby; i++)
		free(a->name[i]);
	free(a->name);
	free(a->by);
	free(a->group);
	free_sheet(&a->all);
	free(a);
}

size_t
tally_groups(const struct tally *a)
{
	return a->ngroups;
}

const struct tally_group *
tally_group(const struct tally *a, size_t i)
{
	return &a->group[i];
}

bool
tally_follows(const struct tally *a, size_t i)
{
	return i > 0 && (a->opts->period == PERIOD_NONE ||
	    by_values(a, &a->group[i - 1], &a->group[i]) == 0);
}

void
tally_columns(const struct tally *a, struct put *out)
{
	for (size_t i = 0; i < a->nby; i++)
		put_column(out, a->name[i], PUT_CELL);
	if (a->opts->period != PERIOD_NONE)
		put_column(out, "period", PUT_TEXT);
}

void
tally_put(const struct tally *a, size_t i, struct put *out)
{
	const struct tally_group *g = &a->group[i];
	const char *by = g->by;
	char name[PERIOD_SIZE];

	for (size_t k = 0; k < a->nby; k++, by += strlen(by) + 1)
		put_text(out, by);
	if (a->opts->period != PERIOD_NONE)
		put_text(out, period_name((enum period)a->opts->period, g->period, name));
}
