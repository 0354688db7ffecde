#include "lib/store/known_as.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"

/*
 * The keys of a new customer are those of customer_key, and the id as such a key: an address, or a
 * number with or without its country. They are looked for among the keys and the ids of the others.
 * Of many who share a number, one is enough: pairs of them would be too many.
 */
static const char find_sql[] =
	"WITH new AS MATERIALIZED (SELECT customer_id AS id FROM customer WHERE batch = ?1),"
	" key (id, key) AS MATERIALIZED (SELECT id, key FROM new"
	"  JOIN customer_key AS k ON k.customer_id = id"
	"  UNION ALL SELECT id, lower(id) FROM new WHERE id GLOB '*?@?*'"
	"  UNION ALL SELECT id, id FROM new WHERE id GLOB '+[1-9]*'"
	"  UNION ALL SELECT id, '+86' || id FROM new WHERE id GLOB '1[3-9]*'"
	"   AND length(id) = 11 AND id NOT GLOB '*[^0-9]*'),"
	" old (other, key) AS MATERIALIZED (SELECT min(customer_id), key FROM customer_key"
	"  WHERE key IN (SELECT key FROM key) AND customer_id NOT IN (SELECT id FROM new)"
	"  GROUP BY key),"
	" address (other, key) AS (SELECT customer_id, lower(customer_id) FROM customer"
	"  WHERE customer_id GLOB '*?@?*'),"
	" pair (id, other) AS (SELECT id, other FROM key JOIN old USING (key)"
	"  UNION ALL SELECT id, other FROM key JOIN address USING (key)"
	"  UNION ALL SELECT id, customer_id FROM key JOIN customer ON customer_id = key"
	"  UNION ALL SELECT id, customer_id FROM key JOIN customer ON customer_id = substr(key, 4)"
	"   WHERE key GLOB '+86*')"
	"SELECT count(DISTINCT id), min(id), other FROM pair"
	" JOIN customer AS c ON c.customer_id = other WHERE c.batch IS NOT ?1 AND id <> other";

struct known_as
known_as_find(struct store *store, int64_t batch)
{
	struct known_as k = { 0 };
	sqlite3_stmt *q = query_new(store, "SELECT 1 FROM customer WHERE batch IS NOT ? LIMIT 1");

	query_int(q, 1, batch);
	const bool is_first = !query_step(q);

	query_free(q);
	if (is_first)
		return k;
	q = query_new(store, find_sql);
	query_int(q, 1, batch);
	query_step(q);
	k.n = sqlite3_column_int64(q, 0);
	if (k.n > 0) {
		k.id = mem_text(query_cell(q, 1));
		k.other = mem_text(query_cell(q, 2));
	}
	query_free(q);
	return k;
}

void
known_as_note(const struct known_as *k, int64_t batch)
{
	if (k->n > 0)
		opt_note(k->n == 1 ?
		    "%jd new customer, '%.60s', has the phone or e-mail address of '%.60s', who was"
		    " in the store before (one person: cust-merge; the wrong id: cust-undo %jd)" :
		    "%jd new customers have the phone or e-mail address of one who was in the store"
		    " before, the first is '%.60s', and '%.60s' before (one person: cust-merge,"
		    " and cust-dedupe finds pairs; the wrong ids: cust-undo %jd)",
		    (intmax_t)k->n, k->id, k->other, (intmax_t)batch);
}

void
known_as_free(struct known_as *k)
{
	free(k->id);
	free(k->other);
}
