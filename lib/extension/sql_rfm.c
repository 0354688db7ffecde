/*
 * rfm_limits collects the values, and answers with the limits of the scores as a JSON array; the
 * score of a value follows from these. rfm.h works on whole numbers: a double becomes the whole
 * number that has the same order among all others (key_of), and back.
 *
 * As a window function, the values leave in the order in which they came: struct values is a queue.
 * SQLite asks for the answer once per row, so it is kept until a value comes or leaves.
 */
#include "lib/extension/sql_rfm.h"

#include <math.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/extension/arguments.h"
#include "lib/segment/rfm.h"
SQLITE_EXTENSION_INIT3

enum { BINS = 5, FIRST = 64, ANSWER = RFM_BINS * NUM_SIZE, DAYS = 4000000 };

static const double WHOLE = 9007199254740992.;	/* 2^53: all whole numbers up to it are exact */

struct values {
	int64_t *key;
	size_t from, to, room;	/* the queue is key[from..to-1] */
	int64_t bins;		/* 0: not known yet */
	char *answer;		/* NULL: not computed */
};

static int64_t
key_of(double x)
{
	int64_t bits;

	x += 0.;	/* -0 becomes 0 */
	memcpy(&bits, &x, sizeof bits);
	return bits >= 0 ? bits : bits ^ INT64_MAX;
}

static double
number_of(int64_t key)
{
	const int64_t bits = key >= 0 ? key : key ^ INT64_MAX;
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Makes room for one more value. False if there is no memory. */
static bool
grow(struct values *a)
{
	if (a->to < a->room)
		return true;
	const size_t room = 2 * a->room + FIRST;
	int64_t *key = sqlite3_realloc64(a->key, room * sizeof *key);

	if (key == NULL)
		return false;
	a->key = key;
	a->room = room;
	return true;
}

static void
forget_answer(struct values *a)
{
	sqlite3_free(a->answer);
	a->answer = NULL;
}

/* The number of bins is the same in all rows. */
static void
set_bins(struct arguments *a, int n, struct values *to)
{
	const int64_t bins = n > 1 ? arguments_whole(a, 1, "bins", 2, RFM_BINS) : BINS;

	if (a->null || a->bad)
		return;
	if (to->bins != 0 && to->bins != bins)
		arguments_wrong(a, "bins must be the same for all rows");
	to->bins = bins;
}

static void
add(sqlite3_context *ctx, int n, sqlite3_value **v, bool days)
{
	struct arguments a = { ctx, days ? "rfm_limits_f" : "rfm_limits", v, false, false };
	struct values *to = sqlite3_aggregate_context(ctx, sizeof *to);
	const int64_t key = days ? arguments_whole(&a, 0, "the number of days", 1, DAYS)
	    : key_of(arguments_number(&a, 0, "the value", -WHOLE, WHOLE));

	if (to == NULL || !grow(to)) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	set_bins(&a, n, to);
	if (a.null || a.bad)
		return;
	to->key[to->to++] = key;
	forget_answer(to);
}

static void
add_value(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	add(ctx, n, v, false);
}

static void
add_days(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	add(ctx, n, v, true);
}

static void
drop(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const struct arguments a = { .ctx = ctx, .value = v };
	struct values *from = sqlite3_aggregate_context(ctx, sizeof *from);

	if (from == NULL || arguments_empty(&a, 0) || (n > 1 && arguments_empty(&a, 1)) ||
	    from->from == from->to)
		return;
	from->from++;
	forget_answer(from);
}

/* Writes [12.5,20,null]: where the scores from 2 on begin. */
static void
write_limits(const struct rfm_cuts *c, bool days, char to[static ANSWER])
{
	char *s = to;

	for (int i = 0; i + 1 < c->bins; i++) {
		*s++ = i > 0 ? ',' : '[';
		if (c->from[i] == INT64_MAX) {
			memcpy(s, "null", strlen("null"));
			s += strlen("null");
		} else {
			s += num_text(days ? (double)c->from[i] : number_of(c->from[i]), s);
		}
	}
	memcpy(s, "]", 2);
}

/* Computes the answer; rfm.h sorts the values, so it gets a copy. */
static bool
compute(struct values *a, bool days)
{
	const size_t n = a->to - a->from;
	int64_t *copy = sqlite3_malloc64((n + 1) * sizeof *copy);

	a->answer = sqlite3_malloc(ANSWER);
	if (copy && a->answer) {
		memcpy(copy, a->key + a->from, n * sizeof *copy);
		const struct rfm_cuts c = (days ? rfm_cuts_of_purchases : rfm_cuts)(copy, n,
		    (int)a->bins);

		write_limits(&c, days, a->answer);
	}
	sqlite3_free(copy);
	return copy && a->answer;
}

static void
answer(sqlite3_context *ctx, bool days)
{
	struct values *a = sqlite3_aggregate_context(ctx, 0);

	if (a == NULL || a->from == a->to)
		sqlite3_result_null(ctx);
	else if (a->answer == NULL && !compute(a, days))
		sqlite3_result_error_nomem(ctx);
	else
		sqlite3_result_text(ctx, a->answer, -1, SQLITE_TRANSIENT);
}

static void
answer_values(sqlite3_context *ctx)
{
	answer(ctx, false);
}

static void
answer_days(sqlite3_context *ctx)
{
	answer(ctx, true);
}

static void
finish(sqlite3_context *ctx, bool days)
{
	struct values *a = sqlite3_aggregate_context(ctx, 0);

	answer(ctx, days);
	if (a == NULL)
		return;
	forget_answer(a);
	sqlite3_free(a->key);
	memset(a, 0, sizeof *a);
}

static void
finish_values(sqlite3_context *ctx)
{
	finish(ctx, false);
}

static void
finish_days(sqlite3_context *ctx)
{
	finish(ctx, true);
}

/*
 * Reads the next limit: a number, or null, which is INFINITY. *S moves behind it. False if there is
 * none.
 */
static bool
next_limit(const char **s, double *to)
{
	char text[NUM_SIZE];
	const size_t n = strcspn(*s += strspn(*s, " \t\r\n"), ",] \t\r\n");

	if (n == 0 || n >= sizeof text)
		return false;
	memcpy(text, *s, n);
	text[n] = '\0';
	*s += n;
	*s += strspn(*s, " \t\r\n");
	*to = INFINITY;
	return strcmp(text, "null") == 0 || num_parse(text, to);
}

/* The number of limits of a JSON array; 0 if it is not valid. */
static int
read_limits(const char *s, double to[static RFM_BINS])
{
	int n = 0;

	s += strspn(s, " \t\r\n");
	if (*s != '[')
		return 0;
	do {
		if (n == RFM_BINS || !next_limit((s++, &s), &to[n]) ||
		    (n > 0 && to[n] < to[n - 1]))
			return 0;
		n++;
	} while (*s == ',');
	return *s == ']' && s[1 + strspn(s + 1, " \t\r\n")] == '\0' && n < RFM_BINS ? n : 0;
}

static void
rfm_score_of(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	enum { LONGEST = 1024 };
	struct arguments a = { ctx, "rfm_score", v, false, false };
	const double x = arguments_number(&a, 0, "the value", -WHOLE, WHOLE);
	const char *text = arguments_text(&a, 1, "the array of limits", LONGEST);
	double limit[RFM_BINS];
	const int limits = text ? read_limits(text, limit) : 0;
	int score = 1;

	(void)n;
	if (text && limits == 0)
		arguments_wrong(&a, "the limits are not an array of 1 to %d ascending numbers,"
		    " as rfm_limits returns it", RFM_BINS - 1);
	while (score <= limits && limit[score - 1] <= x)
		score++;
	if (arguments_good(&a))
		sqlite3_result_int(ctx, score);
}

#define OVER_VALUES \
	.step = add_value, .inverse = drop, .value = answer_values, .final = finish_values
#define OVER_DAYS .step = add_days, .inverse = drop, .value = answer_days, .final = finish_days

const struct function sql_rfm_functions[] = {
	{ .name = "rfm_limits", .arguments = 1, OVER_VALUES },
	{ .name = "rfm_limits", .arguments = 2, OVER_VALUES },
	{ .name = "rfm_limits_f", .arguments = 1, OVER_DAYS },
	{ .name = "rfm_limits_f", .arguments = 2, OVER_DAYS },
	{ .name = "rfm_score", .arguments = 2, .scalar = rfm_score_of },
	{ 0 },
};
