#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/work.h"

/*
 * history_fold_take turns the sums of a fold into histories, sorted by id.
 *
 * With days settle_part does it for one part, on any thread: it makes the histories of the part,
 * copies their days, and sorts them by id. Then merge_parts merges the sorted parts into one array.
 *
 * Without days the customers of each part are sorted, and take_customers merges them. It frees the
 * customers while the histories grow, so that both never take memory in full.
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

struct counts {			/* for history_note_left_out, and histories.uncosted */
	int64_t later, refunds_only, early, uncosted;
};

struct sorted {			/* the histories of a part */
	struct histories *to;
	struct history *h;
	size_t n;
	struct fold_day *day;
	struct costs *costs;	/* per day; NULL: not kept */
	size_t days;
	struct counts counts;
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
	h->days = (uint32_t)fold_days(p, customer, s->day + s->days);
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

/* Counts a customer; false if there was no purchase, and so is no history. */
static bool
count(struct counts *to, const struct fold_sum *s)
{
	to->early += s->early_refunds;
	to->later += s->latest == DATE_NONE;
	to->refunds_only += s->latest != DATE_NONE && s->first == DATE_NONE;
	to->uncosted += s->first == DATE_NONE ? 0 : s->costs.without;
	return s->first != DATE_NONE;
}

/* The history of a customer of the part. */
static struct history
history_of_sum(const struct histories *to, unsigned part, size_t customer,
    const struct fold_sum *s)
{
	struct history h = { s->id, s->first, s->last, s->orders, s->frequency, s->spend,
		to->money ? history_monetary(s->repeat_spend, s->frequency) : NAN,
		.kept = to->keep.n == 0 ? NULL :
		    (const char *const *)to->kept[part] + customer * to->keep.n,
		.next = s->next };

	history_set_profit(to, &h, &s->costs);
	return h;
}

static void
settle_part(void *ctx, size_t i)
{
	struct sorted *s = (struct sorted *)ctx + i;
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
		if (!count(&s->counts, &f))
			continue;
		s->h[s->n++] = history_of_sum(s->to, (unsigned)i, c, &f);
		s->h[s->n - 1].after = (int32_t)count_later(s->to, (unsigned)i, f.id);
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

static struct counts
take_with_days(struct histories *h, unsigned parts)
{
	struct sorted *s = mem_new(parts, sizeof *s);
	struct counts all = { 0 };

	if (h->days)
		h->day = mem_new(parts, sizeof *h->day);
	if (h->days && h->costs && h->opts->day_costs)
		h->day_costs = mem_new(parts, sizeof *h->day_costs);
	for (unsigned i = 0; i < parts; i++)
		s[i].to = h;
	work_each(h->threads, parts, settle_part, s);
	merge_parts(h, s, parts);
	for (unsigned i = 0; i < parts; i++) {
		all.later += s[i].counts.later;
		all.refunds_only += s[i].counts.refunds_only;
		all.early += s[i].counts.early;
		all.uncosted += s[i].counts.uncosted;
		free(s[i].h);
	}
	free(s);
	return all;
}

struct order {			/* the customers of a part, in the order of their ids */
	struct fold_part *part;
	uint32_t *number;	/* NULL: as they are */
	size_t n, at;
};

enum { RELEASE = 1 << 12 };	/* customers that are freed together, as far as they are a piece */

struct orders {
	struct histories *h;
	struct order *of;
};

static void
sort_part(void *ctx, size_t i)
{
	struct orders *o = ctx;

	o->of[i].part = fold_part(o->h->fold, (unsigned)i);
	o->of[i].number = fold_sort(o->of[i].part, o->h->kept == NULL || o->h->keep.n == 0);
	o->of[i].n = fold_customers(o->of[i].part);
}

static size_t
next_number(const struct order *o)
{
	return o->number ? o->number[o->at] : o->at;
}

/* The part whose next customer has the least id; PARTS: there is none. */
static unsigned
least_part(const struct order *o, unsigned parts)
{
	unsigned least = parts;

	if (parts == 1)
		return o->at < o->n ? 0 : 1;
	for (unsigned i = 0; i < parts; i++)
		if (o[i].at < o[i].n && (least == parts ||
		    fold_compare(o[i].part, next_number(&o[i]),
			o[least].part, next_number(&o[least])) < 0))
			least = i;
	return least;
}

static struct counts
take_customers(struct histories *h, struct order *o, unsigned parts)
{
	struct counts all = { 0 };

	for (unsigned i; (i = least_part(o, parts)) < parts; o[i].at++) {
		const size_t c = next_number(&o[i]);
		const struct fold_sum s = fold_sum(o[i].part, c);

		if (count(&all, &s)) {
			h->all[h->n] = history_of_sum(h, i, c, &s);
			h->all[h->n++].id = (const char *)(uintptr_t)h->ids.n;
			text_add(&h->ids, s.id, strlen(s.id) + 1);
		}
		if (o[i].number == NULL && o[i].at % RELEASE == 0)
			fold_release(o[i].part, o[i].at);
	}
	history_settle_ids(h);
	return all;
}

static struct counts
take_without_days(struct histories *h, unsigned parts)
{
	struct orders o = { h, mem_new(parts, sizeof *o.of) };
	size_t n = 0;

	work_each(h->threads, parts, sort_part, &o);
	for (unsigned i = 0; i < parts; i++)
		n += o.of[i].n;
	h->all = huge_room(n, sizeof *h->all);
	const struct counts all = take_customers(h, o.of, parts);

	for (unsigned i = 0; i < parts; i++) {
		fold_release(o.of[i].part, o.of[i].n);
		fold_settle(o.of[i].part);
		free(o.of[i].number);
	}
	free(o.of);
	return all;
}

void
history_fold_take(struct histories *h, struct fold *f, bool money, int32_t oldest)
{
	const unsigned parts = fold_parts(f);

	h->fold = f;
	h->money = money;
	const struct counts c = h->days || h->later ? take_with_days(h, parts)
	    : take_without_days(h, parts);

	h->uncosted += c.uncosted;
	h->seen.later = c.later;
	h->seen.refunds = c.refunds_only;
	h->seen.early = c.early;
	h->seen.oldest = oldest;
	h->seen.newest = h->newest;
	if (h->opts->statistics || h->opts->silent)
		return;		/* who merges them notes it, once for all parts */
	history_note_left_out(h, c.later, c.refunds_only, c.early);
	history_note_late(h->known.day, oldest, h->newest);
}
