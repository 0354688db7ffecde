#include "lib/io/picks.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/lexicon.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

static const size_t no_column = SIZE_MAX;

struct reader {
	struct picks *to;
	const char *key;
	const char *const *more;
	const struct reading *reading;
	size_t room, cell_room, bad;
	struct map *seen;
};

static void
add_cells(struct reader *r, char *const *cell, const size_t *at)
{
	struct picks *to = r->to;

	to->cell = mem_grow(to->cell, (to->n + 1) * to->columns, &r->cell_room, sizeof *to->cell);
	for (size_t i = 0; i < to->columns; i++)
		to->cell[to->n * to->columns + i] =
		    mem_text(cell && at[i] != no_column ? cell[at[i]] : "");
}

/* CELL: the row of a table; NULL: an operand. */
static bool
add(struct reader *r, const char *s, char *const *cell, const size_t *at)
{
	int64_t number;
	bool is_new;

	if (!num_count(s, &number))
		return false;
	map_at(r->seen, (const char *)&number, sizeof number, &is_new);
	if (!is_new)
		fail_warn("duplicate %s %jd", r->key, (intmax_t)number);
	r->bad += !is_new;
	add_cells(r, cell, at);
	r->to->number = mem_grow(r->to->number, r->to->n + 1, &r->room, sizeof *r->to->number);
	r->to->number[r->to->n++] = number;
	return true;
}

static void
read_table(struct reader *r)
{
	static char dash[] = "-", *input[] = { dash, NULL };
	struct table *t = table_open(input, &(struct table_opts){ .policy = TABLE_ALL,
		.reading = r->reading });
	const size_t key = table_column(t, r->key);
	size_t *at = mem_new(r->to->columns + 1, sizeof *at);

	for (size_t i = 0; i < r->to->columns; i++) {
		const struct lexicon *l = lexicon_find(r->more[i]);

		if (!table_find(t, r->more[i], &at[i]))
			at[i] = no_column;
		else if (l && l->kind == LEXICON_DATE)
			table_reads(t, at[i], RECIPE_DATE);
	}
	for (char **cell; (cell = table_next(t)) != NULL;)
		if (!add(r, cell[key], cell, at))
			table_bad(t, r->key, "%s '%.60s' is not a number", r->key, cell[key]);
	r->bad += table_bads(t);
	table_close(t);
	free(at);
}

struct picks *
picks_read(char **operands, const char *key, const char *const *more, const struct reading *reading)
{
	struct picks *p = mem_new(1, sizeof *p);
	struct reader r = { .to = p, .key = key, .more = more, .reading = reading,
		.seen = map_new() };

	while (more[p->columns])
		p->columns++;
	if (*operands == NULL && isatty(STDIN_FILENO))
		opt_misuse("no input; name a %s or pipe a table with that column to standard input",
		    key);
	if (*operands == NULL)
		read_table(&r);
	for (; *operands; operands++)
		if (strcmp(*operands, "-") == 0)
			read_table(&r);
		else if (!add(&r, *operands, NULL, NULL))
			opt_misuse("%s '%s' is not a number", key, *operands);
	map_free(r.seen);
	if (r.bad > 0)
		fail("nothing changed");
	return p;
}

char *const *
picks_cells(const struct picks *p, size_t i)
{
	return p->cell + i * p->columns;
}

void
picks_free(struct picks *p)
{
	for (size_t i = 0; i < p->n * p->columns; i++)
		free(p->cell[i]);
	free(p->cell);
	free(p->number);
	free(p);
}
