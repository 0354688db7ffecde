/*
 * Reads tables of statistics. Rows that all tools have go to take_head; the others to the tool.
 * Since equal rows add up, nothing depends on the order of the rows: what must be the same in all
 * parts is there as often as there are parts, which finish_* checks at the end.
 */
#include "lib/io/statistics_own.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/table.h"

struct same {			/* what must be the same in all parts */
	char *name, *value;	/* VALUE may be "" */
	int64_t n;
	struct same *next;
};

struct merge {
	const struct statistics_wanted *wanted;
	struct statistics_sum *to;
	struct table *in;
	int64_t *part;		/* per part: how many times it is there */
	int64_t formats, tools, dates, rows;	/* how many parts have such a row */
	struct same *option, *has;
	uint64_t check, found;	/* those of the tables, and what the rows add up to */
	char last[STATISTICS_WORD];	/* the statistic of the row before, and its head_of */
	size_t head;
	char *unknown;		/* what is wrong with the first row that the tool did not take */
};

bool
statistics_is_number(const char *cell, int64_t least, int64_t most, int64_t *to)
{
	const bool minus = *cell == '-';
	const char *s = cell + minus;
	int64_t x = 0;

	if (*s == '\0')
		return false;
	for (; *s >= '0' && *s <= '9'; s++)
		if (__builtin_mul_overflow(x, 10, &x) || __builtin_add_overflow(x, *s - '0', &x))
			return false;
	*to = minus ? -x : x;
	return *s == '\0' && *to >= least && *to <= most;
}

bool
statistics_is_date(const char *cell, int32_t *to)
{
	*to = date_parse(cell);
	return *to != DATE_NONE;
}

void
statistics_contradict(const char *what)
{
	fail("the statistics contradict themselves: %s", what);
}

/* Ends the tool: the current row does not belong to what is read. */
static _Noreturn void __attribute__((format(printf, 2, 3)))
refuse(const struct merge *m, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *why = mem_vprint(say(fmt), ap);

	va_end(ap);
	fail("%s:%ju: %s", table_file(m->in), (uintmax_t)table_line(m->in), why);
}

static void
add_same(struct same **list, const char *name, const char *value, int64_t n)
{
	while (*list && (strcmp((*list)->name, name) != 0 || strcmp((*list)->value, value) != 0))
		list = &(*list)->next;
	if (*list == NULL) {
		*list = mem_new(1, sizeof **list);
		(*list)->name = mem_text(name);
		(*list)->value = mem_text(value);
	}
	(*list)->n += n;
}

static void
free_same(struct same *s)
{
	for (struct same *next; s; s = next) {
		next = s->next;
		free(s->name);
		free(s->value);
		free(s);
	}
}

static bool
take_format(struct merge *m, char *const *cell, int64_t n)
{
	int64_t format;

	if (!num_count(cell[0], &format) || format != STATISTICS_FORMAT)
		refuse(m, "statistics of format '%.20s', but this custkit reads format %d; count"
		    " again with --statistics", cell[0], STATISTICS_FORMAT);
	m->formats += n;
	return true;
}

static bool
take_tool(struct merge *m, char *const *cell, int64_t n)
{
	if (strcmp(cell[0], m->wanted->tool) != 0)
		refuse(m, "statistics of %.40s, not of %s", cell[0], m->wanted->tool);
	m->tools += n;
	return true;
}

static bool
take_part(struct merge *m, char *const *cell, int64_t n)
{
	int64_t k, parts;

	if (!statistics_is_number(cell[1], 1, PARTITION_MOST, &parts) ||
	    !statistics_is_number(cell[0], 0, parts - 1, &k))
		return false;
	if (m->part != NULL && m->to->parts != parts)
		refuse(m, "part %jd of %jd, but another part is of %u", (intmax_t)k,
		    (intmax_t)parts, m->to->parts);
	if (m->part == NULL)
		m->part = mem_new((size_t)parts, sizeof *m->part);
	m->to->parts = (uint32_t)parts;
	m->part[k] += n;
	return true;
}

static bool
take_date(struct merge *m, char *const *cell, int64_t n)
{
	int32_t day;

	if (!statistics_is_date(cell[0], &day))
		return false;
	if (m->wanted->as_of != DATE_NONE && m->wanted->as_of != day)
		refuse(m, "the as-of date is %s, not that of --as-of", cell[0]);
	if (m->to->as_of != DATE_NONE && m->to->as_of != day)
		refuse(m, "the as-of date is %s, but another part has another one", cell[0]);
	m->to->as_of = day;
	m->dates += n;
	return true;
}

static bool
take_option(struct merge *m, char *const *cell, int64_t n)
{
	add_same(&m->option, cell[0], cell[1], n);
	return true;
}

static bool
take_has(struct merge *m, char *const *cell, int64_t n)
{
	add_same(&m->has, cell[0], "", n);
	return m->wanted->take(m->wanted->ctx, "has", cell, n);
}

static bool
take_rows(struct merge *m, char *const *cell, int64_t n)
{
	(void)cell;
	m->to->rows += n;
	m->to->print.rows += n;
	m->rows++;
	return true;
}

static bool
take_customers(struct merge *m, char *const *cell, int64_t n)
{
	(void)cell;
	m->to->customers += n;
	return true;
}

static bool
take_amount(struct merge *m, char *const *cell, int64_t n)
{
	int64_t amount;

	if (money_parse_sum(cell[0], &amount) != MONEY_OK)
		return false;
	if (__builtin_mul_overflow(amount, n, &amount) ||
	    __builtin_add_overflow(m->to->print.amount, amount, &m->to->print.amount))
		m->to->print.large = true;
	return true;
}

static bool
take_digest(struct merge *m, char *const *cell, int64_t n)
{
	uint64_t digest;

	if (!fingerprint_digest(cell[0], &digest))
		return false;
	m->to->print.digest += digest * (uint64_t)n;
	return true;
}

static bool
take_check(struct merge *m, char *const *cell, int64_t n)
{
	uint64_t check;

	if (!fingerprint_digest(cell[0], &check))
		return false;
	m->check += check * (uint64_t)n;
	return true;
}

/* The rows that all tools have. */
static const struct {
	const char *stat;
	bool (*take)(struct merge *, char *const *cell, int64_t n);
} heads[] = {
	{ "format", take_format }, { "tool", take_tool }, { "part", take_part },
	{ "as_of", take_date }, { "option", take_option }, { "has", take_has },
	{ "rows", take_rows }, { "customers", take_customers }, { "amount", take_amount },
	{ "digest", take_digest }, { "check", take_check },
};
enum { HEADS = sizeof heads / sizeof *heads, CHECK = HEADS - 1 };

/* The place among them; HEADS: another one. Most rows have the statistic of the row before. */
static size_t
head_of(struct merge *m, const char *stat)
{
	if (strcmp(stat, m->last) == 0)
		return m->head;
	m->head = 0;
	while (m->head < HEADS && strcmp(stat, heads[m->head].stat) != 0)
		m->head++;
	snprintf(m->last, sizeof m->last, "%s", stat);
	return m->head;
}

static bool
take_row(struct merge *m, const char *stat, char *const *cell, int64_t n)
{
	const size_t head = head_of(m, stat);

	if (head != CHECK)
		m->found += statistics_hash(stat, (const char *const *)cell, n);
	return head < HEADS ? heads[head].take(m, cell, n)
	    : m->wanted->take(m->wanted->ctx, stat, cell, n);
}

static void
read_rows(struct merge *m)
{
	static const char *const names[] = { "stat", "a", "b", "c", "n" };
	enum { STAT, A, B, C, N, COLUMNS };
	size_t at[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		at[i] = table_column(m->in, names[i]);
	for (char **row; (row = table_next(m->in)) != NULL;) {
		char *const cell[] = { row[at[A]], row[at[B]], row[at[C]] };
		int64_t n;

		if (!statistics_is_number(row[at[N]], 0, INT64_MAX, &n))
			table_bad(m->in, "n", "n '%.40s' is not a whole number", row[at[N]]);
		else if (!take_row(m, row[at[STAT]], cell, n) && m->unknown == NULL)
			m->unknown = mem_print(say("%s:%ju: '%.40s,%.40s,%.40s,%.40s' is not a"
			    " statistic of %s"), table_file(m->in), (uintmax_t)table_line(m->in),
			    row[at[STAT]], cell[0], cell[1], cell[2], m->wanted->tool);
	}
}

/* Each part must be there, and only once. */
static void
finish_parts(const struct merge *m)
{
	const uint32_t n = m->to->parts;

	if (m->part == NULL)
		fail("no statistics: the input has no row 'part'");
	for (uint32_t k = 0; k < n; k++)
		if (m->part[k] > 1)
			fail(m->part[k] == 2 ? "part %u of %u occurs twice%s" :
			    "part %u of %u occurs more than twice%s", k, n,
			    n == 1 ? say("; count each part with --partition=K/N") : "");
	for (uint32_t k = 0; k < n; k++)
		if (m->part[k] == 0)
			fail("part %u of %u is missing", k, n);
}

static void
finish_check(const struct merge *m)
{
	if (m->check != m->found)
		fail("the statistics are not as --statistics printed them: their"
		    " check is %ju, but the rows add up to %ju", (uintmax_t)m->check,
		    (uintmax_t)m->found);
	if (m->formats != m->to->parts || m->tools != m->to->parts || m->rows == 0 ||
	    (m->dates > 0 && m->dates != m->to->parts))
		statistics_contradict(say("a part lacks its format, tool, as-of date or rows"));
}

static const char *
wanted_value(const struct merge *m, const char *name)
{
	for (const struct statistics_option *o = m->wanted->option; o && o->name; o++)
		if (strcmp(o->name, name) == 0 && o->value && *o->value)
			return o->value;
	return NULL;
}

static bool
has_option(const struct merge *m, const char *name)
{
	for (const struct same *s = m->option; s; s = s->next)
		if (strcmp(s->name, name) == 0)
			return true;
	return false;
}

/* The options must be those of this command, in all parts. */
static void
finish_options(const struct merge *m)
{
	for (const struct same *s = m->option; s; s = s->next) {
		const char *own = wanted_value(m, s->name);

		if (own == NULL || strcmp(own, s->value) != 0)
			fail("the statistics were counted with --%s=%s;"
			    " use it here too", s->name, s->value);
		if (s->n != m->to->parts)
			fail("not all parts were counted with --%s=%s", s->name,
			    s->value);
	}
	for (const struct statistics_option *o = m->wanted->option; o && o->name; o++)
		if (o->value && *o->value && !has_option(m, o->name))
			fail("the statistics were counted without --%s=%s; count"
			    " again with it", o->name, o->value);
}

static void
finish_has(const struct merge *m)
{
	for (const struct same *s = m->has; s; s = s->next)
		if (s->n != m->to->parts)
			fail("not all parts have '%s'", s->name);
}

/* Last, because another option can be the reason. */
static void
finish_rows(const struct merge *m)
{
	if (m->unknown)
		fail("%s", m->unknown);
}

static void
finish_fingerprint(const struct merge *m)
{
	struct fingerprint expected;
	char is[FINGERPRINT_SIZE];

	if (m->wanted->expect == NULL)
		return;
	if (!fingerprint_parse(m->wanted->expect, &expected) ||
	    !fingerprint_equal(&expected, &m->to->print))
		fail("the fingerprint of all parts is %s, not --expect=%s",
		    fingerprint_text(&m->to->print, is), m->wanted->expect);
}

void
statistics_read(char **operands, const struct statistics_wanted *wanted,
    struct statistics_sum *to)
{
	struct merge m = { .wanted = wanted, .to = to, .head = HEADS };

	*to = (struct statistics_sum){ .as_of = DATE_NONE };
	m.in = table_open(operands, &(struct table_opts){ .policy = TABLE_STOP });
	read_rows(&m);
	table_close(m.in);
	finish_parts(&m);
	finish_check(&m);
	finish_options(&m);
	finish_has(&m);
	finish_rows(&m);
	finish_fingerprint(&m);
	free(m.part);
	free_same(m.option);
	free_same(m.has);
}
