#define _GNU_SOURCE
#include "lib/tally.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/block.h"
#include "lib/map.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/period.h"
#include "lib/reader.h"
#include "lib/table.h"
#include "lib/text.h"
#include "lib/work.h"

/*
 * Each slot of the reader counts for itself, and in the end the counts are added: sums of whole
 * numbers, whatever their order.  Of a customer's answers the latest is found likewise, as the
 * maximum of date, time and place in the input.
 */

struct sheet {
	struct map *keys;	/* the period's first day in 4 bytes, then the values, NULs between them */
	int64_t (*count)[RATING_COUNTS];
	size_t room;
};

struct latest {
	int32_t day, second;
	uint64_t place;		/* block and row */
	size_t group;		/* in the sheet */
	int score;
};

struct people {
	struct map *keys;	/* the period's first day in 4 bytes, then the customer_id */
	struct latest *latest;
	size_t room;
};

struct worker {			/* of a slot of the reader */
	struct sheet sheet;
	struct people people;
	struct text key;
	struct date_memo date;
	int32_t day, start;	/* of the last period */
	int64_t others;
};

struct tally {
	const struct tally_opts *opts;
	bool has_kind, dated, grouped;
	size_t kind, score, date, customer;
	size_t nby, *by;
	char **name;		/* of the columns */
	struct reader *reader;
	struct worker *worker;
	struct sheet all;
	struct tally_group *group;
	size_t ngroups;
};

static size_t
sheet_at(struct sheet *t, const char *key, size_t n)
{
	bool is_new;
	const size_t at = map_at(t->keys, key, n, &is_new);

	t->count = mem_grow(t->count, at + 1, &t->room, sizeof *t->count);
	if (is_new)
		memset(t->count[at], 0, sizeof t->count[at]);
	return at;
}

/* The score of the row; false if it is bad. */
static bool
read_score(const struct tally *a, struct block *b, size_t row, int *to)
{
	const struct rating_scale s = a->opts->scale;
	const char *cell = block_row(b, row)[a->score];
	char why[RATING_WHY];

	*to = rating_of(cell);
	if (*to >= s.low && *to <= s.high)
		return true;
	block_bad(b, row, a->opts->score, "%s '%.60s' %s", a->opts->score, cell, rating_why(*to, s, why));
	return false;
}

static bool
read_date(const struct tally *a, struct worker *w, struct block *b, size_t row, struct latest *to)
{
	const char *cell = block_row(b, row)[a->date];
	const enum date_result r = date_read_next(&a->opts->dates, &w->date, cell, &to->day, &to->second);

	if (r != DATE_OK)
		block_bad(b, row, "date", "date '%.60s' %s", cell, date_why(r));
	return r == DATE_OK;
}

static bool
within(const struct tally_opts *o, int32_t day)
{
	return (o->since == DATE_NONE || day >= o->since) && (o->until == DATE_NONE || day <= o->until);
}

/* The key of the row's group, or of its customer: the period, then the cells. */
static void
begin_key(const struct tally *a, struct worker *w, int32_t day)
{
	if (a->opts->period != PERIOD_NONE && day != w->day) {
		w->day = day;
		w->start = period_start((enum period)a->opts->period, day);
	}
	w->key.n = 0;
	text_add(&w->key, (const char *)&w->start, sizeof w->start);
}

static size_t
group_of(const struct tally *a, struct worker *w, char *const *cell, int32_t day)
{
	if (!a->grouped)
		return 0;
	begin_key(a, w, day);
	for (size_t i = 0; i < a->nby; i++)
		text_add(&w->key, cell[a->by[i]], strlen(cell[a->by[i]]) + (i + 1 < a->nby));
	return sheet_at(&w->sheet, w->key.s, w->key.n);
}

static bool
is_later(const struct latest *x, const struct latest *than)
{
	if (x->day != than->day)
		return x->day > than->day;
	return x->second != than->second ? x->second > than->second : x->place > than->place;
}

static void
keep_latest(struct people *p, const char *key, size_t n, const struct latest *x)
{
	bool is_new;
	const size_t at = map_at(p->keys, key, n, &is_new);

	p->latest = mem_grow(p->latest, at + 1, &p->room, sizeof *p->latest);
	if (is_new || is_later(x, &p->latest[at]))
		p->latest[at] = *x;
}

/* Who is not known counts by each answer. */
static void
take_latest(const struct tally *a, struct worker *w, struct block *b, size_t row, struct latest *x)
{
	char **cell = block_row(b, row);
	const char *id = cell[a->customer];
	const size_t n = strlen(id);

	if (n > 0 && !text_is_id(id, n)) {
		block_bad(b, row, "customer_id", "customer_id '%.70s' is longer than 64 bytes or has control characters", id);
		return;
	}
	x->group = group_of(a, w, cell, x->day);
	x->place = b->number << 32 | row;
	if (n == 0) {
		w->sheet.count[x->group][x->score]++;
		return;
	}
	begin_key(a, w, x->day);
	text_add(&w->key, id, n);
	keep_latest(&w->people, w->key.s, w->key.n, x);
}

static void
take_row(const struct tally *a, struct worker *w, struct block *b, size_t row)
{
	char **cell = block_row(b, row);
	struct latest x = { 0 };

	if (a->has_kind && strcmp(cell[a->kind], a->opts->kind) != 0) {
		w->others++;
		return;
	}
	if (cell[a->score][0] == '\0' || !read_score(a, b, row, &x.score))
		return;
	if (a->dated && (!read_date(a, w, b, row, &x) || !within(a->opts, x.day)))
		return;
	if (a->opts->which == TALLY_LATEST) {
		take_latest(a, w, b, row, &x);
		return;
	}
	x.group = group_of(a, w, cell, x.day);	/* may move the counts */
	w->sheet.count[x.group][x.score]++;
}

static void
take_block(void *ctx, size_t slot, struct block *b)
{
	const struct tally *a = ctx;

	for (size_t row = 0; row < b->rows; row++)
		take_row(a, &a->worker[slot], b, row);
}

/* What was counted in the slots, added up. */

static void
join_sheet(struct tally *a, const struct sheet *from, size_t *group)
{
	for (size_t i = 0; i < map_count(from->keys); i++) {
		group[i] = sheet_at(&a->all, map_key(from->keys, i), map_key_size(from->keys, i));
		for (int s = 0; s < RATING_COUNTS; s++)
			a->all.count[group[i]][s] += from->count[i][s];
	}
}

static void
join_people(struct people *all, const struct people *from, const size_t *group)
{
	for (size_t i = 0; i < map_count(from->keys); i++) {
		struct latest x = from->latest[i];

		x.group = group[x.group];
		keep_latest(all, map_key(from->keys, i), map_key_size(from->keys, i), &x);
	}
}

static void
join(struct tally *a, unsigned slots)
{
	struct people all = { .keys = map_new() };

	for (unsigned i = 0; i < slots; i++) {
		size_t *group = mem_new(map_count(a->worker[i].sheet.keys), sizeof *group);

		join_sheet(a, &a->worker[i].sheet, group);
		join_people(&all, &a->worker[i].people, group);
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

static void
make_groups(struct tally *a)
{
	const size_t n = map_count(a->all.keys);

	a->group = mem_new(n, sizeof *a->group);
	for (size_t i = 0; i < n; i++) {
		struct tally_group *g = &a->group[a->ngroups];
		const char *key = map_key(a->all.keys, i);

		if (a->grouped && rating_between(a->all.count[i], 0, RATING_MAX) == 0)
			continue;	/* its answers were not the latest */
		g->by = key + sizeof g->period;
		memcpy(&g->period, key, sizeof g->period);
		memcpy(g->count, a->all.count[i], sizeof g->count);
		a->ngroups++;
	}
	qsort_r(a->group, a->ngroups, sizeof *a->group, in_order, a);
}

static void
open_columns(struct tally *a, const struct table *in)
{
	const struct tally_opts *o = a->opts;
	char *all = o->by ? mem_text(o->by) : NULL, *rest = all;

	a->score = table_column(in, o->score);
	a->has_kind = table_find(in, "kind", &a->kind);
	a->dated = o->period != PERIOD_NONE || o->which == TALLY_LATEST || o->since != DATE_NONE || o->until != DATE_NONE;
	if (a->dated)
		a->date = table_column(in, "date");
	if (o->which == TALLY_LATEST)
		a->customer = table_column(in, "customer_id");
	a->by = mem_new(table_width(in), sizeof *a->by);
	a->name = mem_new(table_width(in), sizeof *a->name);
	for (char *name; (name = strsep(&rest, ",")) != NULL; a->nby++) {
		const size_t at = table_column(in, name);

		for (size_t i = 0; i < a->nby; i++)
			if (a->by[i] == at)
				opt_misuse("--by names '%s' twice", name);
		a->by[a->nby] = at;
		a->name[a->nby] = mem_text(name);
	}
	a->grouped = a->nby > 0 || o->period != PERIOD_NONE;
	free(all);
}

/* The one group of what is not grouped is there before its first answer. */
static struct sheet
new_sheet(const struct tally *a)
{
	struct sheet t = { .keys = map_new() };

	if (!a->grouped)
		sheet_at(&t, "\0\0\0\0", sizeof(int32_t));
	return t;
}

static void
free_sheet(struct sheet *t)
{
	map_free(t->keys);
	free(t->count);
}

static void
read_all(struct tally *a, struct table *in)
{
	const unsigned slots = work_threads_of(a->opts->threads);
	int64_t others = 0;

	a->all = new_sheet(a);
	a->worker = mem_new(slots, sizeof *a->worker);
	for (unsigned i = 0; i < slots; i++)
		a->worker[i] = (struct worker){ .sheet = new_sheet(a), .people = { .keys = map_new() }, .day = DATE_NONE };
	a->reader = reader_open(in, slots);
	while (reader_round(a->reader, take_block, a))
		reader_judge(a->reader);
	join(a, slots);
	for (unsigned i = 0; i < slots; i++) {
		others += a->worker[i].others;
		free_sheet(&a->worker[i].sheet);
		map_free(a->worker[i].people.keys);
		free(a->worker[i].people.latest);
		text_free(&a->worker[i].key);
	}
	reader_close(a->reader);
	free(a->worker);
	if (others > 0)
		opt_note("not of the kind '%s', and left out: %jd row%s", a->opts->kind, (intmax_t)others, others == 1 ? "" : "s");
}

struct tally *
tally_read(const struct tally_opts *o, char **operands)
{
	struct tally *a = mem_new(1, sizeof *a);
	struct table *in = table_open(operands, &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP });

	opt_use_zone(o->dates.zone);
	a->opts = o;
	open_columns(a, in);
	read_all(a, in);
	make_groups(a);
	table_close(in);
	return a;
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
tally_columns(const struct tally *a)
{
	return a->nby;
}

const char *
tally_column(const struct tally *a, size_t i)
{
	return a->name[i];
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
tally_alike(const struct tally *a, const struct tally_group *x, const struct tally_group *y)
{
	return by_values(a, x, y) == 0;
}
