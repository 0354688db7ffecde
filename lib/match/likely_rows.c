#include "lib/match/likely_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/match/joined.h"
#include "lib/stat/binomial.h"

enum { SOME = 64 };

static const char *const fields[PEOPLE_ON] = { "name", "birthday", "phone", "email", "city" };
static const char *const levels[PEOPLE_LEVELS] = {
	"", SAY("other %s"), SAY("other given %s"), SAY("half of the %s"), SAY("part of the %s"),
	SAY("similar %s"), SAY("same %s")
};

static const char *
field_name(const struct likely_rows *r, size_t f)
{
	return f < PEOPLE_ON ? fields[f] : r->on.name[f - PEOPLE_ON];
}

static void
add(struct text *to, const char *s)
{
	text_add(to, s, strlen(s));
}

/* "same phone" */
static void
add_agrees(unsigned level, const char *field, struct text *to)
{
	const char *form = say_cell(levels[level]);
	const size_t at = strcspn(form, "%");

	add(to, to->n > 0 ? say_cell(", ") : "");
	text_add(to, form, at);
	add(to, say_word(SAY_CELL, "column", field));
	add(to, form[at] ? form + at + strlen("%s") : "");
}

/* "same phone, similar name, other city": what agrees most comes first. */
static void
write_reasons(const struct likely_rows *r, const struct likely_pair *pair, struct text *to)
{
	to->n = 0;
	if (pair->external)
		add_agrees(PEOPLE_SAME, "external_id", to);
	for (unsigned level = PEOPLE_SAME; level > PEOPLE_MISSING; level--)
		for (size_t f = 0; f < people_fields(r->people); f++)
			if (linkage_level(pair->levels, f) == level)
				add_agrees(level, field_name(r, f), to);
	text_add(to, "", 1);
}

static void
add_bits(struct text *to, const char *name, double bits)
{
	char s[SOME];

	add(to, name);
	snprintf(s, sizeof s, " %+.1f", bits);
	add(to, s);
}

/* "name +12.3, phone -1.1, prior -17.9: -6.7 bits" */
static void
write_explanation(const struct likely_rows *r, const struct likely_pair *pair, struct text *to)
{
	const struct people *p = r->people;

	to->n = 0;
	for (size_t f = 0; f < people_fields(p); f++)
		if (linkage_level(pair->levels, f) > PEOPLE_MISSING) {
			add_bits(to, field_name(r, f), likely_weight(r->likely, p,
			    &p->of[pair->a], &p->of[pair->b], pair->levels, f));
			add(to, say_cell(", "));
		}
	add_bits(to, "prior", r->likely->prior);
	add(to, say_cell(", "));
	add_bits(to, "sum", (double)pair->weight + r->likely->prior);
	add(to, " bits");
	if (likely_contradict(pair->levels))
		add(to, say_cell("; the name and the birthday contradict"));
	else if (likely_is_doubtful(pair->levels))
		add(to, say_cell("; without what families share, because of the name or"
		    " the birthday"));
	text_add(to, "", 1);
}

static double
rounded(double x, double places)
{
	return round(x * places) / places;
}

static void
put_pair(const struct likely_rows *r, const struct likely_pair *pair, struct text *work,
    struct put *put)
{
	put_int(put, pair->tier);
	put_real(put, rounded((double)pair->score, 1e6));
	write_reasons(r, pair, work);
	put_text(put, work->s);
	put_real(put, rounded((double)pair->weight, 100));
	if (r->explain) {
		write_explanation(r, pair, work);
		put_text(put, work->s);
	}
	put_end(put);
}

static void
name_columns(const struct likely_rows *r, bool clusters, struct put *put)
{
	if (clusters)
		put_columns(put, (const struct put_head[]){ { "cluster", PUT_INT },
		    { "size", PUT_INT }, { 0 } });
	put_columns(put, (const struct put_head[]){ { "keep_id", PUT_TEXT },
	    { "other_id", PUT_TEXT }, { "tier", PUT_INT }, { "score", PUT_SHARE },
	    { "reasons", PUT_TEXT }, { "weight", PUT_REAL }, { 0 } });
	if (r->explain)
		put_column(put, "explain", PUT_TEXT);
}

struct row {			/* to be sorted by the ids */
	const char *keep, *other;
	const struct likely_pair *pair;
	uint32_t size;
};

static int
by_ids(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	const int keep = strcmp(x->keep, y->keep);

	return keep ? keep : strcmp(x->other, y->other);
}

void
likely_rows_pairs(const struct likely_rows *r, struct put *put)
{
	const struct likely *l = r->likely;
	struct row *row = mem_new(l->n, sizeof *row);
	struct text work = { 0 };

	for (size_t i = 0; i < l->n; i++)
		row[i] = (struct row){ r->people->of[l->pair[i].a].id,
			r->people->of[l->pair[i].b].id, &l->pair[i], 0 };
	qsort(row, l->n, sizeof *row, by_ids);
	name_columns(r, false, put);
	for (size_t i = 0; i < l->n; i++) {
		put_text(put, row[i].keep);
		put_text(put, row[i].other);
		put_pair(r, row[i].pair, &work, put);
	}
	text_free(&work);
	free(row);
}

static struct joined *
join(const struct likely_rows *r)
{
	struct joined *j = joined_new(r->people->n);

	for (size_t i = 0; i < r->likely->n; i++)
		joined_add(j, r->likely->pair[i].a, r->likely->pair[i].b);
	return j;
}

static bool
is_better(const struct likely_pair *a, const struct likely_pair *b)
{
	if (b == NULL || a->tier != b->tier)
		return b == NULL || a->tier < b->tier;
	return a->score > b->score;
}

/* The best pair of each person, and of each cluster whom to keep, by the root. */
struct best {
	const struct likely_pair **pair;
	const struct person **keep;
};

static struct best
find_best(const struct likely_rows *r, struct joined *j)
{
	const struct people *p = r->people;
	struct best to = { mem_new(p->n, sizeof *to.pair), mem_new(p->n, sizeof *to.keep) };

	for (size_t i = 0; i < r->likely->n; i++) {
		const struct likely_pair *pair = &r->likely->pair[i];

		for (int k = 0; k < 2; k++) {
			const struct likely_pair **best = &to.pair[k ? pair->b : pair->a];

			if (is_better(pair, *best))
				*best = pair;
		}
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct person **keep = &to.keep[joined_root(j, (uint32_t)i)];

		if (*keep == NULL || people_precedes(p, &p->of[i], *keep))
			*keep = &p->of[i];
	}
	return to;
}

void
likely_rows_clusters(const struct likely_rows *r, struct put *put)
{
	const struct people *p = r->people;
	struct joined *j = join(r);
	struct best best = find_best(r, j);
	struct row *row = mem_new(p->n, sizeof *row);
	struct text work = { 0 };
	size_t n = 0;
	int64_t cluster = 0;

	for (size_t i = 0; i < p->n; i++) {
		const uint32_t root = joined_root(j, (uint32_t)i);

		if (best.keep[root] != &p->of[i])
			row[n++] = (struct row){ best.keep[root]->id, p->of[i].id, best.pair[i],
				joined_size(j, root) };
	}
	qsort(row, n, sizeof *row, by_ids);
	name_columns(r, true, put);
	for (size_t i = 0; i < n; i++) {
		cluster += i == 0 || strcmp(row[i].keep, row[i - 1].keep) != 0;
		put_int(put, cluster);
		put_int(put, row[i].size);
		put_text(put, row[i].keep);
		put_text(put, row[i].other);
		put_pair(r, row[i].pair, &work, put);
	}
	text_free(&work);
	free(best.pair);
	free(best.keep);
	free(row);
	joined_free(j);
}

static void
put_rate(int64_t yes, int64_t n, struct put *put)
{
	const struct binomial_range range = binomial_wilson(yes, n, 1);

	put_real(put, n > 0 ? (double)yes / (double)n : NAN);
	put_real(put, range.low);
	put_real(put, range.high);
}

/* The pairs up to a tier, those of tier 3 with this score. */
static void
put_truth(const struct likely_rows *r, struct truth *t, unsigned tier, double threshold,
    struct put *put)
{
	int64_t found = 0, correct = 0;

	for (size_t i = 0; i < r->likely->n; i++) {
		const struct likely_pair *pair = &r->likely->pair[i];

		if (pair->tier > tier || (pair->tier == 3 && (double)pair->score < threshold))
			continue;
		found++;
		correct += truth_is_same(t, pair->a, pair->b);
	}
	put_int(put, tier);
	put_real(put, threshold);
	put_int(put, found);
	put_int(put, truth_pairs(t));
	put_int(put, correct);
	put_rate(correct, found, put);
	put_rate(correct, truth_pairs(t), put);
	put_text(put, "wilson");
	put_end(put);
}

void
likely_rows_truth(const struct likely_rows *r, struct truth *t, double threshold, struct put *put)
{
	static const double curve[] = { LIKELY_ROWS_LEAST, .8, .9, .95, .99, .999, .9999 };
	const size_t n = sizeof curve / sizeof *curve;
	bool done = false;

	put_columns(put, (const struct put_head[]){ { "tier", PUT_INT }, { "threshold", PUT_REAL },
	    { "pairs", PUT_INT }, { "truth", PUT_INT }, { "correct", PUT_INT },
	    { "precision", PUT_SHARE }, { "precision_low", PUT_SHARE },
	    { "precision_high", PUT_SHARE }, { "recall", PUT_SHARE }, { "recall_low", PUT_SHARE },
	    { "recall_high", PUT_SHARE }, { "method", PUT_TEXT }, { 0 } });
	put_truth(r, t, 1, NAN, put);
	put_truth(r, t, 2, NAN, put);
	for (size_t i = 0; i < n; i++) {
		if (!done && threshold < curve[i])
			put_truth(r, t, 3, threshold, put);
		done |= threshold <= curve[i];
		put_truth(r, t, 3, curve[i], put);
	}
	if (!done)
		put_truth(r, t, 3, threshold, put);
}

static void
note_crowd(const struct likely_rows *r, const struct likely_crowd *c, const char *one,
    const char *many)
{
	if (c->values > 0)
		opt_note("not compared alone, because more than 20 customers share each: %zu %s"
		    " (%zu customers, as '%.60s')", c->values, say(c->values == 1 ? one : many),
		    c->people, r->people->of[c->example].id);
}

bool
likely_rows_note(const struct likely_rows *r, int64_t most)
{
	const struct likely *l = r->likely;
	const struct person *example = NULL;
	struct joined *j = join(r);
	size_t large = 0;
	uint32_t largest = 0;

	note_crowd(r, &l->phones, SAY("phone"), SAY("phones"));
	note_crowd(r, &l->emails, SAY("email address"), SAY("email addresses"));
	if (l->refused > 0)
		opt_note("same phone or email, but another name or birthday: left out %zu pair%s"
		    " (--threshold=0 prints them)", l->refused, TEXT_PLURAL(l->refused));
	for (uint32_t i = 0; i < r->people->n; i++) {
		const uint32_t size = joined_size(j, i);

		large += size > most && joined_root(j, i) == i;
		if (size > most && (size > largest || (size == largest &&
		    people_precedes(r->people, &r->people->of[i], example)))) {
			largest = size;
			example = &r->people->of[i];
		}
	}
	joined_free(j);
	if (large > 0)
		opt_note("clusters of more than %jd customers: %zu, the largest %u, as '%.60s';"
		    " look at them before you merge", (intmax_t)most, large, largest,
		    example->id);
	return large > 0;
}
