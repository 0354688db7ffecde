#define _GNU_SOURCE
#include "lib/service/calendar_rows.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/calendar_row.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

enum { DAY = CALENDAR_DAY_SECONDS };
enum { DIGITS = 8 };	/* of the digest, in the name of a calendar */

static char *
name_of(const char *path, const struct table *t)
{
	char digest[TABLE_DIGEST_SIZE];

	table_digest(t, digest);
	return mem_print("%s %.*s", basename(path), DIGITS, digest);
}

static struct calendar *
read_file(const char *path)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files,
	    &(struct table_opts){ .policy = TABLE_STOP, .digest = true });
	const size_t day = table_column(t, "day"), hours = table_column(t, "hours");
	struct calendar_row *row = NULL;
	char why[CALENDAR_ROW_WHY];
	size_t n = 0, room = 0;

	for (char **cell; (cell = table_next(t)) != NULL; n++) {
		row = mem_grow(row, n + 1, &room, sizeof *row);
		const char *column = calendar_row_read(cell[day], cell[hours], &row[n], why);

		if (column)
			table_bad(t, column, "%s", why);
	}
	char *name = name_of(path, t);
	struct calendar *c = calendar_new(name, row, n);

	table_close(t);
	free(name);
	free(row);
	free(files[0]);
	return c;
}

struct calendar *
calendar_rows_read(const char *path)
{
	static const struct calendar_row always = { .weekdays = true, .to = CALENDAR_WEEK - 1,
	    .hours = { 1, { { 0, DAY } } } };
	struct calendar *c = path ? read_file(path) : calendar_new("around the clock", &always, 1);

	if (c == NULL)
		fail("%s: no weekday has working hours", path);
	return c;
}
