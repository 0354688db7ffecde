#include "lib/base/say.h"
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/guess/values.h"

enum {
	CSAT = 5,	/* the best score of csat; that of nps is 10 */
	WORDS = 5,	/* of a column that a doubt names */
};

static bool
are_orders(const struct guess *g)
{
	return guess_has(g, "date") && guess_has(g, "customer_id") &&
	    (guess_has(g, "amount") || (guess_has(g, "price") && guess_has(g, "quantity")));
}

/* Has the table a customer several times? A table of customers has not. */
static bool
come_back(const struct guess *g)
{
	const struct column *id = guess_column(g, "customer_id");

	return id && id->distinct * 10 < id->filled * 9;
}

/* The telephone number or e-mail address, if no customer has the same; NULL: there is none. */
static const struct column *
contact_of(const struct guess *g)
{
	const struct column *phone = guess_column(g, "phone"), *email = guess_column(g, "email");
	const struct column *c = phone == NULL || (email && email->filled > phone->filled) ?
	    email : phone;

	return c && c->distinct * 10 >= c->filled * 9 ? c : NULL;
}

/* Customers without an id; with dates and amounts, the rows are rather orders. */
static bool
are_contacts(const struct guess *g)
{
	const bool paid = guess_has(g, "amount") || guess_has(g, "price");
	const bool orders = guess_has(g, "date") && paid;

	return !guess_has(g, "customer_id") && contact_of(g) && !orders;
}

/* Orders without an id of the customer; a remark of the buyer does not make them feedback. */
static bool
may_be_orders(const struct guess *g, bool person)
{
	const bool paid = guess_has(g, "amount") ||
	    (guess_has(g, "price") && guess_has(g, "quantity"));

	return guess_has(g, "order_id") && guess_has(g, "date") && paid && person &&
	    !guess_has(g, "score") && !guess_has(g, "kind");
}

static enum guess_tool
tool_of(const struct guess *g)
{
	const bool person = guess_has(g, "name") || guess_has(g, "phone") || guess_has(g, "email");

	if (are_orders(g))
		return GUESS_ORDERS;
	if (may_be_orders(g, person))
		return GUESS_NOTHING;
	if (guess_has(g, "score") || (guess_has(g, "date") && (guess_has(g, "text") ||
	    guess_has(g, "kind"))))
		return GUESS_FEEDBACK;
	if (guess_has(g, "customer_id") && !come_back(g) && (person || guess_has(g, "acquired") ||
	    guess_has(g, "birthday")))
		return GUESS_CUSTOMERS;
	return are_contacts(g) ? GUESS_CUSTOMERS : GUESS_NOTHING;
}

/* What says who bought, if nothing else does. */
static void
take_contact(struct guess *g)
{
	static const char *const contacts[] = { "phone", "email", "name", NULL };

	for (const char *const *role = contacts; *role && !guess_has(g, "customer_id"); role++) {
		struct column *surest = NULL;	/* the phone of the buyer, not that of the parcel */

		for (struct column *c = g->column; c < g->column + g->layout.width; c++)
			if (guess_is(c, *role) && (surest == NULL || c->weight > surest->weight))
				surest = c;
		if (surest) {
			surest->is_key = strcmp(*role, "phone") == 0;
			surest->role = "customer_id";
			surest->weight = 1;
		}
	}
}

/* If the names say too little for any tool, it may be a table of orders by its cells. */
static void
take_orders(struct guess *g)
{
	struct column *before = mem_new(g->layout.width, sizeof *before);

	memcpy(before, g->column, g->layout.width * sizeof *before);
	for (size_t i = 0; i < g->layout.width; i++)
		if (g->column[i].role == NULL)
			column_measure_dates(&g->column[i]);
	take_contact(g);
	guess_like_orders(g);
	if (are_orders(g))
		g->tool = GUESS_ORDERS;
	else
		memcpy(g->column, before, g->layout.width * sizeof *before);
	free(before);
}

/* Is this a list of complaints, by the name of a column that is used: 投诉时间, complaint text? */
static bool
are_complaints(const struct guess *g)
{
	static const char *const words[] = { "投诉", "客诉", "投訴", "complaint", "Complaint" };

	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		for (size_t i = 0; c->role && i < sizeof words / sizeof *words; i++)
			if (strstr(c->head, words[i]))
				return true;
	return false;
}

/* The scale of the scores says what was asked. NULL: a column says it. */
static const char *
kind_of(const struct guess *g)
{
	const struct column *score = guess_column(g, "score");

	if (guess_has(g, "kind"))
		return NULL;
	if (score == NULL)
		return are_complaints(g) ? "complaint" : "question";
	return score->high > CSAT || score->low < 1 ? "nps" : "csat";
}

static void
choose_tool(struct guess *g)
{
	g->tool = tool_of(g);
	if (g->tool == GUESS_NOTHING && g->layout.has_header)
		take_orders(g);
	g->kind = kind_of(g);
}

/* Ids of customers who come back, but not a handful of words, such as shops. */
static bool
is_anyone(const struct column *c)
{
	return c->role == NULL && guess_like_customer(c) == GUESS_LIKE_ID &&
	    c->distinct * 5 >= c->filled;
}

/* Answers that seem to be anonymous: who gave them may be in a column after all. */
static void
doubt_anonymous(struct guess *g)
{
	const struct column *c = guess_column(g, "email");

	if (c == NULL)
		c = guess_column(g, "phone");
	for (size_t i = 0; c == NULL && i < g->layout.width; i++)
		if (is_anyone(&g->column[i]))
			c = &g->column[i];
	if (c)
		guess_doubt(g, "customer_id: there is none; is it '%s'?"
		    " (--rename='%s=customer_id')", c->head, c->head);
}

/* What is unique of a customer is the id, too. */
static void
take_identity(struct guess *g)
{
	const struct column *c = g->identity = contact_of(g);

	guess_doubt(g, "customer_id: there is none; is '%s' the id, too? (--find-by=%s in the place"
	    " of --set gives new ids)", c->head, c->role);
}

/* The words of the column that feedback-log does not know. Returns one; NULL: there are none. */
static const char *
list_words(const struct column *c, struct text *list)
{
	const char *one = NULL;
	size_t n = 0;

	for (size_t i = 0; i < values_count(c->values) && n <= WORDS; i++) {
		const char *s = values_text(c->values, i);

		if (guess_words_know(c->role, s))
			continue;
		char *word = mem_print(n < WORDS ? "%s'%s'" : "%s...", say_comma(n), s);

		text_add(list, word, strlen(word));
		free(word);
		one = one == NULL || *one == '\0' ? s : one;
		n++;
	}
	text_add(list, "", 1);
	return one;
}

/* Kinds and channels that feedback-log does not know: it rejects their rows. */
static void
doubt_words(struct guess *g, const struct column *c)
{
	struct text list = { 0 };
	const char *first = list_words(c, &list);

	if (first)
		guess_doubt(g, "%s: feedback-log does not know these words of '%s', and rejects"
		    " their rows: %s (--values=FILE says what they mean, in lines such as"
		    " %s,%s,%s below column,word,value)", c->role, c->head, list.s, c->role, first,
		    guess_is(c, "kind") ? "complaint" : guess_is(c, "channel") ? "other" : "high");
	text_free(&list);
}

/* A column of channels may name shops, or what else the business calls so: that is kept, too. */
static void
check_words(struct guess *g, struct column *c)
{
	if (guess_is(c, "channel") && !guess_words_most(c, "channel")) {
		c->shows_touchpoint = !guess_has(g, "touchpoint");
		c->role = c->shows_touchpoint ? "touchpoint" : NULL;
	} else if (guess_is(c, "kind") || guess_is(c, "channel") || guess_is(c, "severity"))
		doubt_words(g, c);
}

/* What the tool needs beside the columns that decided for it. */
static void
complete_tool(struct guess *g)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (g->tool == GUESS_CUSTOMERS && guess_is(c, "date") && !guess_has(g, "acquired"))
			c->role = "acquired";
		else if (g->tool == GUESS_FEEDBACK)
			check_words(g, c);
	if (g->tool == GUESS_CUSTOMERS && g->layout.skip_rows > 0)
		guess_doubt_file(g, "rows: is the first row below the header no customer?"
		    " (if it is one, leave out --skip-rows)");
	if (g->tool == GUESS_CUSTOMERS && !guess_has(g, "customer_id"))
		take_identity(g);
	if (g->tool == GUESS_FEEDBACK && !guess_has(g, "date"))
		guess_doubt(g, "date: there is no column of dates (--date=DATE)");
	if (g->tool == GUESS_FEEDBACK && !guess_has(g, "customer_id"))
		doubt_anonymous(g);
}

/* What makes an amount of an order, or says whether it counts. */
static bool
is_of_amount(const char *role)
{
	return strcmp(role, "price") == 0 || strcmp(role, "refund") == 0 ||
	    strcmp(role, "status") == 0 || strcmp(role, "currency") == 0;
}

/* Roles that the tool has no column for. */
static void
drop_others(struct guess *g)
{
	const enum loaded tool = guess_loaded(g);

	for (size_t i = 0; i < g->layout.width; i++) {
		const char *role = g->column[i].role;

		if (role && !loaded_has(tool, role) &&
		    !(tool == LOADED_ORDERS && is_of_amount(role)))
			g->column[i].role = NULL;
	}
}

void
guess_tool(struct guess *g)
{
	choose_tool(g);
	if (g->tool == GUESS_NOTHING)
		guess_doubt(g, "tool: no columns were found for orders, customers or feedback"
		    " (--rename=COLUMN=NAME)");
	complete_tool(g);
	drop_others(g);
}
