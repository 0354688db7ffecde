/* What one of two customers has withdrawn is withdrawn for the one who is kept. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/merge/merge_own.h"
#include "lib/store/batch.h"
#include "lib/store/consent.h"
#include "lib/store/query.h"

/*
 * All rows of both stay, and consent.h says which of them holds. If this would be a consent of one
 * customer that the other one had withdrawn before, a row is added that withdraws it now. A consent
 * that is given after the merge holds again.
 */
struct merge_consent {
	struct merge *m;
	sqlite3_stmt *both, *find, *add;
	char now[DATE_TIME_SIZE];
};

/*
 * The consents to withdraw, of customers ?2 and ?3: purpose, channel, and the date of the row. If
 * all ?4 channels of a purpose are to be withdrawn, one row is enough. ?1: a day after all rows.
 */
static const char find_sql[] =
	"WITH holds AS (" CONSENT_HOLDS("AND k.customer_id IN (?2, ?3)") "),"
	" lost AS (SELECT g.purpose, g.channel, yes.date FROM holds AS g JOIN holds AS w"
	" ON w.purpose = g.purpose AND w.channel = g.channel AND w.customer_id <> g.customer_id"
	" JOIN consent AS yes ON yes.consent_id = g.consent_id"
	" JOIN consent AS no ON no.consent_id = w.consent_id"
	" WHERE g.step = 'given' AND w.step = 'withdrawn'"
	" AND " CONSENT_ORDER("yes") " > " CONSENT_ORDER("no") "),"
	" whole AS (SELECT purpose FROM lost GROUP BY purpose HAVING count(*) = ?4)"
	" SELECT purpose, channel, date FROM lost WHERE purpose NOT IN (SELECT purpose FROM whole)"
	" UNION ALL SELECT purpose, NULL, max(date) FROM lost"
	" WHERE purpose IN (SELECT purpose FROM whole) GROUP BY purpose"
	" ORDER BY purpose, channel";

static const char add_sql[] =
	"INSERT INTO consent (customer_id, date, purpose, channel, step, note, batch)"
	" VALUES (?1, max(?3, ?4), ?5, ?6, 'withdrawn',"
	" 'one of the two customers who were merged had withdrawn it', ?7)";

struct merge_consent *
merge_consent_open(struct merge *m)
{
	struct store *s = m->store;
	int32_t day, second;

	if (query_number(s, "SELECT EXISTS (SELECT 1 FROM consent)") == 0)
		return NULL;
	struct merge_consent *c = mem_new(1, sizeof *c);

	*c = (struct merge_consent){ .m = m,
		.both = query_new(s, "SELECT EXISTS (SELECT 1 FROM consent WHERE customer_id = ?1)"
		    " AND EXISTS (SELECT 1 FROM consent WHERE customer_id = ?2)"),
		.find = query_new(s, find_sql), .add = query_new(s, add_sql) };
	date_now(&day, &second);
	date_time_text(day, second, c->now);
	query_text(c->find, 1, "9999-12-31");
	query_int(c->find, 4, CONSENT_CHANNELS);
	query_text(c->add, 3, c->now);
	query_int(c->add, 7, m->batch->batch);
	return c;
}

void
merge_consent_close(struct merge_consent *c)
{
	query_free(c->both);
	query_free(c->find);
	query_free(c->add);
	free(c);
}

static void
withdraw(struct merge_consent *c, const char *purpose, const char *channel, const char *date)
{
	query_text(c->add, 1, c->m->keep);
	query_text(c->add, 4, date);
	query_text(c->add, 5, purpose);
	query_text(c->add, 6, channel);
	query_run(c->add);
	c->m->withdrawn++;
}

struct row {
	char *cell[3];		/* purpose, channel, date */
};

void
merge_consent_withdraw(struct merge_consent *c)
{
	struct row *row = NULL;
	size_t n = 0, room = 0;

	merge_bind(c->m, c->both);
	query_step(c->both);
	const bool both = sqlite3_column_int(c->both, 0);

	sqlite3_reset(c->both);
	if (!both)
		return;
	query_text(c->find, 2, c->m->keep);
	query_text(c->find, 3, c->m->other);
	for (; query_step(c->find); n++) {
		row = mem_grow(row, n + 1, &room, sizeof *row);
		for (int i = 0; i < 3; i++)
			row[n].cell[i] = mem_text(query_cell(c->find, i));
	}
	for (size_t i = 0; i < n; i++) {	/* after the query, which reads the same table */
		withdraw(c, row[i].cell[0], row[i].cell[1], row[i].cell[2]);
		for (int k = 0; k < 3; k++)
			free(row[i].cell[k]);
	}
	free(row);
}
