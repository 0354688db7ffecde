#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/work.h"

/*
 * history_fold_take turns the sums of a fold into histories. settle_part does it for one part, on
 * any thread: it makes the histories of the part, copies their days, and sorts them by id. Then
 * merge_parts merges the sorted parts into one array.
 */

/* A key for sorting: the first eight bytes of an id, most significant first. */
static uint64_t
prefix(const char *id)
{
	uint64_t p = 0;

	for (size_t i = 0; i < sizeof p && id[i] != '\0'; i++)
		p |= (uint64_t)(unsigned char)id[i] << (8 * (sizeof p - 1 - i));
	return p;
}

static int
by_id(const void *a, const void *b)
{
	const struct history *x = a, *y = b;

	return strcmp(x->id, y->id);
}

struct sorted {			/* the histories of a part */
	struct histories *to;
	struct history *h;
	size_t n;
	struct fold_day *day;
	struct costs *costs;	/* per day; NULL: not kept */
	size_t days;
	int64_t later, refunds_only, early;	/* for history_note_left_out */
	int64_t uncosted;
};

/* By radix on the first bytes; then sorts runs of ids with the same first bytes. */
static void
sort_by_id(struct sorted *s)
{
	uint64_t *key = mem_new(s->n, sizeof *key), *with = mem_new(s->n, sizeof *with);
	struct history *h = mem_resize(NULL, s->n, sizeof *h);

	for (size_t i = 0; i < s->n; i++) {
		key[i] = prefix(s->h[i].id);
		with[i] = i;
	}
	sort_with(key, with, s->n);
	for (size_t i = 0; i < s->n; i++)
		h[i] = s->h[with[i]];
	for (size_t i = 0, end; i < s->n; i = end) {
		for (end = i + 1; end < s->n && key[end] == key[i]; end++)
			;
		if (end - i > 1)
			qsort(h + i, end - i, sizeof *h, by_id);
	}
	free(s->h);
	free(key);
	free(with);
	s->h = h;
}

/* The customer's number in the fold of the later purchases. */
static size_t
customer_later(struct fold_part *later, const char *id)
{
	const size_t n = strlen(id);

	return fold_customer(later, &(struct fold_row){ .id = id, .n = (uint32_t)n,
	    .hash = fold_hash(id, n) }, NULL);
}

static void
copy_days(struct sorted *s, const struct fold_part *p, size_t customer, struct fold_part *later,
    struct history *h)
{
	h->day = s->day + s->days;
	h->days = fold_days(p, customer, s->day + s->days);
	if (s->costs) {
		h->day_costs = s->costs + s->days;
		fold_day_costs(p, customer, h->day, h->days, s->costs + s->days);
	}
	s->days += h->days;
	if (h->after > 0)
		s->days += fold_days(later, customer_later(later, h->id), s->day + s->days);
}

void
history_fold_later(struct histories *h, unsigned part, const struct fold_row *r)
{
	if (h->later == NULL || r->amount < 0 || r->day > h->known.day + h->opts->after)
		return;
	struct fold_part *p = fold_part(h->later, part);
	struct fold_row purchase = *r;

	purchase.amount = 0;	/* only the days count */
	fold_add(p, fold_customer(p, &purchase, NULL), &purchase);
}

/* Later purchase days of a customer. */
static int64_t
count_later(const struct histories *h, unsigned part, const char *id)
{
	if (h->later == NULL)
		return 0;
	struct fold_part *p = fold_part(h->later, part);
	const struct fold_sum s = fold_sum(p, customer_later(p, id));

	return s.first == DATE_NONE ? 0 : s.frequency + 1;
}

static void
settle_part(void *ctx, size_t i)
{
	struct sorted *s = (struct sorted *)ctx + i;
	const size_t nkeep = s->to->keep.n;
	struct fold_part *p = fold_part(s->to->fold, (unsigned)i);
	const size_t n = fold_customers(p);
	struct fold_part *later = s->to->later ? fold_part(s->to->later, (unsigned)i) : NULL;
	const size_t most = fold_most_days(p) + (later ? fold_most_days(later) : 0);
	bool sorted = true;

	s->h = mem_resize(NULL, n, sizeof *s->h);
	if (s->to->day)
		s->day = s->to->day[i] = mem_resize(NULL, most, sizeof *s->day);
	if (s->to->day_costs)
		s->costs = s->to->day_costs[i] = mem_resize(NULL, most, sizeof *s->costs);
	for (size_t c = 0; c < n; c++) {
		const struct fold_sum f = fold_sum(p, c);

		if (s->day)
			fold_days_ahead(p, c);
		s->early += f.early_refunds;
		s->later += f.latest == DATE_NONE;
		s->refunds_only += f.latest != DATE_NONE && f.first == DATE_NONE;
		if (f.first == DATE_NONE)
			continue;
		s->h[s->n++] = (struct history){ f.id, f.first, f.last, f.orders, f.frequency,
			f.spend, s->to->money ? history_monetary(f.repeat_spend, f.frequency) : NAN,
			.kept = nkeep ? (const char *const *)s->to->kept[i] + c * nkeep : NULL,
			.next = f.next, .after = count_later(s->to, (unsigned)i, f.id) };
		history_set_profit(s->to, &s->h[s->n - 1], &f.costs);
		s->uncosted += f.costs.without;
		if (s->day)
			copy_days(s, p, c, later, &s->h[s->n - 1]);
		sorted = sorted && (s->n < 2 || strcmp(s->h[s->n - 2].id, f.id) < 0);
	}
	fold_settle(p);
	if (!sorted)
		sort_by_id(s);
}

static void
merge_parts(struct histories *h, struct sorted *s, unsigned parts)
{
	size_t *at = mem_new(parts, sizeof *at);

	for (unsigned i = 0; i < parts; i++)
		h->n += s[i].n;
	h->all = mem_resize(NULL, h->n, sizeof *h->all);
	for (size_t n = 0; n < h->n; n++) {
		unsigned least = parts;

		for (unsigned i = 0; i < parts; i++)
			if (at[i] < s[i].n && (least == parts ||
			    by_id(&s[i].h[at[i]], &s[least].h[at[least]]) < 0))
				least = i;
		h->all[n] = s[least].h[at[least]++];
	}
	free(at);
}

void
history_fold_take(struct histories *h, struct fold *f, bool money, int32_t oldest)
{
	const unsigned parts = fold_parts(f);
	struct sorted *s = mem_new(parts, sizeof *s), all = { 0 };

	h->fold = f;
	h->money = money;
	if (h->days)
		h->day = mem_new(parts, sizeof *h->day);
	if (h->days && h->costs && h->opts->day_costs)
		h->day_costs = mem_new(parts, sizeof *h->day_costs);
	for (unsigned i = 0; i < parts; i++)
		s[i].to = h;
	work_each(h->threads, parts, settle_part, s);
	merge_parts(h, s, parts);
	for (unsigned i = 0; i < parts; i++) {
		all.later += s[i].later;
		all.refunds_only += s[i].refunds_only;
		all.early += s[i].early;
		h->uncosted += s[i].uncosted;
		free(s[i].h);
	}
	free(s);
	h->seen.later = all.later;
	h->seen.refunds = all.refunds_only;
	h->seen.early = all.early;
	h->seen.oldest = oldest;
	h->seen.newest = h->newest;
	if (h->opts->statistics)
		return;		/* who merges them notes it, once for all parts */
	history_note_left_out(h, all.later, all.refunds_only, all.early);
	history_note_late(h->known.day, oldest, h->newest);
}
