#include "lib/customer/attrs_rows.h"

#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/store/query.h"

struct attrs_rows {
	sqlite3_stmt *stored, *merge, *members;
	struct attrs *attrs;
};

static const char stored_sql[] = "SELECT attrs FROM customer WHERE customer_id = ?";
static const char merge_sql[] = "SELECT nullif(json_patch(coalesce(?1, '{}'), ?2), '{}')";
static const char members_sql[] = "SELECT key, value FROM json_each(?)";

struct attrs_rows *
attrs_rows_new(struct store *store)
{
	struct attrs_rows *r = mem_new(1, sizeof *r);

	*r = (struct attrs_rows){ .stored = query_new(store, stored_sql),
		.merge = query_new(store, merge_sql), .members = query_new(store, members_sql),
		.attrs = attrs_new() };
	return r;
}

void
attrs_rows_free(struct attrs_rows *r)
{
	query_free(r->stored);
	query_free(r->merge);
	query_free(r->members);
	attrs_free(r->attrs);
	free(r);
}

const char *
attrs_rows_stored(struct attrs_rows *r, const char *id)
{
	sqlite3_reset(r->stored);
	query_text(r->stored, 1, id);
	return query_step(r->stored) ? query_cell(r->stored, 0) : "";
}

char *
attrs_rows_merge(struct attrs_rows *r, const char *old, const char *json)
{
	query_text(r->merge, 1, old);
	query_text(r->merge, 2, json);
	query_step(r->merge);
	char *merged = mem_text(query_cell(r->merge, 0));

	sqlite3_reset(r->merge);
	return merged;
}

struct attrs *
attrs_rows_members(struct attrs_rows *r, const char *id, const char *json)
{
	bool good = attrs_read(r->attrs, json);
	size_t n = 0;

	query_text(r->members, 1, json);
	for (; query_step(r->members); n++)
		attrs_tell(r->attrs, query_cell(r->members, 0), query_cell(r->members, 1));
	if (!good || n != attrs_count(r->attrs))
		fail("attrs of customer '%s' in the store is not a JSON object;"
		    " run cust-check", id);
	return r->attrs;
}
