#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <math.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/io/json.h"
#include "lib/io/quote.h"

static void
check_at(const struct put *p)
{
	if (p->at == p->ncol)
		fail("more cells than columns");	/* a bug of the tool */
}

static void
begin_cell(struct put *p)
{
	if (p->at == 0 && p->format == PUT_JSON)
		text_add(&p->buf, "{", 1);
	else if (p->at > 0)
		text_add(&p->buf, p->format == PUT_TSV ? "\t" : ",", 1);
	if (p->format == PUT_JSON) {
		json_string(&p->buf, p->col[p->at].name);
		text_add(&p->buf, ":", 1);
	}
}

static void
json(struct put *p, const char *s, bool number)
{
	if (*s == '\0')
		text_add(&p->buf, "null", 4);
	else if (number)
		text_add(&p->buf, s, strlen(s));
	else if (p->col[p->at].object && json_is_object(s))
		json_raw(&p->buf, s);
	else
		json_string(&p->buf, s);
}

/* A cell with the text S in CSV, TSV or JSON. NUMBER: JSON writes it without quotes. */
static void
cell(struct put *p, const char *s, bool number)
{
	check_at(p);
	begin_cell(p);
	if (p->format == PUT_JSON)
		json(p, s, number);
	else if (p->format == PUT_TSV)
		quote_tsv(&p->buf, s);
	else if (p->ncol == 1 && *s == '\0')
		text_add(&p->buf, "\"\"", 2);	/* a reader ignores a blank line */
	else if (p->format == PUT_EXCEL_CSV)
		quote_guarded(&p->buf, s);
	else
		quote_csv(&p->buf, s);
	p->at++;
}

/* Into a workbook or among the gauges, if it is one of these formats. */
static bool
into_sheet(struct put *p, enum put_kind kind, const struct value *v)
{
	if (p->format != PUT_XLSX && p->format != PUT_PROM)
		return false;
	check_at(p);
	(p->format == PUT_XLSX ? put_xlsx_cell : put_prom_cell)(p, kind, v);
	return true;
}

void
put_cell_text(struct put *p, const char *s)
{
	if (s == NULL)
		s = "";
	check_at(p);
	if (p->format == PUT_CSV && *s != '\0') {
		if (p->at++ > 0)
			text_add(&p->buf, ",", 1);
		quote_csv(&p->buf, s);
		return;
	}
	if (into_sheet(p, PUT_TEXT, &(struct value){ .s = s }))
		return;
	if (put_is_aligned(p))
		put_aligned_text(p, s);
	else
		cell(p, s, p->format == PUT_JSON && p->col[p->at].maybe_number &&
		    json_is_number(s));
}

/* A cell of digits, which needs no quotes. */
static void
digits(struct put *p, const char *s, size_t n)
{
	if (p->format != PUT_CSV || p->at == p->ncol) {
		cell(p, s, true);
		return;
	}
	if (p->at++ > 0)
		text_add(&p->buf, ",", 1);
	text_add(&p->buf, s, n);
}

/*
 * Most cells of most tables are numbers in CSV. Their digits are written where they belong: returns
 * the place, after the comma; NULL: another format.
 */
static inline char *
in_place(struct put *p)
{
	if (p->format != PUT_CSV || p->at == p->ncol)
		return NULL;
	char *to = text_room(&p->buf, NUM_SIZE + 1);

	if (p->at++ > 0) {
		*to++ = ',';
		p->buf.n++;
	}
	return to;
}

/* In another format than CSV. */
static void
other_int(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];
	const size_t n = num_int(i, buf);

	if (into_sheet(p, PUT_INT, &(struct value){ .i = i }))
		return;
	if (put_is_aligned(p))
		put_cell_text(p, buf);
	else
		digits(p, buf, n);
}

void
put_cell_int(struct put *p, int64_t i)
{
	char *to = in_place(p);

	if (to)
		p->buf.n += num_int(i, to);
	else
		other_int(p, i);
}

static void
other_amount(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];

	if (into_sheet(p, PUT_AMOUNT, &(struct value){ .i = i }))
		return;
	if (put_is_aligned(p))
		put_aligned_amount(p, i);
	else
		digits(p, buf, money_text(i, buf));
}

void
put_cell_amount(struct put *p, int64_t i)
{
	char *to = in_place(p);

	if (to)
		p->buf.n += money_text(i, to);
	else
		other_amount(p, i);
}

static void
other_real(struct put *p, enum put_kind kind, double x)
{
	char buf[NUM_SIZE];

	if (into_sheet(p, kind, &(struct value){ .x = x }))
		return;
	if (put_is_aligned(p))
		put_aligned_real(p, kind, x);
	else
		digits(p, buf, num_text(x, buf));
}

static void
cell_real(struct put *p, enum put_kind kind, double x)
{
	char *to;

	if (isnan(x) || (p->format == PUT_JSON && isinf(x)))
		put_cell_none(p);
	else if ((to = in_place(p)) != NULL)
		p->buf.n += num_text(x, to);
	else
		other_real(p, kind, x);
}

void
put_cell_real(struct put *p, double x)
{
	cell_real(p, PUT_REAL, x);
}

static void
other_date(struct put *p, int32_t day)
{
	char buf[DATE_SIZE];

	if (!into_sheet(p, PUT_DATE, &(struct value){ .i = day }))
		put_cell_text(p, date_text(day, buf));
}

void
put_cell_date(struct put *p, int32_t day)
{
	char *to;

	if (day == DATE_NONE) {
		put_cell_none(p);
	} else if ((to = in_place(p)) != NULL) {
		date_text(day, to);
		p->buf.n += DATE_SIZE - 1;
	} else {
		other_date(p, day);
	}
}

void
put_cell_none(struct put *p)
{
	if (p->format == PUT_CSV && p->ncol > 1)
		digits(p, "", 0);
	else
		put_cell_text(p, NULL);
}

static inline void
cell_of(struct put *p, enum put_kind kind, const struct value *v)
{
	if (v->none) {
		put_cell_none(p);
		return;
	}
	switch (kind) {
	case PUT_TEXT:
	case PUT_CELL:
	case PUT_PASSED:
		put_cell_text(p, v->s);
		break;
	case PUT_INT:
		put_cell_int(p, v->i);
		break;
	case PUT_AMOUNT:
		put_cell_amount(p, v->i);
		break;
	case PUT_REAL:
	case PUT_SHARE:
	case PUT_MEAN:
		cell_real(p, kind, v->x);
		break;
	case PUT_DATE:
		put_cell_date(p, (int32_t)v->i);
		break;
	}
}

void
put_cell_of(struct put *p, enum put_kind kind, const struct value *v)
{
	cell_of(p, kind, v);
}

/* CSV: room for this many bytes is made for each of the next cells, with its comma. */
enum { ROOM = 2 * NUM_SIZE };

/* As num_int; a single digit, such as a score, is written here. */
static inline size_t
short_int(int64_t i, char *to)
{
	if ((uint64_t)i > 9)
		return num_int(i, to);
	*to = (char)('0' + i);
	return 1;
}

/* As date_text, without a NUL. A column often has the day of the row before. */
static inline size_t
date_again(struct put_column *c, int32_t day, char *to)
{
	if (day == DATE_NONE)
		return 0;
	if (day != c->day || c->day_text[0] == '\0') {
		date_text(day, c->day_text);
		c->day = day;
	}
	memcpy(to, c->day_text, DATE_SIZE - 1);
	return DATE_SIZE - 1;
}

/* A short text that needs no quotes; returns 0 for another one, as for an empty one. */
static inline size_t
plain_text(const char *s, char *to)
{
	size_t n = 0;

	if (s == NULL)
		return 0;
	for (; n < NUM_SIZE && !quote_special(s[n]); n++)
		to[n] = s[n];
	return s[n] == '\0' ? n : 0;
}

/* A number, a date or a short text in CSV; 0: an empty cell, or a text for quote_csv. */
static inline size_t
in_csv(struct put_column *c, const struct value *v, char *to)
{
	switch (c->kind) {
	case PUT_INT:
		return short_int(v->i, to);
	case PUT_DATE:
		return date_again(c, (int32_t)v->i, to);
	case PUT_AMOUNT:
		return money_text(v->i, to);
	case PUT_REAL:
	case PUT_SHARE:
	case PUT_MEAN:
		return isnan(v->x) ? 0 : num_text(v->x, to);
	case PUT_TEXT:
	case PUT_CELL:
	case PUT_PASSED:
		break;
	}
	return plain_text(v->s, to);
}

/* Is it a text, and not empty? */
static inline bool
has_text(const struct put_column *c, const struct value *v)
{
	return (c->kind == PUT_TEXT || c->kind == PUT_CELL || c->kind == PUT_PASSED) && v->s &&
	    *v->s != '\0';
}

/* The cells of a CSV of several columns. Most cells of most tables are these. */
static void
csv_cells(struct put *p, const struct value *v, size_t n)
{
	struct put_column *c = p->col + p->at;
	char *to = text_room(&p->buf, n * ROOM);
	const char *from = to;

	for (size_t i = 0; i < n; i++) {
		size_t bytes;

		*to = ',';
		to += i > 0 || p->at > 0;
		if (v[i].none)
			continue;
		bytes = in_csv(&c[i], &v[i], to);
		to += bytes;
		if (bytes > 0 || !has_text(&c[i], &v[i]))
			continue;
		p->buf.n += (size_t)(to - from);
		quote_csv(&p->buf, v[i].s);
		to = text_room(&p->buf, (n - i) * ROOM);
		from = to;
	}
	p->buf.n += (size_t)(to - from);
	p->at += n;
}

void
put_cell_all(struct put *p, const struct value *v, size_t n)
{
	if (p->format == PUT_CSV && p->ncol > 1 && p->at + n <= p->ncol) {
		csv_cells(p, v, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		check_at(p);
		cell_of(p, p->col[p->at].kind, &v[i]);
	}
}

void
put_raw(struct put *p, const char *csv, size_t width)
{
	begin_cell(p);
	text_add(&p->buf, csv, strlen(csv));
	p->at += width;
}
