#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/exit.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/io/json.h"
#include "lib/io/quote.h"

enum { FLUSH = 64 << 10 };

static void
check_at(const struct put *p)
{
	if (p->at == p->ncol)
		errx(EXIT_TROUBLE, "more cells than columns");	/* a bug of the tool */
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
	else
		quote_csv(&p->buf, s);
	p->at++;
}

void
put_cell_text(struct put *p, const char *s)
{
	if (s == NULL)
		s = "";
	check_at(p);
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

void
put_cell_int(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];
	const size_t n = num_int(i, buf);

	if (put_is_aligned(p))
		put_cell_text(p, buf);
	else
		digits(p, buf, n);
}

void
put_cell_amount(struct put *p, int64_t i)
{
	char buf[NUM_SIZE];

	if (put_is_aligned(p))
		put_aligned_amount(p, i);
	else
		digits(p, buf, money_text(i, buf));
}

void
put_cell_real(struct put *p, double x)
{
	char buf[NUM_SIZE];

	if (isnan(x) || (p->format == PUT_JSON && isinf(x)))
		put_cell_none(p);
	else if (put_is_aligned(p))
		put_aligned_real(p, x);
	else
		digits(p, buf, num_text(x, buf));
}

void
put_cell_date(struct put *p, int32_t day)
{
	char buf[DATE_SIZE];

	if (day == DATE_NONE)
		put_cell_none(p);
	else if (p->format == PUT_CSV)
		digits(p, date_text(day, buf), DATE_SIZE - 1);
	else
		put_cell_text(p, date_text(day, buf));
}

void
put_cell_none(struct put *p)
{
	if (p->format == PUT_CSV && p->ncol > 1)
		digits(p, "", 0);
	else
		put_cell_text(p, NULL);
}

void
put_cell_of(struct put *p, enum put_kind kind, const struct value *v)
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
		put_cell_real(p, v->x);
		break;
	case PUT_DATE:
		put_cell_date(p, (int32_t)v->i);
		break;
	}
}

void
put_raw(struct put *p, const char *csv, size_t width)
{
	begin_cell(p);
	text_add(&p->buf, csv, strlen(csv));
	p->at += width;
}

/* Rows. */

static void
flush(struct put *p)
{
	if (p->buf.n > 0)
		fwrite_unlocked(p->buf.s, 1, p->buf.n, p->out);
	p->buf.n = 0;
}

static void
header(struct put *p)
{
	struct text t = { 0 };

	p->header = false;
	if (p->format == PUT_JSON || put_is_aligned(p))
		return;
	for (size_t i = 0; i < p->ncol; i++) {
		if (i > 0)
			text_add(&t, p->format == PUT_TSV ? "\t" : ",", 1);
		(p->format == PUT_TSV ? quote_tsv : quote_csv)(&t, p->col[i].name);
	}
	text_add(&t, "\n", 1);
	fwrite_unlocked(t.s, 1, t.n, p->out);
	text_free(&t);
}

void
put_cell_end(struct put *p)
{
	p->at = 0;
	p->rows++;
	if (put_is_aligned(p))
		return;
	text_add(&p->buf, p->format == PUT_JSON ? "}\n" : "\n", p->format == PUT_JSON ? 2 : 1);
	if (p->branch)
		return;
	if (p->header)
		header(p);
	if (p->buf.n >= FLUSH)
		flush(p);
}

static void
join_aligned(struct put *p, const struct put *branch)
{
	text_add(&p->buf, branch->buf.s ? branch->buf.s : "", branch->buf.n);
	for (size_t i = 0; i < p->ncol; i++) {
		if (branch->col[i].width > p->col[i].width)
			p->col[i].width = branch->col[i].width;
		p->col[i].number &= branch->col[i].number;
		p->col[i].filled |= branch->col[i].filled;
	}
}

void
put_cell_join(struct put *p, struct put *branch)
{
	if (put_is_aligned(p)) {
		join_aligned(p, branch);
	} else {
		if (p->header)
			header(p);
		flush(p);
		fwrite_unlocked(branch->buf.s ? branch->buf.s : "", 1, branch->buf.n, p->out);
	}
	p->rows += branch->rows;
	branch->buf.n = branch->rows = 0;
}

void
put_cell_finish(struct put *p)
{
	if (put_is_aligned(p)) {
		put_aligned_print(p);
		return;
	}
	if (p->header)
		header(p);
	flush(p);
}
