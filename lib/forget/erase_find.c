#include "lib/forget/erase_own.h"

#include <string.h>

#include "lib/base/split.h"
#include "lib/store/audit.h"
#include "lib/store/query.h"

/* The images that name a customer, and the rows of which they are. */
static const char images_sql[] =
	"INSERT OR IGNORE INTO temp.image SELECT u.id, g.person FROM undo AS u"
	" CROSS JOIN temp.gone AS g ON g.id = u.old ->> 'customer_id';"
	"INSERT OR IGNORE INTO temp.image SELECT u.id, g.person FROM undo AS u"
	" CROSS JOIN temp.gone AS g ON g.id = u.key WHERE u.of_table IN ('customer', 'alias');"
	"INSERT OR IGNORE INTO temp.held SELECT u.of_table, u.key, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id)";

static const char image_parts_sql[] =	/* the part, its parent, the parent's key twice */
	"INSERT OR IGNORE INTO temp.image SELECT u.id, h.person FROM undo AS u"
	" CROSS JOIN temp.held AS h ON h.of_table = %Q AND h.key = CAST(u.old ->> %Q AS TEXT)"
	" WHERE u.of_table = %Q;"
	"INSERT OR IGNORE INTO temp.held SELECT u.of_table, u.key, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id) WHERE u.of_table = %Q";

/* A number that several sources gave has a name for each: forgotten-1.3, forgotten-1.3-2 ... */
static const char rename_sql[] =
	"INSERT INTO temp.renamed SELECT person, value, source, tombstone || '.' || at ||"
	" iif(nth = 1, '', '-' || nth)"
	" FROM (SELECT *, dense_rank() OVER (PARTITION BY person ORDER BY value) AS at,"
	" row_number() OVER (PARTITION BY person, value ORDER BY source) AS nth"
	" FROM temp.named) JOIN temp.gone USING (person) WHERE NOT is_alias";

static bool
is_parent(const struct holder *of)
{
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++)
		if (h[i].parent && strcmp(h[i].parent, of->table) == 0)
			return true;
	return false;
}

static void
hold(struct erasing *e, const struct holder *h)
{
	if (is_parent(h) || audit_covers(h->table))
		erase_sql(e->store,
		    query_print("INSERT OR IGNORE INTO temp.held SELECT %Q, t.\"%w\","
		    " g.person FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
		    " ON t.customer_id = g.id",
		    h->table, h->key, h->table));
}

/* After the parents. */
static void
hold_parts(struct erasing *e, const struct holder *h)
{
	const char *key = holder_of(h->parent)->key;

	erase_sql(e->store,
	    query_print("INSERT OR IGNORE INTO temp.held SELECT %Q, t.\"%w\", h.person"
	    " FROM temp.held AS h CROSS JOIN \"%w\" AS t ON t.\"%w\" = CAST(h.key AS INTEGER)"
	    " WHERE h.of_table = %Q", h->table, h->key, h->table, key, h->parent));
}

/* An image may name another customer, although the row is theirs again: the same merge. */
static void
find_row_images(struct erasing *e, const struct holder *h)
{
	erase_sql(e->store, query_print("INSERT OR IGNORE INTO temp.image SELECT u.id, g.person"
	    " FROM undo AS u CROSS JOIN \"%w\" AS t ON t.\"%w\" = u.key"
	    " CROSS JOIN temp.gone AS g ON g.id = t.customer_id WHERE u.of_table = %Q",
	    h->table, h->key, h->table));
}

/*
 * An image may name the customer although the row is of another one again, because a merge was
 * undone: that row, its parts and its links stay.
 */
static void
let_go(struct erasing *e, const struct holder *h)
{
	erase_sql(e->store, query_print("DELETE FROM temp.held WHERE of_table = %Q AND key IN"
	    " (SELECT h.key FROM temp.held AS h CROSS JOIN \"%w\" AS t ON t.\"%w\" = h.key"
	    " WHERE h.of_table = %Q AND t.customer_id NOT IN (SELECT id FROM temp.gone))",
	    h->table, h->table, h->key, h->table));
}

static void
find_image_parts(struct erasing *e, const struct holder *h)
{
	erase_sql(e->store, query_print(image_parts_sql, h->parent, holder_of(h->parent)->key,
	    h->table,
	    h->table));
}

struct naming {
	struct store *store;
	const struct holder *h;
};

static void
name_column(void *ctx, const char *column)
{
	const struct naming *n = ctx;

	if (!split_has(erase_names, ',', column))
		return;
	/* what names an order without its source names one of the orders, which come first */
	const char *source = erase_has_numbers(n->h, column) ? "coalesce(t.source, '')" : "NULL";

	erase_sql(n->store, query_print("INSERT OR IGNORE INTO temp.named SELECT g.person,"
	    " t.\"%w\", coalesce(%s, (SELECT source FROM temp.named AS n WHERE n.person = g.person"
	    " AND n.value = t.\"%w\"), '') FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
	    " ON t.customer_id = g.id WHERE t.\"%w\" IS NOT NULL", column, source, column,
	    n->h->table, column));
}

static void
name_columns(struct erasing *e, const struct holder *h)
{
	erase_each_personal(h, name_column, &(struct naming){ e->store, h });
}

void
erase_find(struct store *store)
{
	struct erasing e = { .store = store };

	erase_each(&e, ERASE_ROWS | ERASE_ONE, hold);
	query_exec(store, images_sql);
	erase_each(&e, ERASE_ROWS | ERASE_ONE, let_go);
	erase_each(&e, ERASE_ROWS | ERASE_ONE, find_row_images);
	erase_each(&e, ERASE_PARTS, hold_parts);
	erase_each(&e, ERASE_PARTS, find_image_parts);
	erase_each(&e, ERASE_ROWS, name_columns);
	query_exec(store, rename_sql);
}
