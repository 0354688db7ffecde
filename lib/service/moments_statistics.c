#include "lib/service/moments_statistics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/service/moments.h"
#include "lib/service/moments_rows.h"

enum { CELL = 48 };
#define MOST (INT64_C(1) << 32)

struct options {		/* those that decide what is counted */
	struct statistics_option of[3];
	char since[DATE_SIZE], until[DATE_SIZE];
};

static void
options_of(const struct contacts_opts *o, struct options *to)
{
	to->of[0] = (struct statistics_option){ "since",
		o->since == DATE_NONE ? NULL : date_text(o->since, to->since) };
	to->of[1] = (struct statistics_option){ "until",
		o->until == DATE_NONE ? NULL : date_text(o->until, to->until) };
	to->of[2] = (struct statistics_option){ NULL, NULL };
}

/* Writing. */

static void
put_pairs(struct statistics *s, const char *name, const struct moments_counts *c)
{
	char x[CELL], end[CELL];

	for (size_t i = 0, next; i < c->pairs; i = next) {
		const struct moments_pair *p = &c->pair[i];

		for (next = i + 1; next < c->pairs && memcmp(&c->pair[next], p, sizeof *p) == 0;)
			next++;
		snprintf(x, sizeof x, "%u/%u", p->sum, p->times);
		snprintf(end, sizeof end, "%d", p->end);
		statistics_put(s, "pair", name, x, end, (int64_t)(next - i));
	}
}

static void
put_touchpoint(struct statistics *s, const char *name, const struct moments_counts *c)
{
	char score[CELL];

	for (int i = 0; i < RATING_COUNTS; i++) {
		snprintf(score, sizeof score, "%d", i);
		statistics_put(s, "score", name, score, NULL, c->score[i]);
	}
	statistics_put(s, "before", name, NULL, NULL, c->before);
	statistics_put(s, "end", name, NULL, NULL, c->end);
	put_pairs(s, name, c);
}

void
moments_statistics_print(const struct contacts_opts *o, const char *tool, char **operands,
    struct put *out)
{
	struct contacts *c = contacts_read(o, NULL, true, operands);
	struct moments *m = moments_rows_count(c);
	struct options options;

	options_of(o, &options);
	struct statistics *s = statistics_begin(&(struct statistics_head){ .tool = tool,
	    .part = parts_of(o->partition), .as_of = known_by(o->as_of).day, .option = options.of,
	    .rows = (int64_t)contacts_rows(c), .customers = -1 }, out);

	statistics_put(s, "journeys", NULL, NULL, NULL, moments_journeys(m));
	statistics_put(s, "nowhere", NULL, NULL, NULL, (int64_t)contacts_nowhere(c));
	for (size_t i = 0; i < contacts_touchpoints(c); i++) {
		const struct moments_counts counts = moments_counts(m, i);

		put_touchpoint(s, contacts_touchpoint(c, i), &counts);
	}
	statistics_end(s);
	moments_free(m);
	contacts_free(c);
}

/*
 * Reading. The rows are kept until all touchpoints are known, because a touchpoint's number is its
 * place among the sorted names. There are few rows: one per touchpoint and kind of journey.
 */
struct row {
	size_t touchpoint;	/* in the map */
	struct moments_counts counts;
	struct moments_pair pair;
	int64_t n;		/* of the pair; 0: there is none */
};

struct merged {
	struct map *touchpoints;
	struct row *row;
	size_t rows, room;
	int64_t journeys, nowhere;
};

static bool
is_score(const char *cell, int64_t *to)
{
	return statistics_is_number(cell, MOMENTS_SCALE.low, MOMENTS_SCALE.high, to);
}

/* Reads SUM/TIMES and the end. */
static bool
read_pair(char *const *cell, struct moments_pair *to)
{
	const char *slash = strchr(cell[1], '/');
	char text[CELL];
	int64_t sum, times, end;

	if (slash == NULL || (size_t)(slash - cell[1]) >= sizeof text)
		return false;
	memcpy(text, cell[1], (size_t)(slash - cell[1]));
	text[slash - cell[1]] = '\0';
	if (!statistics_is_number(slash + 1, 1, UINT32_MAX / (RATING_MAX / 2), &times) ||
	    !statistics_is_number(text, times * MOMENTS_SCALE.low, times * MOMENTS_SCALE.high,
	    &sum) || !is_score(cell[2], &end))
		return false;
	*to = (struct moments_pair){ (uint32_t)sum, (uint32_t)times, (int32_t)end };
	return true;
}

static bool
read_row(const char *stat, char *const *cell, int64_t n, struct row *to)
{
	int64_t score;

	if (strcmp(stat, "score") == 0 && is_score(cell[1], &score))
		to->counts.score[score] = n;
	else if (strcmp(stat, "before") == 0)
		to->counts.before = n;
	else if (strcmp(stat, "end") == 0)
		to->counts.end = n;
	else if (strcmp(stat, "pair") == 0 && n <= MOST && read_pair(cell, &to->pair))
		to->n = n;
	else
		return false;
	return true;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;
	struct row row = { 0 };

	if (strcmp(stat, "journeys") == 0) {
		m->journeys += n;
		return true;
	}
	if (strcmp(stat, "nowhere") == 0) {
		m->nowhere += n;
		return true;
	}
	if (!read_row(stat, cell, n, &row))
		return false;
	row.touchpoint = map_at(m->touchpoints, cell[0], strlen(cell[0]), NULL);
	m->row = mem_grow(m->row, m->rows + 1, &m->room, sizeof *m->row);
	m->row[m->rows++] = row;
	return true;
}

/* Adds up the rows. PLACE: of each touchpoint among the sorted names. */
static struct moments *
add_up(const struct merged *m, const size_t *place)
{
	struct moments *to = moments_new(map_count(m->touchpoints));

	moments_add_journeys(to, m->journeys);
	for (const struct row *r = m->row; r < m->row + m->rows; r++) {
		moments_add(to, place[r->touchpoint], &r->counts);
		moments_add_pair(to, place[r->touchpoint], r->pair, r->n);
	}
	return to;
}

static void
print(const struct merged *m, double target, struct put *out)
{
	const size_t n = map_count(m->touchpoints);
	size_t *order = map_order(m->touchpoints), *place = mem_new(n, sizeof *place);
	const char **name = mem_new(n, sizeof *name);

	for (size_t i = 0; i < n; i++) {
		name[i] = map_key(m->touchpoints, order[i]);
		place[order[i]] = i;
	}
	struct moments *truths = add_up(m, place);

	moments_rows_print(truths, name, n, (size_t)m->nowhere, target, out);
	moments_free(truths);
	free(order);
	free(place);
	free(name);
}

void
moments_statistics_truths(const struct contacts_opts *o, const char *tool, char **operands,
    double target, struct put *out)
{
	struct merged m = { .touchpoints = map_new() };
	struct options options;
	struct statistics_sum sum;

	options_of(o, &options);
	statistics_read(operands, &(struct statistics_wanted){ .tool = tool, .as_of = o->as_of,
	    .option = options.of, .take = take, .ctx = &m }, &sum);
	print(&m, target, out);
	map_free(m.touchpoints);
	free(m.row);
}
