#include "lib/io/statistics_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/xxhash64.h"
#include "lib/io/put.h"
#include "lib/io/reading.h"

struct statistics {
	struct put *out;
	uint64_t check;
};

void
statistics_refuse(const char *option, const char *const *names)
{
	for (; *names; names++)
		if (opt_given(*names))
			opt_misuse("--%s cannot be used with --%s", *names, option);
}

void
statistics_check_print(void)
{
	statistics_refuse("statistics", (const char *const[]){ "from-statistics", "db",
	    "default-db", "fit-on", "keep", NULL });
}

void
statistics_check_merge(const struct reading *r)
{
	statistics_refuse("from-statistics", (const char *const[]){ "statistics", "db",
	    "default-db", "fit-on", "input", "keep", "tz", "skip-bad", "partition", NULL });
	if (reading_given(r))
		opt_misuse("%s cannot be used with --from-statistics", reading_given(r));
}

const char *
statistics_word(const char *words, int place, char to[static STATISTICS_WORD])
{
	for (; place > 0 && (words = strchr(words, '|')) != NULL; place--)
		words++;
	const int n = words && place == 0 ? (int)strcspn(words, "|") : 0;

	snprintf(to, STATISTICS_WORD, "%.*s", n, n > 0 ? words : "");
	return to;
}

uint64_t
statistics_hash(const char *stat, const char *const cell[static STATISTICS_CELLS], int64_t n)
{
	uint64_t hash = xxhash64_text(stat, strlen(stat), XXHASH64_SEED);

	for (size_t i = 0; i < STATISTICS_CELLS; i++)
		hash = xxhash64_text(cell[i], strlen(cell[i]), hash);
	return hash * (uint64_t)n;
}

static void
put_row(struct statistics *s, const char *stat, const char *const cell[static STATISTICS_CELLS],
    int64_t n)
{
	put_text(s->out, stat);
	for (size_t i = 0; i < STATISTICS_CELLS; i++)
		put_text(s->out, cell[i]);
	put_int(s->out, n);
	put_end(s->out);
	s->check += statistics_hash(stat, cell, n);
}

void
statistics_put(struct statistics *s, const char *stat, const char *a, const char *b,
    const char *c, int64_t n)
{
	if (n != 0)
		put_row(s, stat, (const char *const[]){ a ? a : "", b ? b : "", c ? c : "" }, n);
}

void
statistics_numbers(struct statistics *s, const char *stat, const int64_t *x, size_t cells,
    int64_t n)
{
	char text[STATISTICS_CELLS][NUM_SIZE] = { "" };

	for (size_t i = 0; i < cells; i++)
		num_int(x[i], text[i]);
	statistics_put(s, stat, text[0], text[1], text[2], n);
}

void
statistics_date(struct statistics *s, const char *stat, int32_t day, int64_t n)
{
	char text[DATE_SIZE];

	statistics_put(s, stat, date_text(day, text), NULL, NULL, n);
}

void
statistics_amount(struct statistics *s, const char *stat, int64_t amount, int64_t n)
{
	char text[NUM_SIZE];

	money_text(amount, text);
	statistics_put(s, stat, text, NULL, NULL, n);
}

static void
put_digest(struct statistics *s, const char *stat, uint64_t digest)
{
	char text[NUM_SIZE];

	snprintf(text, sizeof text, "%ju", (uintmax_t)digest);
	statistics_put(s, stat, text, NULL, NULL, 1);
}

/* The numbers of rows and customers are there even if they are 0. */
static void
put_count(struct statistics *s, const char *stat, int64_t n)
{
	put_row(s, stat, (const char *const[]){ "", "", "" }, n);
}

static void
put_head(struct statistics *s, const struct statistics_head *h)
{
	const int64_t part[] = { h->part.k, h->part.n > 0 ? h->part.n : 1 };

	statistics_numbers(s, "format", (const int64_t[]){ STATISTICS_FORMAT }, 1, 1);
	statistics_put(s, "tool", h->tool, NULL, NULL, 1);
	statistics_numbers(s, "part", part, 2, 1);
	if (h->as_of != DATE_NONE)
		statistics_date(s, "as_of", h->as_of, 1);
	for (const struct statistics_option *o = h->option; o && o->name; o++)
		if (o->value && *o->value)
			statistics_put(s, "option", o->name, o->value, NULL, 1);
	for (const char *const *word = h->has; word && *word; word++)
		statistics_put(s, "has", *word, NULL, NULL, 1);
	put_count(s, "rows", h->rows);
	if (h->customers >= 0)
		put_count(s, "customers", h->customers);
	if (h->print) {
		statistics_amount(s, "amount", h->print->amount, 1);
		put_digest(s, "digest", h->print->digest);
	}
}

struct statistics *
statistics_begin(const struct statistics_head *h, struct put *out)
{
	static const struct put_head columns[] = { { "stat", PUT_TEXT }, { "a", PUT_TEXT },
	    { "b", PUT_TEXT }, { "c", PUT_TEXT }, { "n", PUT_INT }, { 0 } };
	struct statistics *s = mem_new(1, sizeof *s);

	s->out = out;
	put_columns(out, columns);
	put_head(s, h);
	return s;
}

void
statistics_end(struct statistics *s)
{
	put_digest(s, "check", s->check);
	free(s);
}
