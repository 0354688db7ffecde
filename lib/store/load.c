#include "lib/store/load.h"
#include "lib/base/fail.h"
#include "lib/store/batch.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"

/* The table that --preset makes for the tool; NULL: any. */
static const char *
made_for(const char *tool)
{
	static const char *const tables[][2] = { { "cust-add", "customers" },
		{ "order-add", "orders" }, { "order-add --remove", "orders" },
		{ "feedback-log", "feedback" }, { "touch-log", "touches" } };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strcmp(tables[i][0], tool) == 0)
			return tables[i][1];
	return NULL;
}

void
load_begin(struct load *l, const char *tool, const struct store_opts *file,
    const struct load_opts *o, char **operands)
{
	*l = (struct load){ .tool = tool, .opts = *o };
	if (o->rejects)
		l->rejects = rejects_new("rejects", o->rejects, o->dry_run);
	l->in = table_open(operands, &(struct table_opts){ .policy = TABLE_ALL,
		.reject = l->rejects ? rejects_add : NULL, .ctx = l->rejects,
		.leave_out = table_marks, .digest = true, .reading = &l->opts.reading,
		.as = made_for(tool), .zone = o->dates.zone });
	if (l->rejects)
		rejects_check(l->rejects, l->in, operands);
	l->store = store_open(file, o->dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	store_bulk(l->store);
	store_begin(l->store);
	l->opts.dates.zone = store_zone(l->store, o->dates.zone);
	l->batch = batch_new(l->store, tool);
}

bool
load_good(const struct load *l)
{
	return l->opts.rejects || table_bads(l->in) == 0;
}

static void
refuse(struct load *l, const char *digest)
{
	int64_t before = batch_of(l->store, l->tool, digest);

	if (before > 0 && l->batch.read > 0 && !l->opts.again)
		fail("already loaded as batch %jd (use --again to load it twice)",
		    (intmax_t)before);
}

void
load_check_currency(struct store *store, enum spelling_currency currency)
{
	char *code = store_currency(store);

	const enum spelling_currency of = code ? spelling_of_code(code) : SPELLING_NO_CURRENCY;

	if (of != SPELLING_CURRENCIES && !spelling_fits(currency, of))
		fail("nothing loaded: the amounts are in %s,"
		    " but the currency of the store is %s", spelling_name(currency), code);
	free(code);
}

void
load_end(struct load *l)
{
	char digest[TABLE_DIGEST_SIZE];
	const bool good = load_good(l);

	l->batch.read = (int64_t)table_rows(l->in);
	l->batch.rejected = (int64_t)table_bads(l->in);
	table_digest(l->in, digest);
	const enum spelling_currency currency = table_currency(l->in);

	if (l->rejects)
		rejects_open(l->rejects, l->in);
	table_close(l->in);
	refuse(l, digest);
	if (!good)
		fail("nothing loaded: %jd bad row%s of %jd"
		    " (use --rejects=FILE to load the others)", (intmax_t)l->batch.rejected,
		    TEXT_PLURAL(l->batch.rejected), (intmax_t)l->batch.read);
	if (l->equal > 0)
		fail("nothing loaded: %jd row%s, %jd of them equal to stored rows"
		    " (--again loads them, --only-new leaves them out)", (intmax_t)l->batch.read,
		    TEXT_PLURAL(l->batch.read), (intmax_t)l->equal);
	load_check_currency(l->store, currency);
	if (l->rejects)
		rejects_close(l->rejects);	/* before batch_rejects, which resolves its path */
	batch_end(l->store, &l->batch, digest);
	if (l->batch.rejected > 0)
		batch_rejects(l->store, &l->batch, l->opts.rejects);
	batch_commit(l->store, &l->batch, l->opts.dry_run);
	store_close(l->store);
}
