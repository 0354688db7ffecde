#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/guess/names.h"

/* The Ith column, by its name. */
static void
name_column(struct guess *g, const struct names *names, size_t i)
{
	const struct layout *l = &g->layout;
	const struct sheet_row *head = &l->sheet.row[l->header];
	struct column *c = &g->column[i];

	c->head = l->has_header && i < head->n ? head->cell[i] : "";
	c->role = l->has_header ? names_role(names, c->head, &c->weight) : NULL;
	for (size_t k = 0; k < head->n && l->has_header; k++) {
		c->same += strcmp(head->cell[k], c->head) == 0;
		c->nth += k <= i && strcmp(head->cell[k], c->head) == 0;
	}
}

static bool
is_date(const struct column *c)
{
	size_t most = 0;

	for (size_t f = 0; column_format(f); f++)
		most += c->fits[f];	/* of several formats together */
	return c->filled > 0 && most * 10 >= c->filled * 3;
}

/* A column that cannot be what its name says has no role. */
static void
check_role(struct column *c)
{
	bool fits = c->filled > 0 || guess_is(c, "refund");

	if (guess_holds_numbers(c))
		fits = fits && (c->filled == 0 || guess_like_number(c));
	if (guess_holds_dates(c))
		fits = fits && is_date(c);
	if (guess_is(c, "score"))
		fits = fits && guess_like_number(c);
	if (guess_is(c, "kind") && c->weight < 3)	/* 类型 may be of articles */
		fits = fits && guess_words_most(c, "kind");
	if (guess_is(c, "email"))
		fits = fits && !guess_like_number(c);
	if (fits)
		return;
	c->lost_refund = guess_is(c, "refund");
	c->role = NULL;
}

/* Where most cells are kinds of feedback, the column is that, whatever its name is. */
static void
take_kind(struct column *c)
{
	if (guess_words_most(c, "kind")) {
		c->role = "kind";
		c->weight = 2;
	}
}

/* Without a score in numbers, different words of satisfaction are it; a severity may be 一般. */
static void
take_score(struct guess *g)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->role == NULL && !guess_has(g, "score") && c->distinct > 1 &&
		    guess_words_all(c, "csat")) {
			c->role = "score";
			c->weight = 2;
			c->low = 1;
			c->high = 5;
		}
}

/* Has custkit printed the table? Then all names are ours, of one language. */
static bool
are_ours(const struct names *names, const struct layout *l, bool chinese)
{
	const struct sheet_row *head = &l->sheet.row[l->header];

	for (size_t i = 0; i < head->n && l->has_header; i++)
		if (*head->cell[i] && names_ours(names, head->cell[i], chinese) == NULL)
			return false;
	return l->has_header;
}

/* What a tool prints and loads, where the name says nothing to others, or little. */
static void
take_ours(struct guess *g, const struct names *names, bool chinese)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++) {
		const char *ours = names_ours(names, c->head, chinese);

		if (ours && *ours && (c->role == NULL || c->weight == 1)) {
			c->role = ours;
			c->weight = 2;
		}
	}
}

void
guess_roles(struct guess *g, const struct names *names)
{
	const struct layout *l = &g->layout;

	for (size_t i = 0; i < l->width; i++)
		name_column(g, names, i);
	for (int chinese = 0; chinese < 2; chinese++)
		if (are_ours(names, l, chinese))
			take_ours(g, names, chinese);
	for (size_t i = 0; i < l->width; i++) {
		struct column *c = &g->column[i];

		column_measure(c, &l->sheet, i, l->first, l->end);
		if (guess_holds_dates(c) || !l->has_header)
			column_measure_dates(c);
		check_role(c);
		if (l->has_header && c->role == NULL)
			take_kind(c);
	}
	if (l->has_header)
		take_score(g);
}

/* Says that two columns are as likely to have the role of the first. */
static void
doubt_two(struct guess *g, const struct column *a, const struct column *b)
{
	char *one = guess_name(a), *two = guess_name(b);

	guess_doubt(g, "%s: '%s' or '%s' (--rename='%s=%s')", a->role, one, two, two, a->role);
	free(one);
	free(two);
}

/* Keeps A or one of the columns after it that have its role. */
static void
choose_column(struct guess *g, struct column *a)
{
	for (struct column *b = a + 1; b < g->column + g->layout.width && a->role; b++) {
		if (!guess_is(b, a->role))
			continue;
		if (a->weight == b->weight && strcmp(a->role, "text") != 0)
			doubt_two(g, a, b);
		if (b->weight > a->weight)
			a->role = NULL;
		else
			b->role = NULL;
	}
}

static void
doubt_vague(struct guess *g, const char *role)
{
	const struct column *c = guess_column(g, role);

	if (c && c->weight == 1)
		guess_doubt(g, "%s: is it '%s'? (--rename=COLUMN=%s)", role, c->head, role);
}

void
guess_roles_choose(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++)
		choose_column(g, &g->column[i]);
	doubt_vague(g, "customer_id");
	doubt_vague(g, "date");
	doubt_vague(g, "amount");
}

void
guess_roles_drop(struct guess *g, const char *role)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if (guess_is(&g->column[i], role))
			g->column[i].role = NULL;
}
