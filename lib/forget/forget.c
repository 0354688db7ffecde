#include "lib/forget/forget.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/forget/canary.h"
#include "lib/forget/erase.h"
#include "lib/forget/ledger.h"
#include "lib/forget/persons.h"
#include "lib/forget/proof.h"
#include "lib/forget/traces.h"
#include "lib/io/opt.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

struct found {
	const struct traces *traces;
	const char *place;	/* of the value; NULL: none is found */
};

static void
take_place(void *ctx, size_t value, size_t offset)
{
	struct found *f = ctx;

	(void)offset;
	f->place = traces_from(f->traces, value);
}

/* The reason is kept, so it must not have a value that is erased; nothing has changed so far. */
static void
check_reason(struct traces *t, const char *reason)
{
	struct found f = { .traces = t };

	canary_search(traces_canary(t), reason, strlen(reason), take_place, &f);
	if (f.place)
		fail("nothing erased: --reason has a value of a customer who is to be forgotten"
		    " (%s), and is kept; use a reason that names nobody", f.place);
}

void
forget_run(struct forget *f, struct persons *p, const char *tool, const char *reason, bool force)
{
	f->owed = proof_is_owed(f->store);
	persons_mark(p, f->store, f->ledger);
	if (p->alive == 0)
		return;
	erase_find(f->store);
	if (!force)
		persons_refuse_open(f->store);
	traces_read(f->traces, f->store);
	if (reason)
		check_reason(f->traces, reason);
	struct batch b = batch_new(f->store, tool);

	erase_run(f->store, f->ledger, b.batch, reason);
	b.read = b.updated = (int64_t)p->alive;
	batch_end(f->store, &b, NULL);
	f->batch = b.batch;
	proof_owe(f->store);
}

/* The store has the hashes, too: if the tool is killed now, the next one completes the file. */
static void
keep_hashes(struct forget *f)
{
	sqlite3_stmt *q = query_new(f->store,
	    "SELECT hash, customer_id, at FROM forgotten_id JOIN forgotten USING (customer_id)");

	while (query_step(q)) {
		const char *hash = query_cell(q, 0), *tombstone = query_cell(q, 1);

		ledger_put(f->ledger, hash, tombstone, query_cell(q, 2));
	}
	query_free(q);
	ledger_save(f->ledger);
}

void
forget_prove(struct forget *f)
{
	if (f->batch > 0)
		ledger_save(f->ledger);	/* its key, without which the hashes would be lost */
	store_commit(f->store);
	if (f->batch > 0)
		opt_committed("batch %jd is committed; run the same command again",
		    (intmax_t)f->batch);
	keep_hashes(f);
	if (f->batch > 0 || f->owed)
		proof_run(f->store, f->traces, f->owed);
}

void
forget_note_rejects(struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT batch, rejects"
	    " FROM batch WHERE rejected > 0 ORDER BY batch");
	struct text list = { 0 };
	size_t n = 0;

	while (query_step(q)) {
		const char *file = query_cell(q, 1);
		char *one = mem_print("%s%s: %s", say_comma(n++), query_cell(q, 0),
		    *file ? file : say("a file that is not known"));

		text_add(&list, one, strlen(one));
		free(one);
	}
	query_free(q);
	text_add(&list, "", 1);
	if (list.n > 1)
		opt_note("these loads wrote rejected rows to files, which may name the customers:"
		    " %s", list.s);
	text_free(&list);
}
