#include "lib/io/picks.h"

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

struct picks {
	const char *key;
	const struct reading *reading;
	int64_t *number;
	size_t n, room, bad;
	struct map *seen;
};

static bool
add(struct picks *p, const char *s)
{
	int64_t number;
	bool is_new;

	if (!num_count(s, &number))
		return false;
	map_at(p->seen, (const char *)&number, sizeof number, &is_new);
	if (!is_new)
		warnx("duplicate %s %jd", p->key, (intmax_t)number);
	p->bad += !is_new;
	p->number = mem_grow(p->number, p->n + 1, &p->room, sizeof *p->number);
	p->number[p->n++] = number;
	return true;
}

static void
read_table(struct picks *p)
{
	static char dash[] = "-", *input[] = { dash, NULL };
	struct table *t = table_open(input, &(struct table_opts){ .policy = TABLE_ALL,
		.reading = p->reading });
	const size_t at = table_column(t, p->key);

	for (char **cell; (cell = table_next(t)) != NULL;)
		if (!add(p, cell[at]))
			table_bad(t, p->key, "%s '%.60s' is not a number", p->key, cell[at]);
	p->bad += table_bads(t);
	table_close(t);
}

int64_t *
picks_read(char **operands, const char *key, const struct reading *reading, size_t *n)
{
	struct picks p = {
		.key = key, .reading = reading, .number = mem_new(1, sizeof *p.number), .room = 1, .seen = map_new(),
	};

	if (*operands == NULL && isatty(STDIN_FILENO))
		opt_misuse("no input; name a %s or pipe a table with that column to standard input",
		    key);
	if (*operands == NULL)
		read_table(&p);
	for (; *operands; operands++)
		if (strcmp(*operands, "-") == 0)
			read_table(&p);
		else if (!add(&p, *operands))
			opt_misuse("%s '%s' is not a number", key, *operands);
	map_free(p.seen);
	if (p.bad > 0)
		errx(EXIT_TROUBLE, "nothing changed");
	*n = p.n;
	return p.number;
}
