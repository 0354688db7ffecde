#include "lib/forget/erase_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/store/query.h"

/*
 * SQL: whether an answer is kept. A number is one of a scale, not a number of telephone. Another
 * text is kept if others gave it too: "like", "yes".
 */
#define ANSWER_STAYS \
	"(length(value) <= 6 AND value GLOB '*[0-9]*' AND value NOT GLOB '*[^0-9.eE+-]*'" \
	" OR EXISTS (SELECT 1 FROM answer AS o WHERE o.survey = t.survey AND o.item = t.item" \
	" AND o.value = t.value AND (o.customer_id IS NULL OR o.customer_id NOT IN" \
	" (SELECT id FROM temp.gone UNION ALL SELECT tombstone FROM temp.gone))))"

/* A list of SQL, one part per personal column. */
struct list {
	struct store *store;
	const struct holder *h;
	struct text sql;
};

static void
add(struct list *l, char *part)
{
	text_add(&l->sql, ", ", 2);
	text_add(&l->sql, part, strlen(part));
	sqlite3_free(part);
}

/* What a personal column will be. */
static void
add_erased(void *ctx, const char *column)
{
	struct list *l = ctx;

	if (split_has(erase_names, ',', column) && l->h->kind == HOLDER_ROWS)
		add(l, query_print("\"%w\" = (SELECT r.name FROM temp.renamed AS r"
		    " WHERE r.person = g.person AND r.value = t.\"%w\" AND %s"
		    " ORDER BY r.source LIMIT 1)", column, column,
		    erase_has_numbers(l->h, column) ? "r.source = coalesce(t.source, '')" : "1"));
	else if (strcmp(l->h->table, "answer") == 0 && strcmp(column, "value") == 0)
		add(l, query_print("value = iif(" ANSWER_STAYS ", value, 'erased')"));
	else
		add(l, query_print("\"%w\" = %s", column,
		    erase_has_column(l->store, l->h->table, column, true) ? "'erased'" : "NULL"));
}

static void
add_value(void *ctx, const char *column)
{
	struct list *l = ctx;

	if (strcmp(l->h->table, "answer") == 0 && strcmp(column, "value") == 0)
		add(l, query_print("iif(" ANSWER_STAYS ", NULL, value) AS value"));
	else
		add(l, query_print("t.\"%w\"", column));
}

/* The parts for all personal columns, each after a comma. The caller frees it. */
static char *
list_of(struct store *store, const struct holder *h, void (*take)(void *, const char *))
{
	struct list l = { store, h, { 0 } };

	erase_each_personal(h, take, &l);
	text_add(&l.sql, "", 1);
	return l.sql.s;
}

char *
erase_values_sql(struct store *store, const struct holder *h)
{
	if (erase_is_ours(h) || *h->personal == '\0')
		return NULL;
	char *columns = list_of(store, h, add_value), *sql;

	if (h->kind == HOLDER_PART)
		sql = query_print("SELECT h.person%s FROM temp.held AS h JOIN \"%w\" AS t"
		    " ON t.\"%w\" = CAST(h.key AS INTEGER) WHERE h.of_table = %Q", columns,
		    h->table, h->key, h->table);
	else if (strcmp(h->table, "feedback_words") == 0)
		sql = query_print("SELECT h.person%s FROM temp.held AS h JOIN feedback_words AS t"
		    " ON t.rowid = CAST(h.key AS INTEGER) WHERE h.of_table = 'feedback'", columns);
	else
		sql = query_print("SELECT g.person%s FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
		    " ON t.customer_id = g.id", columns, h->table);
	free(columns);
	return sql;
}

char *
erase_columns_sql(struct store *store, const struct holder *h)
{
	return list_of(store, h, add_erased);
}
