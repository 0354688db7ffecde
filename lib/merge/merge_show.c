/* What all parts of a merge need: the ids of the pair, images of rows, and what -n shows. */
#include "lib/io/put.h"
#include "lib/merge/merge_own.h"
#include "lib/store/batch.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

void
merge_show(const struct merge *m, const char *field, const char *keep, const char *other,
    const char *outcome)
{
	if (m->shown == NULL || (*keep == '\0' && *other == '\0'))
		return;
	const char *const cell[] = { m->keep, m->other, field, keep, other, outcome };

	for (size_t i = 0; i < sizeof cell / sizeof *cell; i++)
		put_text(m->shown, cell[i]);
	put_end(m->shown);
}

void
merge_bind(const struct merge *m, sqlite3_stmt *q)
{
	query_text(q, 1, m->keep);
	query_text(q, 2, m->other);
}

/* A row that the batch itself has added needs no image. */
sqlite3_stmt *
merge_image(struct merge *m, const char *table, const char *column)
{
	char *where = query_print("\"%w\" = ?2 AND batch IS NOT ?1", column);
	sqlite3_stmt *q = image_query(m->store, table, where);

	query_int(q, 1, m->batch->batch);
	sqlite3_free(where);
	return q;
}
