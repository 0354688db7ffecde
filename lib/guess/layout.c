#include "lib/guess/layout.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/base/text.h"
#include "lib/guess/column.h"
#include "lib/guess/names.h"

enum {
	HEAD = 40,		/* rows among which the header is sought */
	ROLES = 64,		/* names of a header that are looked at */
	TAIL = 6,		/* rows at the end that may be a footer */
};

bool
layout_is_typed(const char *s)
{
	char number[SPELLING_SIZE];
	enum spelling_currency currency;
	const size_t digits = strspn(s, "0123456789");

	if (spelling_read(s, '.', number, &currency) == SPELLING_OK ||
	    spelling_read(s, ',', number, &currency) == SPELLING_OK)
		return true;
	return digits > 0 && strlen(s) >= 6 && strpbrk(s, "-/.:") != NULL &&
	    strspn(s, "0123456789-/.:T Z+APMapm") == strlen(s);
}

static size_t
typed_cells(const struct sheet_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += layout_is_typed(row->cell[i]);
	return n;
}

/* Cells that no header has: numbers, dates, e-mail addresses. */
static size_t
data_cells(const struct sheet_row *row)
{
	size_t n = typed_cells(row);

	for (size_t i = 0; i < row->n; i++)
		n += strchr(row->cell[i], '@') != NULL;
	return n;
}

/* How much a row looks like a header: the weights of the different roles that its names have. */
static int
name_weight(const struct names *names, const struct sheet_row *row)
{
	const char *seen[ROLES];
	size_t n = 0;
	int sum = 0, weight;

	for (size_t i = 0; i < row->n && n < ROLES; i++) {
		const char *role = names_role(names, row->cell[i], &weight);
		bool again = role == NULL;

		for (size_t k = 0; k < n && !again; k++)
			again = strcmp(seen[k], role) == 0;
		if (again)
			continue;
		seen[n++] = role;
		sum += weight;
	}
	return sum;
}

static int
head_score(const struct names *names, const struct sheet *s, size_t r)
{
	const struct sheet_row *row = &s->row[r];

	if (row->n < 2)
		return -1;
	const size_t data = data_cells(row);
	const bool plain = data == 0;
	const bool data_below = r + 1 < s->rows && typed_cells(&s->row[r + 1]) > 0;

	return 2 * name_weight(names, row) + (plain && data_below ? 2 : 0) - 2 * (int)data;
}

static size_t
find_header(const struct names *names, const struct sheet *s, int *score)
{
	size_t best = 0;

	*score = -1;
	for (size_t r = 0; r < s->rows && r < HEAD; r++) {
		const int now = head_score(names, s, r);

		if (now > *score) {
			*score = now;
			best = r;
		}
	}
	return best;
}

/* The share of the rows from FIRST on that have WIDTH cells. */
static double
agreement(const struct sheet *s, size_t first, size_t width)
{
	size_t n = 0;

	for (size_t r = first; r < s->rows; r++)
		n += s->row[r].n == width;
	return s->rows > first ? (double)n / (double)(s->rows - first) : 0;
}

/* The first row of the most frequent width; the table has no header that is known. */
static size_t
first_of_width(const struct sheet *s, size_t width)
{
	size_t r = 0;

	while (r < s->rows && s->row[r].n != width)
		r++;
	return r;
}

struct candidate {
	struct sheet sheet;
	size_t header, width;
	bool has_header;
	double score;
};

/* The share of the cells in the first rows that are numbers or dates. */
static double
typed_share(const struct sheet *s)
{
	size_t typed = 0, cells = 0;

	for (size_t r = 0; r < s->rows && r < HEAD; r++) {
		typed += typed_cells(&s->row[r]);
		cells += s->row[r].n;
	}
	return cells > 0 ? (double)typed / (double)cells : 0;
}

static struct candidate
try_separator(const struct names *names, const char *text, size_t n, char separator)
{
	struct candidate c = { .sheet = sheet_split(text, n, separator) };
	size_t rows;
	int score;

	c.header = find_header(names, &c.sheet, &score);
	c.has_header = score > 0;
	c.width = sheet_width(&c.sheet, &rows);
	if (score >= 4)		/* names that are known say how wide the table is */
		c.width = c.sheet.row[c.header].n;
	else if (c.sheet.rows > 0) {
		c.header = first_of_width(&c.sheet, c.width);
		c.has_header = typed_cells(&c.sheet.row[c.header]) == 0;
	}
	if (c.width < 2)
		c.score = -1;
	else
		c.score = (score > 0 ? score : 0) +
		    5 * agreement(&c.sheet, c.header + c.has_header, c.width) +
		    5 * typed_share(&c.sheet);
	return c;
}

/* Words of a row of totals, at the beginning of a cell. */
static bool
is_total(const char *s)
{
	static const char *const words[] = { "total", "grand total", "sum", "summe", "gesamt",
		"totale", "totaal", "razem", "suma", "toplam", "subtotal", "sub-total",
		"\xe5\x90\x88\xe8\xae\xa1", "\xe6\x80\xbb\xe8\xae\xa1", "\xe5\xb0\x8f\xe8\xae\xa1",
		"\xe5\x90\x88\xe8\xa8\x88", "\xe7\xb8\xbd\xe8\xa8\x88", "\xe5\xb0\x8f\xe8\xa8\x88",
		"\xd0\x98\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe",
		"\xd0\x92\xd1\x81\xd0\xb5\xd0\xb3\xd0\xbe",
		"\xed\x95\xa9\xea\xb3\x84" };	/* 合计 总计 小计 合計 總計 小計 Итого Всего 합계 */

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const size_t n = strlen(words[i]);

		if (strncasecmp(s, words[i], n) == 0 &&
		    (s[n] == '\0' || strchr(" :(", s[n]) || (signed char)s[n] < 0))
			return true;
	}
	return false;
}

static bool
is_footer(const struct layout *l, const struct sheet_row *row)
{
	size_t filled = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (is_total(row->cell[i]))
			return true;
		filled += *row->cell[i] != '\0';
	}
	return row->n < l->width && filled < 2;
}

/* Is the row a second header: names of units, or the parts of questions? */
static bool
is_second_header(const struct layout *l, size_t r)
{
	if (r + 1 >= l->sheet.rows || data_cells(&l->sheet.row[r]) > 0)
		return false;
	for (size_t i = r + 1; i < l->sheet.rows && i < r + 4; i++)
		if (typed_cells(&l->sheet.row[i]) == 0)
			return false;
	return true;
}

static void
find_rows(struct layout *l)
{
	const struct sheet *s = &l->sheet;

	l->skip_lines = s->row[l->header].line;
	l->first = l->header + l->has_header;
	while (l->has_header && l->skip_rows < 2 && is_second_header(l, l->first)) {
		l->skip_rows++;
		l->first++;
	}
	l->end = s->rows;
	while (l->end > l->first && s->rows - l->end < TAIL && is_footer(l, &s->row[l->end - 1]))
		l->end--;
	l->footer = s->rows - l->end;
}

/* Are the cells of the row from AT on empty, and is there one? */
static bool
is_empty_from(const struct sheet_row *row, size_t at)
{
	return row->n > at && text_are_empty(row->cell + at, row->n - at);
}

/* If each row ends with a separator, but not the header, the table is wider than its header. */
static void
find_beyond(struct layout *l)
{
	size_t n = 0, most = 0;

	for (size_t r = l->first; r < l->end; r++)
		if (is_empty_from(&l->sheet.row[r], l->width)) {
			most = l->sheet.row[r].n > most ? l->sheet.row[r].n : most;
			n++;
		}
	l->beyond = l->has_header && n * 10 > (l->end - l->first) * 9;
	if (l->beyond) {
		l->width = most;
		l->skip_lines = l->sheet.row[l->first].line;
		l->skip_rows = 0;
	}
}

struct layout
layout_find(const struct names *names, const char *text, size_t n, bool only_comma)
{
	static const char separators[] = ",;\t|";
	struct layout l = { 0 };
	double best = -2;
	struct candidate of = { 0 };

	for (size_t i = 0; separators[i] && (i == 0 || !only_comma); i++) {
		struct candidate c = try_separator(names, text, n, separators[i]);

		if (c.score > best) {
			l.separator_doubt = best > 0 && c.score < best * 1.1;
			l.other = l.separator;
			sheet_free(&of.sheet);
			best = c.score;
			l.separator = separators[i];
			of = c;
			continue;
		}
		if (c.score > 0 && c.score > best * .9) {
			l.separator_doubt = true;
			l.other = separators[i];
		}
		sheet_free(&c.sheet);
	}
	l.sheet = of.sheet;
	l.header = of.header;
	l.has_header = of.has_header;
	l.width = of.width;
	if (l.sheet.rows > 0) {
		find_rows(&l);
		find_beyond(&l);
	}
	return l;
}

void
layout_free(struct layout *l)
{
	sheet_free(&l->sheet);
}
