#include "lib/history/quick.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/plain.h"
#include "lib/base/shortened.h"
#include "lib/base/text.h"

enum { TEXT = 48 };		/* bytes of a date or an amount that is read with care */

/*
 * Does each WIDTH marks end a row, all of them? If so, this need not be checked for each row: there
 * are as many line feeds as rows, and every one is where it should be.
 */
static bool
is_regular(const char *s, const uint32_t *mark, struct marks m, size_t width)
{
	bool regular = m.lines * width == m.n;

	for (size_t i = width; regular && i <= m.n; i += width)
		regular = s[mark[i]] == '\n' && mark[i] - mark[i - width] <= BLOCK_MAX_CELL;
	return regular;
}

bool
quick_begin(struct quick *q, const struct quick_columns *c, const struct block *b)
{
	if (q->way == MARKS_NONE || c->width < 2 || b->width != c->width || b->n == 0 ||
	    b->n > INT32_MAX || b->cut || b->guarded || b->ragged || b->numbered)
		return false;
	q->mark = mem_grow(q->mark, 1 + b->n + MARKS_SPARE, &q->room, sizeof *q->mark);
	const struct marks m = marks_find(q->way, b->buf, b->n, b->separator, q->mark + 1);

	if (m.odd || (m.high && text_utf8(b->buf, b->n) != b->n))
		return false;
	if (q->date == NULL)
		q->date = mem_new(QUICK_DATES, sizeof *q->date);
	q->mark[0] = UINT32_MAX;	/* the first cell begins at UINT32_MAX + 1, which is 0 */
	q->s = b->buf;
	q->n = b->n;
	q->limit = b->buf + b->room;
	q->last = m.n;
	q->regular = is_regular(q->s, q->mark, m, c->width);
	q->next = q->row = 0;
	return true;
}

struct cell {
	const char *s;
	size_t n;
};

/* Cell K of the row whose first cell is after mark[0]. */
static inline struct cell
cell_at(const char *s, const uint32_t *mark, size_t k)
{
	const uint32_t from = mark[k] + 1;

	return (struct cell){ s + from, mark[k + 1] - from };
}

/* The cell as a string; NULL if it is too long. */
static const char *
text_of(struct cell c, char to[static TEXT])
{
	if (c.n >= TEXT)
		return NULL;
	memcpy(to, c.s, c.n);
	to[c.n] = '\0';
	return to;
}

/* Reads the id, unless it is that of the row before, and its hash. */
static inline bool
read_id(struct quick *q, struct cell c, bool *again)
{
	if (c.n == 0)
		return false;
	const union fold_id id = fold_id(c.s, c.n, q->limit);

	*again = !id.far.is_far &&
	    ((id.word[0] ^ q->id.word[0]) | (id.word[1] ^ q->id.word[1])) == 0;
	if (*again)
		return true;
	if (!text_is_usual_id(c.s, c.n))
		return false;
	q->id = id;
	q->hash = fold_hash(c.s, c.n);
	return true;
}

/* A date in another spelling, such as one with a time. */
static bool
read_date_text(const struct date_reader *dates, struct cell c, int32_t *day)
{
	char text[TEXT];
	const char *s = text_of(c, text);
	int32_t second;

	return s && date_read(dates, s, day, &second) == DATE_OK;
}

/*
 * Where a date is kept, by its YY-MM-DD. Dates of eight years in turn do not meet: of the product
 * with the last digit of the year, the month and the day, the upper bits are three that depend on
 * the year (and the month), five for the day, and four for the month. Each digit is multiplied by 1
 * or 10, and moved there; no sum of what comes below them reaches them.
 */
static inline size_t
place_of(uint64_t date)
{
	const uint64_t digits = UINT64_C(0x0f03000f01000700);
	const uint64_t day = 1 | 10 << 8, month = 1 << 20 | UINT64_C(10) << 28;
	const uint64_t year = UINT64_C(1) << 53;

	return (size_t)((date & digits) * (day | month | year) >> (64 - QUICK_DATE_BITS));
}

/* Reads the date, unless it is one of those that were read of late. */
static inline bool
read_date(struct quick *q, const struct date_reader *dates, struct cell c, int32_t *day)
{
	if (c.n != PLAIN_DATE)
		return read_date_text(dates, c, day);
	uint16_t century;

	memcpy(&century, c.s, sizeof century);
	const uint64_t rest = plain_load(c.s + sizeof century);
	struct quick_date *d = &q->date[place_of(rest)];

	if (d->rest != rest || d->century != century) {
		if (!plain_date(c.s, day))
			return false;
		*d = (struct quick_date){ rest, century, *day };
	}
	*day = d->day;
	return true;
}

/* An amount in another spelling, if that is a plain decimal. */
static bool
read_amount_text(struct cell c, int64_t *to)
{
	char text[TEXT];
	const char *s = text_of(c, text);
	const char *p = s && *s == '-' ? s + 1 : s;

	return s && p[strspn(p, "0123456789.")] == '\0' && money_parse(s, to) == MONEY_OK;
}

static inline bool
read_amount(const struct quick *q, struct cell c, int64_t *to)
{
	return (c.s - q->s >= PLAIN_AMOUNT && plain_amount(c.s + c.n, c.n, to)) ||
	    read_amount_text(c, to);
}

/* Reads the order of the row after mark[0]; 0: its order_id is empty. */
static inline bool
read_order(const char *s, const uint32_t *mark, const struct quick_columns *c, uint64_t *to)
{
	const struct cell order = cell_at(s, mark, c->order);

	*to = 0;
	if (order.n == 0)
		return true;
	if (shortened_is(order.s, order.n))
		return false;
	if (!c->has_source) {
		*to = fold_hash(order.s, order.n);
		return true;
	}
	const struct cell source = cell_at(s, mark, c->source);

	*to = fold_order(order.s, order.n, source.s, source.n);
	return true;
}

/* Do the marks after mark[0] end WIDTH cells and a row? A cell is at most as large as the row. */
static inline bool
is_whole(const char *s, const uint32_t *mark, size_t width)
{
	for (size_t k = 1; k < width; k++)
		if (s[mark[k]] == '\n')
			return false;
	return s[mark[width]] == '\n' && mark[width] - mark[0] <= BLOCK_MAX_CELL;
}

size_t
quick_rows(struct quick *q, const struct quick_columns *c, struct fold_quick *to, size_t most)
{
	const struct quick_columns columns = *c;	/* copies, which no row overwrites */
	const char *s = q->s;
	const uint32_t *mark = q->mark + q->next, *last = q->mark + q->last;
	const size_t width = columns.width;
	const size_t left = (size_t)(last - mark) / width;
	size_t n = 0;

	most = left < most ? left : most;
	for (; n < most && (q->regular || is_whole(s, mark, width)); n++, mark += width) {
		struct fold_quick *r = &to[n];
		bool again;

		r->amount = 0;
		r->order = 0;
		if ((columns.has_order && !read_order(s, mark, &columns, &r->order)) ||
		    !read_id(q, cell_at(s, mark, columns.id), &again) ||
		    !read_date(q, columns.dates, cell_at(s, mark, columns.date), &r->day) ||
		    (columns.has_amount &&
		    !read_amount(q, cell_at(s, mark, columns.amount), &r->amount)))
			break;
		r->id = q->id;
		r->hash = q->hash;
		r->again = again;
		r->row = (q->row + n) & INT32_MAX;
	}
	q->next = (size_t)(mark - q->mark);
	q->row += (uint32_t)n;
	return n;
}

bool
quick_is_done(const struct quick *q)
{
	return q->mark[q->next] + 1 == q->n;
}

void
quick_free(struct quick *q)
{
	free(q->mark);
	free(q->date);
}
