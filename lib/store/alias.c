#include "lib/store/alias.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/*
 * A store without aliases costs nothing. In others, the first ids are looked up by a query, and
 * after MANY of them all aliases are read into a map, which answers much faster.
 */
enum { MANY = 1000, ID_SIZE = 65 };

struct aliases {
	struct store *store;
	sqlite3_stmt *find;	/* NULL: the store has no aliases, or they are in the map */
	struct map *ids;	/* NULL: they are not */
	struct map *named;	/* customers; NULL: the store has no aliases */
	struct text customers;	/* per number in ids: offset below */
	size_t *customer, room;
	int64_t looks, count;
	char id[ID_SIZE];
};

struct aliases *
alias_open(struct store *store)
{
	struct aliases *a = mem_new(1, sizeof *a);

	a->store = store;
	if (query_number(store, "SELECT EXISTS (SELECT 1 FROM alias)"))
		a->find = query_new(store, "SELECT customer_id FROM alias WHERE alias = ?");
	if (a->find)
		a->named = map_new();
	return a;
}

void
alias_close(struct aliases *a)
{
	query_free(a->find);
	if (a->ids)
		map_free(a->ids);
	if (a->named)
		map_free(a->named);
	text_free(&a->customers);
	free(a->customer);
	free(a);
}

static void
read_all(struct aliases *a)
{
	sqlite3_stmt *q = query_new(a->store, "SELECT alias, customer_id FROM alias");

	a->ids = map_new();
	while (query_step(q)) {
		const char *id = query_cell(q, 0), *customer = query_cell(q, 1);
		const size_t at = map_at(a->ids, id, strlen(id), NULL);

		a->customer = mem_grow(a->customer, at + 1, &a->room, sizeof *a->customer);
		a->customer[at] = a->customers.n;
		text_add(&a->customers, customer, strlen(customer) + 1);
	}
	query_free(q);
	query_free(a->find);
	a->find = NULL;
}

static const char *
look(struct aliases *a, const char *id)
{
	query_text(a->find, 1, id);
	const bool found = query_step(a->find);

	if (found)
		snprintf(a->id, sizeof a->id, "%s", query_cell(a->find, 0));
	sqlite3_reset(a->find);
	return found ? a->id : NULL;
}

const char *
alias_find(struct aliases *a, const char *id)
{
	const char *customer = NULL;
	size_t at;

	if (a->find && ++a->looks > MANY)
		read_all(a);
	if (a->find)
		customer = look(a, id);
	else if (a->ids && map_find(a->ids, id, strlen(id), &at))
		customer = a->customers.s + a->customer[at];
	a->count += customer != NULL;
	return customer ? customer : id;
}

bool
alias_again(struct aliases *a, const char *customer)
{
	bool is_new = true;

	if (a->named)
		map_at(a->named, customer, strlen(customer), &is_new);
	return !is_new;
}

int64_t
alias_count(const struct aliases *a)
{
	return a->count;
}

void
alias_note(int64_t count)
{
	if (count > 0)
		opt_note("%jd row%s named a customer by the id before a merge",
		    (intmax_t)count, TEXT_PLURAL(count));
}

char *
alias_of(struct store *store, const char *id)
{
	struct aliases *a = alias_open(store);
	char *customer = mem_text(alias_find(a, id));

	if (alias_count(a) > 0)
		opt_note("customer '%s' was merged into '%s'", id, customer);
	alias_close(a);
	return customer;
}

char *
alias_customer(struct store *store, const char *id, const char *path)
{
	char *customer = alias_of(store, id);
	sqlite3_stmt *q = store_customer_query(store);

	if (!query_finds(q, customer))
		fail("no customer '%.64s' in %s", id, path);
	query_free(q);
	return customer;
}
