#include "lib/forget/replay.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/forget/erase.h"
#include "lib/forget/forget.h"
#include "lib/forget/ledger.h"
#include "lib/forget/persons.h"
#include "lib/forget/proof.h"
#include "lib/forget/traces.h"
#include "lib/io/draft.h"
#include "lib/io/opt.h"
#include "lib/store/backup.h"
#include "lib/store/connection.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* The ids that a copy has: of customers, and of those merged into them. */
static const char ids_sql[] =
	"SELECT customer_id, customer_id FROM customer"
	" UNION ALL SELECT alias, customer_id FROM alias";
static const char tombstone_sql[] = "SELECT 1 FROM forgotten WHERE customer_id = ?";

static void
add(struct persons *p, const char *id)
{
	if (p->n > 0 && strcmp(p->one[p->n - 1].id, id) == 0)
		return;
	p->one = mem_grow(p->one, p->n + 1, &p->room, sizeof *p->one);
	p->one[p->n++] = (struct person){ .given = mem_text(id), .id = mem_text(id) };
	p->alive = p->n;
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->id, ((const struct person *)b)->id);
}

static void
drop_twins(struct persons *p)
{
	size_t kept = 0;

	if (p->n > 1)
		qsort(p->one, p->n, sizeof *p->one, by_id);
	for (size_t i = 0; i < p->n; i++)
		if (kept > 0 && strcmp(p->one[kept - 1].id, p->one[i].id) == 0) {
			free(p->one[i].given);
			free(p->one[i].id);
		} else
			p->one[kept++] = p->one[i];
	p->n = p->alive = kept;
}

/* A copy that has the tombstone is younger than the erasure: somebody else has the id now. */
static void
find(struct persons *p, struct store *copy, const struct ledger *l)
{
	sqlite3_stmt *ids = query_new(copy, ids_sql), *there = query_new(copy, tombstone_sql);
	char hash[SHA_HEX];

	while (query_step(ids)) {
		const char *tombstone = ledger_find(l, ledger_hash(l, query_cell(ids, 0), hash));

		if (tombstone && !query_finds(there, tombstone))
			add(p, query_cell(ids, 1));
	}
	query_free(ids);
	query_free(there);
	drop_twins(p);
}

/* The copy as a file that only this tool knows. */
static struct store *
draft_of(struct store *copy, const char *path)
{
	char *name = mem_print("%s.restored", path);
	struct store *draft = connection_open(draft_path(draft_open(name)), false);

	backup_fill(copy, draft);
	guard_limits(draft);
	free(name);
	return draft;
}

static void
erase(struct store *draft, struct ledger *l, struct persons *p)
{
	struct forget f = { draft, l, traces_new(), 0, false };

	erase_open(draft);
	store_begin(draft);
	forget_run(&f, p, "cust-restore", "restored from an older copy", true);
	store_commit(draft);
	proof_run(draft, f.traces, f.owed);
	proof_note(draft, f.traces);
	traces_free(f.traces);
}

struct store *
replay_copy(struct store *copy, const char *path)
{
	struct ledger *l = ledger_open(path, true);
	struct persons p = { 0 };
	struct store *draft = copy;

	if (l == NULL)
		return copy;
	find(&p, copy, l);
	if (p.n > 0) {
		draft = draft_of(copy, path);
		erase(draft, l, &p);
		opt_note("%zu customer%s of the copy forgotten again, as %s says", p.n,
		    TEXT_PLURAL(p.n), ledger_path(l));
	}
	persons_free(&p);
	ledger_free(l);
	return draft;
}
