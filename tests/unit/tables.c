/* tables: the tables of a tool, and the table that fits best to a header. */
#include "lib/toolbox/tables.h"

#include <string.h>

#include "tests/unit/tap.h"

/* Whether the column of the header is described in these words. */
static bool
fits(const char *const *header, size_t n, const char *column, const char *words)
{
	const struct tables_column *c = tables_fit(header, n, column);

	return c && strcmp(c->name, column) == 0 && strstr(c->help, words) != NULL;
}

static void
of_a_tool(void)
{
	const struct tables *t = tables_next("order-list", NULL);
	char name[16], shorter[6];

	ok(t && strcmp(t->title, "Order list") == 0 && !t->is_read, "the table of order-list");
	ok(t && tables_next("order-list", t) == NULL, "it has no other");
	ok(tables_next("order", NULL) == NULL, "a part of a name is no tool");
	tables_name(t, name, sizeof name);
	ok(strcmp(name, "order-list") == 0, "the name");
	tables_name(t, shorter, sizeof shorter);
	ok(strcmp(shorter, "order") == 0, "a short name");
	t = tables_next("order-add", NULL);
	ok(t && strcmp(t->title, "Order log") == 0 && t->is_read, "what order-add reads");
	ok(t && t->columns[0].is_required && !t->columns[1].is_required, "what it requires");
}

static void
of_a_header(void)
{
	static const char *const orders[] = { "customer_id", "date", "amount", "mine" };
	static const char *const some[] = { "customer_id", "amount" };
	static const char *const rates[] = { "offer", "n", "pending", "bought", "rate", "low",
		"high" };
	static const char *const attempts[] = { "winback_id", "customer_id", "offer", "bought" };

	ok(fits(orders, 4, "amount", "amount paid for the line"), "an order log");
	ok(tables_fit(orders, 4, "mine") == NULL, "a column of nobody");
	ok(!fits(some, 2, "amount", "amount paid for the line"), "no log without a date");
	ok(fits(rates, 7, "bought", "The number of"), "bought, a number");
	ok(tables_kind(tables_fit(rates, 7, "bought")) == LEXICON_NUMBER, "its kind");
	ok(fits(attempts, 4, "bought", "first day with a purchase"), "bought, a day");
	ok(tables_kind(tables_fit(attempts, 4, "bought")) == LEXICON_DATE, "its kind");
}

int
main(void)
{
	of_a_tool();
	of_a_header();
	return done();
}
