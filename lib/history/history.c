#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/base/text.h"

enum {
	NONE = HISTORY_NONE,
	LATE = 31,		/* days without an order after which --as-of seems forgotten */
};

const struct history_column history_columns[] = {
	{ "customer_id", PUT_TEXT }, { "as_of", PUT_DATE }, { "orders", PUT_INT },
	{ "first_date", PUT_DATE }, { "last_date", PUT_DATE }, { "spend", PUT_AMOUNT },
	{ "frequency", PUT_INT }, { "recency", PUT_INT }, { "age", PUT_INT }, { "idle", PUT_INT },
	{ "monetary", PUT_REAL }, [HISTORY_PROFIT] = { "profit", PUT_AMOUNT },
};
_Static_assert(sizeof history_columns / sizeof *history_columns == HISTORY_COLUMNS,
    "the columns of a history");

double
history_monetary(int64_t repeat_spend, int64_t frequency)
{
	return frequency > 0 ? (double)repeat_spend / ((double)MONEY_ONE * (double)frequency) : NAN;
}

void
history_set_profit(const struct histories *hs, struct history *h, const struct costs *c)
{
	const enum costs_result r = hs->costs
	    ? costs_profit(c, h->spend, hs->opts->margin, &h->profit) : COSTS_UNKNOWN;

	if (r == COSTS_LARGE)
		fail("the profit of customer '%s' is larger than 64 bits", h->id);
	h->has_profit = r == COSTS_OK;
}

void
history_note_profit(const struct histories *h)
{
	int64_t unknown = 0;

	for (size_t i = 0; h->costs && i < h->n; i++)
		unknown += !h->all[i].has_profit;
	if (h->costs && h->uncosted > 0)
		history_note_uncosted(h, h->uncosted, unknown, false);
	else if (unknown > 0)
		opt_note("the profit of %jd customer%s is not known", (intmax_t)unknown,
		    TEXT_PLURAL(unknown));
}

void
history_note_uncosted(const struct histories *h, int64_t orders, int64_t unknown,
    bool cells)
{
	if (unknown > 0)
		opt_note(cells ? "%jd order%s without a cost; the profit of %jd cell%s is empty"
		    " (use --margin=RATE)" :
		    "%jd order%s without a cost; the profit of %jd customer%s is empty"
		    " (use --margin=RATE)", (intmax_t)orders, TEXT_PLURAL(orders),
		    (intmax_t)unknown, TEXT_PLURAL(unknown));
	else if (orders > 0)
		opt_note("%jd order%s without a cost; the profit of each is %g%% of its amount",
		    (intmax_t)orders, TEXT_PLURAL(orders), 100 * h->opts->margin);
}

/* STAY: the customers stay, without a purchase. */
static void
note_left_out(const struct history_seen *s, bool stay, int32_t as_of)
{
	char date[DATE_SIZE];

	date_text(as_of, date);
	if (s->later > 0)
		opt_note(stay ?
		    "%jd customer%s first bought after %s: prospects if acquired by then, else left"
		    " out" : "left out %jd customer%s first seen after %s", (intmax_t)s->later,
		    TEXT_PLURAL(s->later), date);
	if (s->refunds > 0)
		opt_note(stay ?
		    "without a purchase yet: %jd customer%s with refunds but no purchase by %s" :
		    "left out %jd customer%s with refunds but no purchase by %s",
		    (intmax_t)s->refunds, TEXT_PLURAL(s->refunds), date);
	if (s->early > 0)
		opt_note(s->early == 1 ?
		    "%jd refund before any purchase counts in spend, not in monetary" :
		    "%jd refunds before any purchase count in spend, not in monetary",
		    (intmax_t)s->early);
}

void
history_note_left_out(const struct histories *h, int64_t later, int64_t refunds_only,
    int64_t early)
{
	const bool stay = h->opts->everyone && store_is_wanted(&h->opts->store) && !h->listed;

	note_left_out(&(struct history_seen){ .later = later, .refunds = refunds_only,
	    .early = early }, stay, h->known.day);
}

void
history_seen_note(const struct history_seen *s, int32_t as_of)
{
	note_left_out(s, false, as_of);
	history_note_late(as_of, s->oldest, s->newest);
}

const struct history_seen *
history_seen(const struct histories *h)
{
	return &h->seen;
}

/* The most common mistake: without --as-of, all customers of an old log seem to have left. */
void
history_note_late(int32_t as_of, int32_t oldest, int32_t newest)
{
	char last[DATE_SIZE], date[DATE_SIZE];

	if (newest != DATE_NONE && as_of - newest > LATE && as_of - newest > (newest - oldest) / 10)
		opt_note("the latest order is on %s, but the as-of date is %s;"
		    " did you mean --as-of=%s?",
		    date_text(newest, last), date_text(as_of, date), last);
}

void
history_settle_ids(struct histories *h)
{
	for (size_t i = 0; i < h->n; i++)
		h->all[i].id = h->ids.s + (uintptr_t)h->all[i].id;
}

int32_t
history_as_of(const struct histories *h)
{
	return h->known.day;
}

struct known
history_known(const struct histories *h)
{
	return h->known;
}

struct partition
history_part(const struct histories *h)
{
	return h->part;
}

bool
history_has_days(const struct histories *h)
{
	return h->days && (h->day || h->shared);
}

bool
history_is_folded(const struct histories *h)
{
	return h->fold || h->shared;
}

int32_t
history_acquired(const struct histories *h, size_t row)
{
	return h->acquired ? h->acquired[row] : DATE_NONE;
}

int32_t
history_newest(const struct histories *h)
{
	return h->newest;
}

bool
history_has_spend(const struct histories *h)
{
	return h->money;
}

bool
history_has_monetary(const struct histories *h)
{
	return (h->money && !h->no_monetary) || h->own_monetary;
}

bool
history_has_profit(const struct histories *h)
{
	return h->costs;
}

double
history_margin(const struct histories *h)
{
	return h->opts->margin;
}

unsigned
history_threads(const struct histories *h)
{
	return h->threads;
}

size_t
history_count(const struct histories *h)
{
	return h->fitted ? h->nfitted : h->n;
}

const struct history *
history_at(const struct histories *h, size_t i)
{
	return h->fitted ? h->fitted[i] : &h->all[i];
}

size_t
history_all(const struct histories *h)
{
	return h->n;
}

const struct history *
history_any(const struct histories *h, size_t i)
{
	return &h->all[i];
}

size_t
history_index(const struct histories *h, const struct history *of)
{
	return (size_t)(of - h->all);
}

size_t
history_width(const struct histories *h)
{
	return h->width;
}

const char *
history_name(const struct histories *h, size_t column)
{
	return h->head[column];
}

bool
history_adds_columns(const struct histories *h)
{
	return h->head == NULL || h->listed;
}

const struct opt_list *
history_keep(const struct histories *h)
{
	return &h->keep;
}

size_t
history_rows(const struct histories *h)
{
	return h->head ? h->rows : h->n;
}

const struct history *
history_row(const struct histories *h, size_t row)
{
	if (h->head == NULL)
		return &h->all[row];
	return h->row_of[row] == NONE ? NULL : &h->all[h->row_of[row]];
}

void
history_fill(int32_t as_of, bool money, const struct history *h,
    struct value v[static HISTORY_COLUMNS])
{
	v[0].s = h->id;
	v[1].i = as_of;
	v[2].i = h->orders;
	v[2].none = h->orders == NONE;
	v[3].i = h->first;
	v[4].i = h->last;
	v[5].i = h->spend;
	v[5].none = !money;
	v[6].i = h->frequency;
	v[7].i = h->last - h->first;
	v[8].i = as_of - h->first;
	v[9].i = as_of - h->last;
	v[10].x = h->monetary;
	v[HISTORY_PROFIT].i = h->profit;
	v[HISTORY_PROFIT].none = !h->has_profit;
}

void
history_clear(struct histories *h)
{
	for (size_t i = 0; i < h->width; i++)
		free(h->head[i]);
	free(h->head);
	free(h->all);
	free(h->fitted);
	free(h->covariate);
	free(h->row_at);
	free(h->row_of);
	free(h->acquired);
	text_free(&h->cells);
	text_free(&h->ids);
	for (unsigned i = 0; h->kept && i < fold_parts(h->fold); i++) {
		const size_t n = fold_customers(fold_part(h->fold, i)) * h->keep.n;

		for (size_t k = 0; k < n; k++)
			free(h->kept[i][k]);
		free(h->kept[i]);
	}
	free(h->kept);
	for (unsigned i = 0; h->day && i < fold_parts(h->fold); i++)
		free(h->day[i]);
	free(h->day);
	for (unsigned i = 0; h->day_costs && i < fold_parts(h->fold); i++)
		free(h->day_costs[i]);
	free(h->day_costs);
	if (h->fold)
		fold_free(h->fold);
	if (h->later)
		fold_free(h->later);
	if (h->shared)
		munmap((void *)(uintptr_t)h->shared, h->shared_bytes);
}

void
history_close(struct histories *h)
{
	history_clear(h);
	free(h);
}
