/* Customers with whom there was no contact for longer than the rule of their label allows. */
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { CUSTOMER, LAST, SINCE };

#define LAST_CONTACT \
	" (SELECT substr(date, 1, 10) FROM touch AS t WHERE t.customer_id = c.customer_id" \
	" AND " DUE_BY("date", "?1") " ORDER BY date DESC LIMIT 1)," \
	" coalesce((SELECT first_date FROM history AS h WHERE h.customer_id = c.customer_id" \
	" AND first_date <= ?1), iif(acquired <= ?1, acquired, NULL))"

static const char all_sql[] = "SELECT customer_id," LAST_CONTACT " FROM customer AS c";

/* ?4 is the scheme, ?5 the label. */
static const char labelled_sql[] =
	"SELECT c.customer_id," LAST_CONTACT " FROM (SELECT customer_id, label, max(as_of)"
	" FROM segment_label JOIN segment_run USING (run_id) WHERE scheme = ?4 AND as_of <= ?1"
	" AND ?2 <= ?3 GROUP BY customer_id HAVING label = ?5) JOIN customer AS c"
	" USING (customer_id)";

/* RULE: that of all customers of the query; NULL: find it. */
static void
take(struct due *d, sqlite3_stmt *q, const struct care_rule *rule)
{
	char text[DATE_SIZE];

	while (query_step(q)) {
		const char *id = query_cell(q, CUSTOMER);
		const struct care_rule *r = rule ? rule : due_rule(d, id);
		const bool never = *query_cell(q, LAST) == '\0';
		const int32_t since = query_day(q, never ? SINCE : LAST);

		if (r == NULL || (rule && !due_is_first(d, id, rule)))
			continue;
		const int32_t day = since == DATE_NONE ? d->as_of : since + (int32_t)r->every;
		const struct due_found f = { id, day, r, NULL };

		if (never)
			due_add(d, &f, "never", "no contact so far");
		else
			due_add(d, &f, date_text(day, text), "last contact on %s",
			    query_cell(q, LAST));
	}
	query_free(q);
}

static bool
has_general(const struct due *d)
{
	const struct care_rules *rules = d->opts->rules;

	for (size_t i = 0; i < rules->n; i++)
		if (rules->of[i].reason == d->reason && rules->of[i].scheme == NULL)
			return true;
	return false;
}

void
due_contact(struct due *d)
{
	const struct care_rules *rules = d->opts->rules;

	if (has_general(d)) {
		take(d, due_query(d, all_sql), NULL);
		return;
	}
	for (size_t i = 0; i < rules->n; i++) {
		if (rules->of[i].reason != d->reason)
			continue;
		sqlite3_stmt *q = due_query(d, labelled_sql);

		query_text(q, 4, rules->of[i].scheme);
		query_text(q, 5, rules->of[i].label);
		take(d, q, &rules->of[i]);
	}
}
