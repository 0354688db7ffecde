/* diff: fates and sums of a small example; sums add up on random data. */
#include "lib/diff/diff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/money.h"
#include "tests/unit/tap.h"

static void
add(struct diff *d, enum diff_side side, const char *id, const char *group, const char *label,
    int64_t amount)
{
	diff_add(d, side, id, diff_word(d, group), diff_word(d, label),
	    (union diff_value){ .amount = amount });
}

static bool
is_row(const struct diff *d, const struct diff_sum *r, const char *key, int64_t customers,
    int64_t before, int64_t after)
{
	char is[100];

	snprintf(is, sizeof is, "%s %s %s>%s", diff_word_text(d, r->key.group),
	    diff_effects[r->key.effect], diff_word_text(d, r->key.from),
	    diff_word_text(d, r->key.to));
	if (strcmp(is, key) == 0 && r->customers == customers && r->before == before &&
	    r->after == after)
		return true;
	printf("# %s %" PRId64 " %" PRId64 " %" PRId64 "\n", is, r->customers, r->before,
	    r->after);
	return false;
}

static void
test_fates(void)
{
	struct diff *d = diff_new(false, false);
	size_t n;

	add(d, DIFF_AFTER, "new", "", "B", 7);
	add(d, DIFF_BEFORE, "gone", "", "A", 5);
	add(d, DIFF_BEFORE, "up", "", "A", 1);
	add(d, DIFF_BEFORE, "moved", "", "B", 4);
	add(d, DIFF_AFTER, "moved", "", "A", 4);
	add(d, DIFF_AFTER, "up", "", "A", 3);
	struct diff_sum *r = diff_sums(d, false, &n);

	ok(n == 5 && is_row(d, &r[0], " came >B", 1, 0, 7) && is_row(d, &r[1], " went A>", 1, 5, 0)
	    && is_row(d, &r[2], " moved B>A", 1, 4, 4) && is_row(d, &r[3], " more A>A", 1, 1, 3)
	    && is_row(d, &r[4], " total >", 4, 10, 14), "came, went, moved, more, total");
	free(r);
	ok(!diff_add(d, DIFF_AFTER, "new", 0, 0, (union diff_value){ .amount = 1 }) &&
	    diff_count(d, DIFF_AFTER) == 3, "a customer twice on a side");
	diff_free(d);
}

static void
test_groups(void)
{
	struct diff *d = diff_new(false, false);
	size_t n;

	add(d, DIFF_BEFORE, "a", "S", "", 5);
	add(d, DIFF_AFTER, "a", "N", "", 8);
	add(d, DIFF_BEFORE, "b", "N", "", 2);
	add(d, DIFF_AFTER, "b", "N", "", 1);
	struct diff_sum *r = diff_sums(d, true, &n);

	ok(n == 6 && is_row(d, &r[0], "N joined >", 1, 0, 8) &&
	    is_row(d, &r[1], "N less >", 1, 2, 1) && is_row(d, &r[2], "N group >", 2, 2, 9) &&
	    is_row(d, &r[3], "S left >", 1, 5, 0) &&
	    is_row(d, &r[4], "S group >", 1, 5, 0) && is_row(d, &r[5], " total >", 2, 7, 9),
	    "a customer whose group changed counts once in the total");
	free(r);
	diff_free(d);
}

static void
test_none_and_large(void)
{
	struct diff *d = diff_new(false, false);
	size_t n;
	struct diff_sum *r = diff_sums(d, true, &n);

	ok(n == 1 && is_row(d, r, " total >", 0, 0, 0), "nobody");
	free(r);
	add(d, DIFF_BEFORE, "a", "", "", INT64_MAX);
	add(d, DIFF_BEFORE, "b", "", "", 1);
	ok(diff_sums(d, false, &n) == NULL, "a sum that exceeds 64 bits");
	diff_free(d);
}

static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* Random customers; .sum are the sums by a second way. */
static struct diff *
make(uint32_t seed, bool means, int64_t sum[static 2])
{
	struct diff *d = diff_new(means, false);
	char id[12], word[2] = "";

	for (int i = 0; i < 300; i++)
		for (int s = 0; s < 2; s++) {
			const int64_t x = (int64_t)(next(&seed) % 100000) - 20000;
			union diff_value v = { .amount = x };

			if (next(&seed) % 3 == 0)
				continue;
			if (means)
				v.real = (double)x;
			snprintf(id, sizeof id, "%d", i);
			*word = (char)('a' + next(&seed) % 4);
			diff_add(d, (enum diff_side)s, id, diff_word(d, word),
			    diff_word(d, next(&seed) % 2 ? "X" : "Y"), v);
			sum[s] += x;
		}
	return d;
}

static bool
adds_up(const struct diff_sum *r, size_t n, const int64_t sum[static 2])
{
	int64_t part[2] = { 0 }, group[2] = { 0 };

	for (size_t i = 0; i + 1 < n; i++) {
		int64_t *to = r[i].key.effect == DIFF_GROUP ? group : part;

		to[0] += r[i].before;
		to[1] += r[i].after;
	}
	const bool total = r[n - 1].before == sum[0] && r[n - 1].after == sum[1];

	return total && memcmp(part, sum, sizeof part) == 0 &&
	    (group[0] == 0 || memcmp(group, sum, sizeof group) == 0);
}

static void
test_random(void)
{
	bool good = true;
	double worst = 0;

	for (uint32_t seed = 1; seed <= 100; seed++)
		for (int groups = 0; groups < 2; groups++) {
			int64_t sum[2] = { 0 };
			struct diff *d = make(seed, false, sum);
			size_t n;
			struct diff_sum *r = diff_sums(d, groups, &n);

			good = good && adds_up(r, n, sum);
			free(r);
			diff_free(d);
			d = make(seed, true, sum);
			struct diff_customer *c = diff_top(d, 1000, &n);
			struct diff_mean *m;
			double change = 0;

			for (size_t i = 0; i < n; i++)
				change += c[i].change.real;
			free(c);
			m = diff_means(d, groups, &n);
			worst = fmax(worst, fabs(change - m[n - 1].of.change));
			for (size_t i = 0; i + 1 < n; i++)
				change -= m[i].of.change;
			worst = fmax(worst, fabs(change));
			free(m);
			diff_free(d);
		}
	ok(good, "sums: the effects add up, and so do the groups");
	ok(worst < 1e-7, "means: so do the effects, and the customers");
	printf("# %g\n", worst);
}

static void
test_top(void)
{
	struct diff *d = diff_new(false, false);
	size_t n;

	add(d, DIFF_BEFORE, "b", "", "", 5);
	add(d, DIFF_AFTER, "a", "", "", 5);
	add(d, DIFF_AFTER, "c", "", "", 6);
	add(d, DIFF_AFTER, "d", "", "", 1);
	struct diff_customer *c = diff_top(d, 3, &n);

	ok(n == 3 && strcmp(c[0].id, "c") == 0 && strcmp(c[1].id, "a") == 0 &&
	    strcmp(c[2].id, "b") == 0 && c[2].change.amount == -5 && !c[2].there[DIFF_AFTER],
	    "the greatest change, up or down; equal ones by id");
	free(c);
	diff_free(d);
}

int
main(void)
{
	test_fates();
	test_groups();
	test_none_and_large();
	test_random();
	test_top();
	return done();
}
