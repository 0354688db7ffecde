/* kano-calc - what each feature is to customers: must-be, one-dimensional, attractive */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/answers.h"
#include "lib/binomial.h"
#include "lib/kano.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/table.h"

static const struct tool tool = {
	"kano-calc", "[FILE...]",
	"Name the Kano category of each feature, from how customers take it when it is there and\n"
	"when it is not.  Reads answers as CSV, long (respondent, item, part, value) or wide (a column\n"
	"ITEM.functional and one ITEM.dysfunctional for each feature).",
	"Answers are 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike, or these words.\n"
	"Examples:\n"
	"  kano-calc -t answers.csv\n"
	"  kano-calc --by=segment answers.csv\n"
	"  printf 'item,M,O,A,I,R,Q\\nhotline,15,24,121,124,6,6\\n' | kano-calc --counts\n"
	"Exit status: 0; 1 --skip-bad left rows out; 2 trouble.\n",
};

static const char *const names[KANO_CATEGORIES] = {
	"attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable",
};

static const int64_t MOST = INT64_C(1000000000000);

enum { EXPLAIN = 300 };

struct form {
	const char *by;		/* NULL: no groups */
	bool explain;
};

static void
columns(struct put *out, const struct form *f)
{
	static const char *const estimates[] = { "better", "better_low", "better_high", "worse", "worse_low", "worse_high",
		"strength", "total_strength", "fong" };

	if (f->by)
		put_column(out, f->by, PUT_TEXT);
	put_column(out, "item", PUT_TEXT);
	put_column(out, "n", PUT_INT);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_column(out, names[i], PUT_INT);
	put_column(out, "category", PUT_TEXT);
	put_column(out, "rule", PUT_TEXT);
	for (size_t i = 0; i < sizeof estimates / sizeof *estimates; i++)
		put_column(out, estimates[i], PUT_REAL);
	put_column(out, "verdict", PUT_TEXT);
	if (f->explain)
		put_column(out, "explain", PUT_TEXT);
}

/* "O has 35 of 100 answers, M follows with 25: ..." */
static void
put_why(struct put *out, const int64_t *count, const struct kano *k)
{
	char why[EXPLAIN] = "nobody answered", near[NUM_SIZE];
	int n = 0;

	if (k->n > 0) {
		n = snprintf(why, sizeof why, "%s has %jd of %jd answers, %s follows with %jd: %jd apart where %.1f are needed to be distinct",
		    kano_letter(k->category), (intmax_t)count[k->category], (intmax_t)k->n, kano_letter(k->second),
		    (intmax_t)count[k->second], (intmax_t)(count[k->category] - count[k->second]), k->fong);
		num_text(kano_near(count), near);
		if (k->rule < KANO_R)
			snprintf(why + n, sizeof why - (size_t)n, "; the first in M O A I with %s or more is %s", near, kano_letter(k->rule));
		else
			snprintf(why + n, sizeof why - (size_t)n, "; none of M O A I has %s or more", near);
	}
	put_text(out, why);
}

static void
put_row(struct put *out, const struct form *f, const char *group, const char *item, const int64_t *count)
{
	const struct kano k = kano(count);
	const struct binomial_range better = binomial_wilson(count[KANO_A] + count[KANO_O], k.of, 1);
	const struct binomial_range worse = binomial_wilson(count[KANO_O] + count[KANO_M], k.of, 1);
	const double reals[] = { k.better, better.low, better.high, k.worse, -worse.high, -worse.low, k.strength, k.total, k.fong };

	if (f->by)
		put_text(out, group);
	put_text(out, item);
	put_int(out, k.n);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_int(out, count[i]);
	put_text(out, kano_letter(k.category));
	put_text(out, kano_letter(k.rule));
	for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
		put_real(out, reals[i]);
	put_text(out, k.n == 0 ? NULL : k.distinct ? "distinct" : "not distinct");
	if (f->explain)
		put_why(out, count, &k);
	put_end(out);
}

static const char *
read_answer(const void *ctx, size_t item, const char *cell, double *to)
{
	const enum kano_answer a = kano_answer(cell);

	(void)ctx, (void)item;
	if (a == KANO_ANSWERS)
		return "is no answer: 1 to 5, like, must-be, neutral, live-with, dislike";
	*to = a;
	return NULL;
}

static void
from_answers(char **operands, const struct answers_opts *opts, const struct form *f, struct put *out)
{
	static const struct answers_form form = { .who = { "respondent", "customer_id" }, .part = { "functional", "dysfunctional" },
		.value = read_answer };
	struct answers *a = answers_read(&form, opts, operands);
	const size_t items = answers_items(a), groups = answers_groups(a);
	int64_t (*count)[KANO_CATEGORIES] = mem_new(groups * items, sizeof *count);

	answers_note_unpaired(a);
	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);

		for (const struct answers_pair *v = p->pair; v < p->pair + p->n; v++)
			if (!isnan(v->value[0]) && !isnan(v->value[1]))
				count[p->group * items + v->item][kano_category((enum kano_answer)v->value[0], (enum kano_answer)v->value[1])]++;
	}
	for (size_t i = 0; i < groups * items; i++)
		put_row(out, f, answers_group(a, i / items), answers_item(a, i % items), count[i]);
	free(count);
	answers_free(a);
}

/* The column of a category: its name, or its letter. */
static size_t
count_column(const struct table *t, enum kano_category c)
{
	size_t at;

	return table_find(t, kano_letter(c), &at) ? at : table_column(t, names[c]);
}

static bool
read_counts(struct table *t, char **cell, const size_t *at, int64_t *count)
{
	for (int i = 0; i < KANO_CATEGORIES; i++)
		if (!num_count(cell[at[i]], &count[i]) || count[i] > MOST) {
			table_bad(t, table_name(t, at[i]), "%s '%.80s' is not a count up to %jd", table_name(t, at[i]),
			    cell[at[i]], (intmax_t)MOST);
			return false;
		}
	return true;
}

/* Counts come in rows, and go out in the same order. */
static void
from_counts(char **operands, const struct answers_opts *opts, const struct form *f, struct put *out)
{
	struct table *t = table_open(operands, &(struct table_opts){ .policy = opts->skip_bad ? TABLE_SKIP : TABLE_STOP });
	const size_t item = table_column(t, "item"), by = opts->by ? table_column(t, opts->by) : 0;
	size_t at[KANO_CATEGORIES];
	int64_t count[KANO_CATEGORIES];

	for (int i = 0; i < KANO_CATEGORIES; i++)
		at[i] = count_column(t, (enum kano_category)i);
	for (char **cell; (cell = table_next(t)) != NULL;)
		if (cell[item][0] == '\0')
			table_bad(t, "item", "item is empty");
		else if (read_counts(t, cell, at, count))
			put_row(out, f, cell[by], cell[item], count);
	table_close(t);
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = { 0 };
	struct put_opts form = { 0 };
	bool counts = false, explain = false;
	const struct opt opts[] = {
		ANSWERS_BY(&in),
		{ OPT_FLAG, 0, "counts", NULL, "read a table of counts instead: item, A, O, M, I, R, Q", &counts },
		{ OPT_FLAG, 0, "explain", NULL, "say in words why", &explain },
		ANSWERS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	const struct form f = { in.by, explain };
	struct put *out = put_open(&form);

	columns(out, &f);
	(counts ? from_counts : from_answers)(operands, &in, &f, out);
	put_close(out);
	return opt_leave();
}
