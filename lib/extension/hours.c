#include "lib/extension/hours.h"

#include <string.h>

#include "lib/base/calendar_row.h"
#include "lib/extension/lines.h"
SQLITE_EXTENSION_INIT3

enum { LARGEST = 1 << 16, ROWS = 1024 };

struct hours {
	char *text;	/* NULL: none */
	struct calendar *calendar;
	struct calendar_row row[ROWS];
};

struct hours *
hours_new(void)
{
	struct hours *h = sqlite3_malloc64(sizeof *h);

	if (h)
		memset(h, 0, sizeof *h);
	return h;
}

static void
forget(struct hours *h)
{
	if (h->calendar)
		calendar_free(h->calendar);
	sqlite3_free(h->text);
	h->calendar = NULL;
	h->text = NULL;
}

void
hours_free(struct hours *h)
{
	if (h)
		forget(h);
	sqlite3_free(h);
}

/* Reads the rows of a text, which is changed. Returns their number. */
static size_t
read_rows(struct hours *h, struct arguments *a, char *text)
{
	char *cell[LINES_CELLS], *rest = text, why[CALENDAR_ROW_WHY];
	size_t n = 0;

	for (size_t line = 1, cells; !a->bad && (cells = lines_next(&rest, cell)) > 0; line++) {
		if (line == 1 && cells == 2 && strcmp(cell[0], "day") == 0 &&
		    strcmp(cell[1], "hours") == 0)
			continue;
		if (cells != 2)
			arguments_wrong(a, "row %zu of the calendar is not day,hours", line);
		else if (n == ROWS)
			arguments_wrong(a, "the calendar has more than %d rows", ROWS);
		else if (calendar_row_read(cell[0], cell[1], &h->row[n++], why))
			arguments_wrong(a, "row %zu of the calendar: %s", line, why);
	}
	return n;
}

const struct calendar *
hours_read(struct hours *h, struct arguments *a, int i)
{
	const char *text = arguments_text(a, i, "the calendar", LARGEST);

	if (text == NULL || a->bad)
		return NULL;
	if (h->calendar && strcmp(h->text, text) == 0)
		return h->calendar;
	const size_t size = strlen(text) + 1;

	forget(h);
	h->text = sqlite3_malloc64(2 * size);
	if (h->text == NULL) {
		sqlite3_result_error_nomem(a->ctx);
		a->bad = true;
		return NULL;
	}
	memcpy(h->text, text, size);
	memcpy(h->text + size, text, size);
	const size_t n = read_rows(h, a, h->text + size);

	if (a->bad)
		return NULL;
	h->calendar = calendar_new("sql", h->row, n);
	if (h->calendar == NULL)
		arguments_wrong(a, "no weekday of the calendar has working hours");
	return h->calendar;
}
