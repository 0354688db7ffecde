#include "lib/points/points_expire.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/entries.h"
#include "lib/points/operations.h"
#include "lib/points/points_log.h"
#include "lib/points/points_lots.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/step_load.h"
#include "lib/store/store.h"

/* Points that were given back to an expired lot expire on that day, not before. */
static const char expired_sql[] =
	"SELECT lot_id, customer_id, max(expires, coalesce((SELECT max(e.day)"
	" FROM points AS e WHERE e.lot = lot_id AND e.day <= ?1), expires))"
	" FROM (" POINTS_LOTS("?1", "l.expires <= ?1") ") WHERE \"left\" > 0 ORDER BY lot_id";
static const char owing_sql[] =
	"SELECT DISTINCT customer_id FROM points WHERE lot IS NULL AND points < 0";

/* What is owed is paid first, from lots while they were usable. */
static void
settle_all(struct store *store, struct entries *ledger, int32_t day)
{
	struct map *owing = map_new();
	sqlite3_stmt *q = query_new(store, owing_sql);

	while (query_step(q))
		map_at(owing, query_cell(q, 0), (size_t)sqlite3_column_bytes(q, 0), NULL);
	query_free(q);
	for (size_t i = 0; i < map_count(owing); i++) {
		operations_settle(ledger, map_key(owing, i), day);
		entries_keep(ledger);
	}
	map_free(owing);
}

struct expired {
	int64_t lot;
	char *customer;
	int32_t day;
};

/* All lots that have expired; the query ends before the first entry is added. */
static struct expired *
find(struct store *store, int32_t day, size_t *n)
{
	struct expired *all = NULL;
	size_t room = 0;
	char text[DATE_SIZE];
	sqlite3_stmt *q = query_new(store, expired_sql);

	*n = 0;
	query_text(q, 1, date_text(day, text));
	while (query_step(q)) {
		all = mem_grow(all, *n + 1, &room, sizeof *all);
		struct expired *e = &all[(*n)++];

		*e = (struct expired){ sqlite3_column_int64(q, 0), mem_text(query_cell(q, 1)),
			query_day(q, 2) };
	}
	query_free(q);
	return all;
}

/* What was left then may have expired on a later day already. Returns whether there is any. */
static bool
expire(struct entries *ledger, const struct expired *e)
{
	const struct lot *lot = lots_find(entries_lots(ledger, e->customer), e->lot);
	const int64_t left = lots_spare(lot, e->day);
	char date[DATE_SIZE];

	if (left == 0)
		return false;
	entries_put(ledger, &(struct entry){ .customer = e->customer,
	    .date = date_text(e->day, date), .step = ENTRIES_EXPIRE, .points = -left,
	    .lot = e->lot });
	entries_keep(ledger);
	return true;
}

void
points_expire(struct store *store, int32_t day, struct batch *batch)
{
	struct entries *ledger = entries_open(store, batch->batch, NULL);
	size_t n;

	settle_all(store, ledger, day);
	struct expired *all = find(store, day, &n);

	for (size_t i = 0; i < n; i++) {
		batch->added += expire(ledger, &all[i]);
		free(all[i].customer);
	}
	free(all);
	entries_close(ledger);
	batch->read = batch->added;
}

/* The day of --date; today if it is not given. */
static int32_t
expiry_day(struct store *store, const struct record_opts *o)
{
	const struct date_reader dates = { .zone = store_zone(store, o->load.dates.zone) };
	const char *date = o->given[POINTS_LOG_DATE];
	const int32_t today = date_today();

	if (date == NULL)
		return today;
	const int32_t day = step_load_moment(&dates, "date", date).day;

	if (day > today)
		opt_misuse("--date '%.60s' is in the future", date);
	return day;
}

void
points_expire_run(const struct record_opts *o, const char *tool)
{
	struct put *out = put_open(&o->form);
	struct store *store = store_open(&o->store, STORE_CHANGE, NULL);

	store_bulk(store);
	store_begin(store);
	struct batch b = batch_new(store, tool);

	points_expire(store, expiry_day(store, o), &b);
	batch_end(store, &b, NULL);
	batch_commit(store, &b, o->load.dry_run);
	batch_put(&b, out);
	store_close(store);
	put_close(out);
}
