#include "lib/care/worklist_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/query.h"

/* ?1 is the id of the customer, and ?2 the as-of date, but where it says something else. */

static const char settled_sql[] =
	"SELECT settles FROM touch WHERE customer_id = ?1 AND settles IS NOT NULL AND day <= ?2";

/* ?2 is an occasion. The last day on which it was handed out or held out. */
static const char handed_sql[] =
	"SELECT max(as_of) FROM care WHERE customer_id = ?1 AND occasion = ?2"
	" AND (printed IS NOT NULL OR held_out IS NOT NULL)";

/* ?3 is an occasion. Was the customer held out of it by the day? */
static const char held_sql[] =
	"SELECT 1 FROM care WHERE customer_id = ?1 AND occasion = ?3 AND held_out IS NOT NULL"
	" AND as_of <= ?2";

/* The table history is of now; before the last order it is computed for the day. */
static const char spend_sql[] =
	"SELECT iif(latest <= ?2, spend, (SELECT sum(amount) FROM orders AS o"
	" WHERE o.customer_id = ?1 AND day <= ?2)) FROM history WHERE customer_id = ?1";

sqlite3_stmt *
worklist_query(const struct worklist_build *b, struct store *store, const char *sql)
{
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 2, b->day);
	return q;
}

void
worklist_persons_open(struct worklist_build *b, struct store *store)
{
	b->settled = worklist_query(b, store, settled_sql);
	b->handed = query_new(store, handed_sql);
	b->spend = worklist_query(b, store, spend_sql);
	b->held = worklist_query(b, store, held_sql);
}

int
worklist_by_customer(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->rule->priority != y->rule->priority)
		return x->rule->priority > y->rule->priority ? -1 : 1;
	if (x->rule->reason != y->rule->reason)
		return x->rule->reason < y->rule->reason ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return strcmp(x->occasion, y->occasion);
}

static int
by_priority(const void *a, const void *b)
{
	const struct worklist_person *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Whether WORDS, with blanks between them, have the word. */
static bool
has_word(const char *words, const char *word)
{
	const size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n)
		if ((s == words || s[-1] == ' ') && (s[n] == '\0' || s[n] == ' '))
			return true;
	return false;
}

/* A customer is thanked once. Before custkit 13 the occasion had a date, as lists still have. */
static bool
settles(const char *words, const char *occasion)
{
	static const char thanks[] = "thanks/";
	const char *s = strncmp(occasion, thanks, sizeof thanks - 1) == 0 ? strstr(words, thanks) :
	    NULL;

	return (s && (s == words || s[-1] == ' ')) || has_word(words, occasion);
}

size_t
worklist_pack(struct due_item *item, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (item[i].rule)
			item[kept++] = item[i];
	return kept;
}

size_t
worklist_keep(struct due_item *item, size_t n, bool (*wanted)(const struct care_rule *))
{
	for (size_t i = 0; i < n; i++)
		if (!wanted(item[i].rule))
			item[i].rule = NULL;
	return worklist_pack(item, n);
}

static void
drop_settled(struct worklist_build *b, const char *id, struct due_item *item, size_t n)
{
	query_text(b->settled, 1, id);
	while (query_step(b->settled))
		for (size_t i = 0; i < n; i++)
			if (item[i].rule && settles(query_cell(b->settled, 0), item[i].occasion))
				item[i].rule = NULL;
}

static void
drop_handed(struct worklist_build *b, const char *id, struct due_item *item, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		query_text(b->handed, 1, id);
		query_text(b->handed, 2, item[i].occasion);
		query_step(b->handed);
		const int32_t day = query_day(b->handed, 0);

		if (day != DATE_NONE && (b->opts->repeat == 0 ||
		    day + b->opts->repeat > b->as_of))
			item[i].rule = NULL;
		sqlite3_reset(b->handed);
	}
}

/* Who was held out of an occasion stays so, without --hand-out, too. */
static void
drop_held(struct worklist_build *b, const char *id, struct due_item *item, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		query_text(b->held, 1, id);
		query_text(b->held, 3, item[i].occasion);
		if (query_step(b->held))
			item[i].rule = NULL;
		sqlite3_reset(b->held);
	}
}

static int64_t
spend_of(struct worklist_build *b, const char *id)
{
	query_text(b->spend, 1, id);
	const int64_t spend = query_step(b->spend) ? sqlite3_column_int64(b->spend, 0) : 0;

	sqlite3_reset(b->spend);
	return spend;
}

void
worklist_persons(struct worklist_build *b, size_t n)
{
	struct due_item *item = b->w->item;

	b->person = mem_new(due_customers(b->due), sizeof *b->person);
	for (size_t i = 0, next; i < n; i = next) {
		const char *id = due_id(b->due, item[i].who);

		for (next = i; next < n && item[next].who == item[i].who;)
			next++;
		drop_settled(b, id, item + i, next - i);
		size_t left = worklist_pack(item + i, next - i);
		const size_t told = left;

		drop_held(b, id, item + i, left);
		left = worklist_pack(item + i, left);
		b->w->held += told > 0 && left == 0 && !b->opts->new_only;
		if (b->opts->new_only) {
			drop_handed(b, id, item + i, left);
			left = worklist_pack(item + i, left);
		}
		if (left > 0)
			b->person[b->n++] = (struct worklist_person){ item[i].who, i, left,
				item[i].rule->priority, spend_of(b, id), id };
	}
	if (b->n > 0)
		qsort(b->person, b->n, sizeof *b->person, by_priority);
}
