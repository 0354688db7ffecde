/* attain: the counts, the median and the worst of the items of a standard. */
#include "lib/service/attain.h"

#include "tests/unit/tap.h"

static void
is_worst(const struct attain *a, const int64_t *id, size_t n, const char *name)
{
	bool same = a->nworst == n;

	for (size_t i = 0; same && i < n; i++)
		same = a->worst[i].id == id[i];
	ok(same, name);
}

static void
test_times(void)
{
	struct attain a;

	attain_begin(&a, 3);
	ok(isnan(attain_median(&a)) && attain_n(&a) == 0 && a.nworst == 0, "nothing");
	attain_add(&a, 1, 50, ATTAIN_MISSED);
	ok(attain_median(&a) == 50, "the median of one");
	attain_add(&a, 2, 9, ATTAIN_MET);
	ok(attain_median(&a) == 29.5, "the median of two");
	attain_add(&a, 3, 70, ATTAIN_MISSED);
	attain_add(&a, 4, 50, ATTAIN_MISSED);
	attain_add(&a, 5, 1000, ATTAIN_PENDING);
	is_worst(&a, (const int64_t[]){ 3, 1, 4 }, 3,
	    "the longest first, and of equals the earlier");
	attain_add(&a, 6, 60, ATTAIN_MISSED);
	attain_add(&a, 7, 10, ATTAIN_MISSED);
	is_worst(&a, (const int64_t[]){ 3, 6, 1 }, 3, "three of five");
	ok(a.count[ATTAIN_MET] == 1 && a.count[ATTAIN_MISSED] == 5 &&
	    a.count[ATTAIN_PENDING] == 1 && attain_n(&a) == 6, "counts");
	ok(attain_median(&a) == 50, "the median of 9 10 50 50 60 70, not of what is pending");
	attain_free(&a);
}

static void
test_shares(void)
{
	struct attain a;

	attain_begin(&a, 2);
	for (int64_t id = 1; id <= 4; id++)
		attain_add(&a, id, ATTAIN_UNTIMED, id == 1 ? ATTAIN_MET : ATTAIN_MISSED);
	is_worst(&a, (const int64_t[]){ 2, 3 }, 2, "without times the first");
	ok(isnan(attain_median(&a)), "and no median");
	attain_free(&a);
	attain_begin(&a, 0);
	attain_add(&a, 1, 5, ATTAIN_MISSED);
	attain_add(&a, 2, 6, ATTAIN_MISSED);
	is_worst(&a, NULL, 0, "none are to be named");
	attain_free(&a);
}

int
main(void)
{
	ok(attain_within(5, 5, true) == ATTAIN_MET && attain_within(6, 5, true) == ATTAIN_MISSED,
	    "at the limit is within");
	ok(attain_within(5, 5, false) == ATTAIN_PENDING &&
	    attain_within(6, 5, false) == ATTAIN_MISSED, "and not done is pending");
	test_times();
	test_shares();
	return done();
}
