#include "lib/care/festivals.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/lunar.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

enum { LEAP_YEAR = 2000, LUNAR_DAYS = 30, MONTHS = 12, NAME_MOST = 64 };

static const char *const columns[] = { "festival", "calendar", "month", "day", "country" };

static int
number(const char *s)
{
	int64_t n = 0;

	return num_count(s, &n) && n <= 31 ? (int)n : 0;
}

static bool
is_lunar(struct table *t, const char *s)
{
	const bool lunar = strcmp(s, "lunar") == 0;

	if (!lunar && strcmp(s, "solar") != 0)
		table_bad(t, "calendar", "calendar '%.60s' is not solar or lunar", s);
	return lunar;
}

/* The name as one word. */
static char *
key_of(const char *name)
{
	char *key = mem_text(name);

	for (char *p = key; *p; p++)
		if (*p == ' ' || *p == '\t')
			*p = '_';
	return key;
}

static bool
exists(const struct festival *f)
{
	return f->lunar ? f->month >= 1 && f->month <= MONTHS && f->day >= 1 &&
	    f->day <= LUNAR_DAYS : date_of(LEAP_YEAR, f->month, f->day) != DATE_NONE;
}

static struct festival
read_row(struct table *t, char **cell)
{
	const char *name = cell[table_column(t, "festival")];
	const char *month = cell[table_column(t, "month")], *day = cell[table_column(t, "day")];
	const char *country = cell[table_column(t, "country")];

	if (*name == '\0' || strlen(name) > NAME_MOST)
		table_bad(t, "festival", "festival is empty, or longer than %d bytes", NAME_MOST);
	struct festival f = { mem_text(name), key_of(name), *country ? mem_text(country) : NULL,
		is_lunar(t, cell[table_column(t, "calendar")]), number(month), number(day) };

	if (!exists(&f) && f.lunar)
		table_bad(t, "day", "month '%.20s' and day '%.20s' are not a lunar date", month,
		    day);
	else if (!exists(&f))
		table_bad(t, "day", "month '%.20s' and day '%.20s' are not a solar date", month,
		    day);
	return f;
}

static void
check_new(struct table *t, const struct festivals *all, const struct festival *new)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->of[i].key, new->key) == 0)
			table_bad(t, "festival", "duplicate festival '%s'", new->name);
}

struct festivals
festivals_read(const char *path)
{
	char *files[] = { path ? mem_text(path) : share_path("rules/festivals.csv"), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct festivals all = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		(void)table_column(t, columns[i]);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		const struct festival f = read_row(t, cell);

		check_new(t, &all, &f);
		all.of = mem_grow(all.of, all.n + 1, &room, sizeof *all.of);
		all.of[all.n++] = f;
	}
	table_close(t);
	free(files[0]);
	return all;
}

void
festivals_free(struct festivals *all)
{
	for (size_t i = 0; i < all->n; i++) {
		free(all->of[i].name);
		free(all->of[i].key);
		free(all->of[i].country);
	}
	free(all->of);
}

bool
festivals_is_on(const struct festival *f, int32_t day)
{
	struct lunar l;
	int y, m, d;

	if (!f->lunar) {
		date_split(day, &y, &m, &d);
		return f->month == m && f->day == d;
	}
	const struct lunar want = { 0, f->month, f->day, false };

	return lunar_of(day, &l) && lunar_birthday(&want, l.year, false) == day;
}
