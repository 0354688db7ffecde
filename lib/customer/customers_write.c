#include "lib/customer/customers_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/changes.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

static void
note_change(struct customers *c, bool is_new, const char *field, const char *old, const char *now)
{
	if (c->load->changes && !c->hidden)
		changes_field(c->load->changes, c->id, field, old, now);
	if (is_new)
		return;
	image_keep(c->images, c->id);	/* before the first change */
	query_int(c->change, 1, c->load->batch->batch);
	query_text(c->change, 2, c->id);
	query_text(c->change, 3, field);
	query_text(c->change, 4, old);
	query_text(c->change, 5, now);
	query_run(c->change);
}

/* Is the value of a field to be changed?  Then notes it. */
static bool
changes(struct customers *c, bool is_new, const char *field, const char *old, const char *now)
{
	if (strcmp(old, now) == 0 || (*now == '\0' && !opt_listed(&c->opts->erase, field)))
		return false;
	note_change(c, is_new, field, old, now);
	return true;
}

/* Puts the columns that are not fields into the object. Returns it, or JSON itself. */
static const char *
put_others(struct customers *c, bool is_new, const char *json, char *const *cell)
{
	const struct record_load *l = c->load;
	struct attrs *a = attrs_rows_members(c->attrs, c->id, json);
	bool changed = false;

	for (size_t i = 0; i < l->nothers; i++) {
		const char *name = table_name(l->in, l->other[i]), *now = cell[l->other[i]];

		if (!changes(c, is_new, name, attrs_value(a, name), now))
			continue;
		attrs_put(a, name, now);
		changed = true;
	}
	return changed ? attrs_json(a) : json;
}

/* The object OLD, merged with that of the row and its other columns; the caller frees it. */
static char *
merge(struct customers *c, bool is_new, const char *old, const char *json, char *const *cell)
{
	char *now = *json ? attrs_rows_merge(c->attrs, old, json) : mem_text(old);

	if (strcmp(now, old) != 0)
		note_change(c, is_new, customers_fields[CUSTOMERS_ATTRS].name, old, now);
	if (c->load->nothers == 0)
		return now;
	char *all = mem_text(put_others(c, is_new, now, cell));

	free(now);
	return all;
}

void
customers_add(struct customers *c, const struct record_value *value, char *const *cell)
{
	c->hidden = c->load->changes && !changes_begin_added(c->load->changes, c->id);
	insert_text(c->insert, c->id);
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++) {
		insert_text(c->insert, value[f].s);
		if (*value[f].s)
			note_change(c, true, customers_fields[f].name, "", value[f].s);
	}
	char *attrs = merge(c, true, "", value[CUSTOMERS_ATTRS].s, cell);

	insert_text(c->insert, attrs);
	insert_int(c->insert, c->load->batch->batch);
	insert_text(c->insert, *value[CUSTOMERS_EXTERNAL].s ? c->load->source : "");
	insert_text(c->insert, value[CUSTOMERS_EXTERNAL].s);
	if (*value[CUSTOMERS_EXTERNAL].s)
		note_change(c, true, RECORD_EXTERNAL, "", value[CUSTOMERS_EXTERNAL].s);
	insert_end(c->insert);
	c->hidden = false;
	free(attrs);
	if (*value[CUSTOMERS_EMAIL].s)	/* in the order of the table customer_key */
		keys_load_email(c->keys, c->id, true, value[CUSTOMERS_EMAIL].s);
	if (*value[CUSTOMERS_PHONE].s)
		keys_load_phone(c->keys, c->id, true, value[CUSTOMERS_PHONE].s,
		    value[CUSTOMERS_COUNTRY].s);
}

static bool
update_attrs(struct customers *c, const char *json, char *const *cell)
{
	if (*json == '\0' && c->load->nothers == 0)
		return false;
	char *old = mem_text(attrs_rows_stored(c->attrs, c->id));
	char *now = merge(c, false, old, json, cell);
	const bool changed = strcmp(now, old) != 0;

	if (changed) {
		query_text(c->set_attrs, 1, c->id);
		query_text(c->set_attrs, 2, now);
		query_run(c->set_attrs);
	}
	free(old);
	free(now);
	return changed;
}

/* Gives the customer the number of the other system; has_number was false. */
static bool
update_number(struct customers *c, const char *number)
{
	if (*number == '\0' || customers_has_number(c))
		return false;
	note_change(c, false, RECORD_EXTERNAL, "", number);
	query_text(c->set_number, 1, c->id);
	query_text(c->set_number, 2, c->load->source);
	query_text(c->set_number, 3, number);
	query_run(c->set_number);
	return true;
}

bool
customers_update(struct customers *c, const struct record_value *value, char *const *cell)
{
	char *old[CUSTOMERS_ALL];
	const char *now[CUSTOMERS_ALL];
	bool changed[CUSTOMERS_ALL], any = false;

	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++)
		old[f] = mem_text(query_cell(c->get, (int)(f - CUSTOMERS_FIRST)));
	sqlite3_reset(c->get);
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++) {
		changed[f] = changes(c, false, customers_fields[f].name, old[f], value[f].s);
		now[f] = changed[f] ? value[f].s : old[f];
		if (!changed[f])
			continue;
		query_text(c->set[f], 1, c->id);
		query_text(c->set[f], 2, value[f].s);
		query_run(c->set[f]);
		any = true;
	}
	if (changed[CUSTOMERS_PHONE] || (changed[CUSTOMERS_COUNTRY] && *now[CUSTOMERS_PHONE]))
		keys_load_phone(c->keys, c->id, false, now[CUSTOMERS_PHONE],
		    now[CUSTOMERS_COUNTRY]);
	if (changed[CUSTOMERS_EMAIL])
		keys_load_email(c->keys, c->id, false, now[CUSTOMERS_EMAIL]);
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++)
		free(old[f]);
	any |= update_number(c, value[CUSTOMERS_EXTERNAL].s);
	return update_attrs(c, value[CUSTOMERS_ATTRS].s, cell) || any;
}
