#include "lib/diff/diff_clv.h"

#include <math.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/money.h"
#include "lib/customer/grouped.h"
#include "lib/history/history.h"
#include "lib/value/buyer.h"

#define LARGEST 9e14		/* an amount that llround can turn into ten-thousandths */

struct side {
	struct histories *hs;
	struct buyer *fit;
};

struct reader {
	struct diff *d;
	struct grouped *groups;		/* NULL: none are asked for */
};

bool
diff_clv_wanted(const struct diff_opts *o)
{
	return !o->nps && o->measure && strcmp(o->measure, "clv") == 0;
}

static struct side
open_side(const struct diff_opts *o, struct store *store, int32_t day)
{
	struct history_opts in = HISTORY_DEFAULTS;
	const struct buyer_opts how = BUYER_DEFAULTS;
	struct side s;

	in.store = o->store;
	in.as_of = day;
	in.summaries = true;
	s.hs = history_open(&in, (char *[]){ NULL });
	history_find(s.hs, store);
	s.fit = buyer_fit(s.hs, &how);
	buyer_prepare(s.fit);
	return s;
}

static void
close_side(struct side *s)
{
	buyer_free(s->fit);
	history_close(s->hs);
}

/* False: there is none. */
static bool
clv_of(const struct buyer *b, const struct history *h, int64_t *to)
{
	const double clv = buyer_score(b, h).clv;

	if (isnan(clv))
		return false;
	if (fabs(clv) > LARGEST)
		fail("the clv of customer '%s' is too large", h->id);
	*to = llround(clv * MONEY_ONE);
	return true;
}

/* BEFORE: the models of the other day, for the part of the model; NULL on the side before. */
static void
add_side(const struct reader *r, enum diff_side side, const struct side *s,
    const struct buyer *before, const struct diff_labels *labels)
{
	for (size_t i = 0; i < history_count(s->hs); i++) {
		const struct history *h = history_at(s->hs, i);
		int64_t now, then;

		if (!clv_of(s->fit, h, &now))
			continue;
		diff_add(r->d, side, h->id, r->groups ?
		    diff_word(r->d, grouped_value(r->groups, h->id, 0)) : 0,
		    diff_labels_find(labels, h->id), (union diff_value){ .amount = now });
		if (before && clv_of(before, h, &then))
			diff_model(r->d, now - then);
	}
}

void
diff_clv_read(struct diff *d, const struct diff_opts *o, struct store *store,
    const int32_t day[static DIFF_SIDES], struct diff_labels *const *labels)
{
	struct reader r = { d, o->by ? grouped_load(store, &o->by, 1) : NULL };
	struct side before = open_side(o, store, day[DIFF_BEFORE]);
	struct side after = open_side(o, store, day[DIFF_AFTER]);
	struct buyer *same = buyer_like(before.fit, after.hs);

	buyer_prepare(same);
	add_side(&r, DIFF_BEFORE, &before, NULL, labels[DIFF_BEFORE]);
	add_side(&r, DIFF_AFTER, &after, same, labels[DIFF_AFTER]);
	buyer_free(same);
	close_side(&before);
	close_side(&after);
	if (r.groups)
		grouped_free(r.groups);
}
