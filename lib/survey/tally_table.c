#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/base/work.h"
#include "lib/io/block.h"
#include "lib/io/opt.h"
#include "lib/io/our_word.h"
#include "lib/io/rounds.h"
#include "lib/io/table.h"
#include "lib/survey/tally_own.h"

struct slot {	/* state of a slot of the reader; only one thread uses a slot at a time */
	struct date_memo date;
	int64_t rows, others;	/* as in the tally */
};

struct source {
	const struct tally *tally;
	const struct tally_opts *opts;
	bool has_kind;
	bool dated;		/* every row must have a date */
	/* otherwise: dates are optional, and rows after --as-of are ignored */
	bool has_date;
	/* the day before --as-of; a text that sorts up to it is not later, whatever its offset */
	char near[DATE_SIZE];
	size_t kind, score, date, customer;
	struct partition part;	/* .n 0: customers of any part */
	struct tally_thread *counts;	/* by slot */
	struct slot *slot;
};

static void
bad_score(const struct source *s, struct block *b, size_t row, const char *cell, int x)
{
	char why[RATING_WHY];

	block_bad(b, row, s->opts->score, "%s '%.60s' %s", s->opts->score, cell,
	    rating_why(x, s->opts->scale, why));
}

/* A score in full-width digits, or a word of the usual scale: 非常满意 of CSAT is 5. */
static int
read_word(const struct source *s, const char *cell)
{
	const char *ours = s->opts->words ? our_word(s->opts->words, cell) : NULL;
	char digits[NUM_SIZE];

	return rating_of(ours ? ours : num_narrow(cell, digits) ? digits : cell);
}

/* Reads the score of the row; false if it is bad. */
static bool
read_score(const struct source *s, struct block *b, size_t row, const char *cell, int *to)
{
	*to = rating_of(cell);
	if (*to < 0)
		*to = read_word(s, cell);
	if (*to >= s->opts->scale.low && *to <= s->opts->scale.high)
		return true;
	bad_score(s, b, row, cell, *to);
	return false;
}

static bool
read_date(const struct source *s, struct slot *w, struct block *b, size_t row,
    struct tally_answer *to)
{
	const char *cell = block_row(b, row)[s->date];
	const enum date_result r = date_read_next(&s->opts->dates, &w->date, cell, &to->day,
	    &to->second);

	if (r != DATE_OK)
		block_bad(b, row, "date", "date '%.60s' %s", cell, date_why(r));
	return r == DATE_OK;
}

/* Whether DATE, as a text, is not after NEAR. In nearly all rows an early byte decides. */
static bool
is_near(const char *date, const char *near)
{
	size_t i = 0;

	while (i < DATE_SIZE - 1 && date[i] == near[i])
		i++;
	return i == DATE_SIZE - 1 || (unsigned char)date[i] < (unsigned char)near[i];
}

/*
 * For input without options on dates: is the row after --as-of? A date that cannot be read is not.
 * For nearly all rows of a log the comparison of texts decides.
 */
static bool
is_later(const struct source *s, struct slot *w, char *const *cell)
{
	const char *date = cell[s->date];
	int32_t day, second;

	if (is_near(date, s->near))
		return false;
	return date_read_next(&s->opts->dates, &w->date, date, &day, &second) == DATE_OK &&
	    day > s->tally->as_of;
}

static bool
read_customer(const struct source *s, struct block *b, size_t row)
{
	const char *id = block_row(b, row)[s->customer];
	const char *why = *id ? text_id_why(id) : NULL;

	if (why)
		block_bad(b, row, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

/* With --partition. */
static bool
is_of_part(const struct source *s, struct block *b, size_t row, const char *id)
{
	char text[PARTS_WHY];
	const char *why = parts_why(s->part, id, strlen(id), text);

	if (why)
		block_bad(b, row, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

static void
take_row(const struct source *s, size_t slot, struct block *b, size_t row)
{
	char **cell = block_row(b, row);
	struct tally_answer x = { .place = b->number << 32 | row };

	if (s->part.n > 0 && !is_of_part(s, b, row, cell[s->customer]))
		return;
	s->slot[slot].rows++;
	if (s->has_kind && strcmp(cell[s->kind], s->opts->kind) != 0) {
		s->slot[slot].others++;
		return;
	}
	if (cell[s->score][0] == '\0' || !read_score(s, b, row, cell[s->score], &x.score))
		return;
	if (s->dated && (!read_date(s, &s->slot[slot], b, row, &x) ||
	    !tally_within(s->tally, x.day)))
		return;
	if (s->has_date && is_later(s, &s->slot[slot], cell))
		return;
	if (s->opts->which == TALLY_LATEST && !read_customer(s, b, row))
		return;
	tally_count(s->tally, &s->counts[slot], cell, cell[s->customer], &x);
}

static void
take_block(void *ctx, size_t slot, struct block *b)
{
	const struct source *s = ctx;

	for (size_t row = 0; row < b->rows; row++)
		take_row(s, slot, b, row);
}

static void
find_columns(struct source *s, struct tally *a, struct table *in)
{
	const struct tally_opts *o = a->opts;

	s->score = table_column(in, o->score);
	s->has_kind = o->kind && table_find(in, "kind", &s->kind);
	s->dated = o->period != PERIOD_NONE || o->which == TALLY_LATEST || o->since != DATE_NONE ||
	    o->until != DATE_NONE || o->as_of != DATE_NONE;
	if (s->dated)
		s->date = table_column(in, "date");
	else
		s->has_date = table_find(in, "date", &s->date);
	table_reads(in, s->score, RECIPE_NUMBER);
	if (s->dated || s->has_date)
		table_reads(in, s->date, RECIPE_DATE);
	date_text(a->as_of - 1, s->near);
	s->part = parts_of(o->partition);
	if (o->which == TALLY_LATEST || s->part.n > 0)
		s->customer = table_column(in, "customer_id");
	for (size_t i = 0; i < a->nby; i++)
		a->by[i] = table_column(in, a->name[i]);
}

static void
read_all(struct source *s, struct tally *a, struct table *in)
{
	const unsigned slots = work_threads_of(s->opts->threads);
	struct rounds *r = rounds_open(in, slots);

	s->counts = mem_new(slots, sizeof *s->counts);
	s->slot = mem_new(slots, sizeof *s->slot);
	for (unsigned i = 0; i < slots; i++)
		s->counts[i] = tally_thread_new(a);
	while (rounds_next(r, take_block, s))
		rounds_judge(r);
	tally_join(a, s->counts, slots);
	for (unsigned i = 0; i < slots; i++) {
		a->rows += s->slot[i].rows;
		a->others += s->slot[i].others;
		tally_thread_free(&s->counts[i]);
	}
	rounds_close(r);
	free(s->counts);
	free(s->slot);
}

void
tally_table_read(struct tally *a, char **operands)
{
	const struct tally_opts *o = a->opts;
	struct table *in = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading });
	struct source s = { .tally = a, .opts = o };

	find_columns(&s, a, in);
	read_all(&s, a, in);
	table_close(in);
}
