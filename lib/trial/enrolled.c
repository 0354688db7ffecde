#include "lib/trial/enrolled.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/store/query.h"

struct enrolled {
	struct map *ids, *strata;
	struct enrolled_member *at;
	size_t n, room;
};

static const char read_sql[] =
	"SELECT customer_id, arm, share, coalesce(stratum, ''), assigned FROM trial_member"
	" WHERE trial = ? ORDER BY customer_id, assigned, member_id";

static void
add(struct enrolled *e, sqlite3_stmt *q)
{
	const char *id = query_cell(q, 0), *stratum = query_cell(q, 3);
	const int arm = arm_of(query_cell(q, 1));
	bool is_new;
	const size_t at = map_at(e->ids, id, strlen(id), &is_new);

	if (arm == -1)
		fail("arm '%s' of customer '%s' is not valid; run cust-check",
		    query_cell(q, 1), id);
	if (!is_new) {
		e->at[at].both = e->at[at].both || e->at[at].arm != (enum arm)arm;
		return;
	}
	/* the texts are set when the maps no longer grow */
	const size_t name = map_at(e->strata, stratum, strlen(stratum), NULL);

	e->at = mem_grow(e->at, e->n + 1, &e->room, sizeof *e->at);
	e->at[e->n++] = (struct enrolled_member){ .stratum = (const char *)(uintptr_t)name,
		.arm = (enum arm)arm, .share = sqlite3_column_double(q, 2),
		.assigned = query_day(q, 4) };
}

struct enrolled *
enrolled_read(struct store *store, const char *trial)
{
	struct enrolled *e = mem_new(1, sizeof *e);
	sqlite3_stmt *q = query_new(store, read_sql);

	*e = (struct enrolled){ .ids = map_new(), .strata = map_new() };
	query_text(q, 1, trial);
	while (query_step(q))
		add(e, q);
	query_free(q);
	for (size_t i = 0; i < e->n; i++) {
		e->at[i].id = map_key(e->ids, i);
		e->at[i].stratum = map_key(e->strata, (size_t)(uintptr_t)e->at[i].stratum);
	}
	return e;
}

size_t
enrolled_count(const struct enrolled *e)
{
	return e->n;
}

const struct enrolled_member *
enrolled_at(const struct enrolled *e, size_t i)
{
	return &e->at[i];
}

const struct enrolled_member *
enrolled_find(const struct enrolled *e, const char *id)
{
	size_t at;

	return map_find(e->ids, id, strlen(id), &at) ? &e->at[at] : NULL;
}

void
enrolled_free(struct enrolled *e)
{
	map_free(e->ids);
	map_free(e->strata);
	free(e->at);
	free(e);
}

struct enrolled_writer {
	sqlite3_stmt *add;
};

/* The EXISTS is for a customer who was erased after the list was read. */
static const char add_sql[] =
	"INSERT INTO trial_member (trial, customer_id, arm, share, stratum, assigned, batch)"
	" SELECT ?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0)"
	" WHERE EXISTS (SELECT 1 FROM customer WHERE customer_id = ?2)";

struct enrolled_writer *
enrolled_begin(struct store *store, const char *trial, int64_t batch)
{
	struct enrolled_writer *w = mem_new(1, sizeof *w);

	w->add = query_new(store, add_sql);
	query_text(w->add, 1, trial);
	query_int(w->add, 7, batch);
	return w;
}

void
enrolled_add(struct enrolled_writer *w, const struct enrolled_member *m)
{
	char day[DATE_SIZE];

	query_text(w->add, 2, m->id);
	query_text(w->add, 3, arm_name(m->arm));
	query_real(w->add, 4, m->share);
	query_text(w->add, 5, m->stratum);
	query_text(w->add, 6, date_text(m->assigned, day));
	query_run(w->add);
}

void
enrolled_end(struct enrolled_writer *w)
{
	query_free(w->add);
	free(w);
}
