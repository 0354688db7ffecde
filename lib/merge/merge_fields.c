/* The two rows of the table customer become one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/attrs_rows.h"
#include "lib/customer/customers.h"
#include "lib/merge/merge_own.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

/* The columns after those that survivor rules choose from, and after attrs. */
enum { SOURCE = 1, EXTERNAL, BATCH, REST };
enum { COLUMNS = 24, NAME_SIZE = 256 };

struct person {
	char *cell[COLUMNS];
	int64_t batch;
};

struct merge_fields {
	struct merge *m;
	size_t n;			/* columns that describe the customer; then comes attrs */
	char *name[COLUMNS];
	sqlite3_stmt *get, *image, *drop, *set, *change, *recorded;
	struct attrs_rows *of_keep, *of_other;
	struct map *taken;		/* customer and field: values taken from others */
	int64_t *taken_batch;		/* when these were recorded, per number in taken */
	size_t room;
};

/* "UPDATE customer SET name = ?2, ..." */
static sqlite3_stmt *
set_query(struct merge_fields *f)
{
	char *sql = query_print("UPDATE customer SET attrs = ?%d, source = ?%d, external_id = ?%d",
	    (int)f->n + 2, (int)f->n + 3, (int)f->n + 4);

	for (size_t i = 0; i < f->n; i++)
		sql = query_print("%z, \"%w\" = ?%d", sql, f->name[i], (int)i + 2);
	return query_made(f->m->store, query_print("%z WHERE customer_id = ?1", sql));
}

struct merge_fields *
merge_fields_open(struct merge *m)
{
	struct merge_fields *f = mem_new(1, sizeof *f);
	char *columns = customers_columns();

	*f = (struct merge_fields){ .m = m,
		.get = query_made(m->store, query_print("SELECT %s, attrs, source, external_id,"
		    " batch FROM customer WHERE customer_id = ?", columns)),
		.image = merge_image(m, "customer", "customer_id"),
		.drop = query_new(m->store, "DELETE FROM customer WHERE customer_id = ?"),
		.change = query_new(m->store, "INSERT INTO change (batch, customer_id, field, old,"
		    " new) VALUES (?, ?, ?, ?, ?)"),
		.recorded = query_new(m->store, "SELECT max(batch) FROM change"
		    " WHERE customer_id = ? AND field = ? AND new = ?"),
		.of_keep = attrs_rows_new(m->store), .of_other = attrs_rows_new(m->store),
		.taken = map_new() };
	sqlite3_free(columns);
	f->n = (size_t)sqlite3_column_count(f->get) - REST;
	for (size_t i = 0; i < f->n; i++)
		f->name[i] = mem_text(sqlite3_column_name(f->get, (int)i));
	f->set = set_query(f);
	return f;
}

void
merge_fields_close(struct merge_fields *f)
{
	sqlite3_stmt *const q[] = { f->get, f->image, f->drop, f->set, f->change, f->recorded };

	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
	for (size_t i = 0; i < f->n; i++)
		free(f->name[i]);
	attrs_rows_free(f->of_keep);
	attrs_rows_free(f->of_other);
	map_free(f->taken);
	free(f->taken_batch);
	free(f);
}

static void
read_person(struct merge_fields *f, const char *id, struct person *p)
{
	query_text(f->get, 1, id);
	query_step(f->get);
	for (size_t i = 0; i < f->n + BATCH; i++)
		p->cell[i] = mem_text(query_cell(f->get, (int)i));
	p->batch = sqlite3_column_int64(f->get, (int)(f->n + BATCH));
	sqlite3_reset(f->get);
}

static void
free_person(const struct merge_fields *f, struct person *p)
{
	for (size_t i = 0; i < f->n + BATCH; i++)
		free(p->cell[i]);
}

/* The number in f->taken of a field of a customer: "id, line feed, field". */
static size_t
taken_at(struct merge_fields *f, const char *id, const char *field, bool *is_new)
{
	char *key = mem_print("%s\n%s", id, field);
	const size_t at = map_at(f->taken, key, strlen(key), is_new);

	free(key);
	f->taken_batch = mem_grow(f->taken_batch, at + 1, &f->room, sizeof *f->taken_batch);
	if (*is_new)
		f->taken_batch[at] = -1;
	return at;
}

/*
 * The batch that recorded a value: of one that an earlier pair has taken from another customer, the
 * batch that recorded it there.
 */
static int64_t
recorded(struct merge_fields *f, const char *id, const struct person *p, const char *field,
    const char *value)
{
	bool is_new;
	const size_t at = taken_at(f, id, field, &is_new);
	int64_t batch = f->taken_batch[at];

	if (batch >= 0)
		return batch;
	query_text(f->recorded, 1, id);
	query_text(f->recorded, 2, field);
	query_text(f->recorded, 3, value);
	batch = p->batch;
	if (query_step(f->recorded) && sqlite3_column_type(f->recorded, 0) != SQLITE_NULL)
		batch = sqlite3_column_int64(f->recorded, 0);
	sqlite3_reset(f->recorded);
	return batch;
}

struct pair {			/* the rows of a pair */
	struct person keep, other;
	bool changed;		/* the row of KEEP */
};

/* COLUMN: for the rules and -n; FIELD: in the table change. Whether KEEP takes OTHER's value. */
static bool
choose(struct merge_fields *f, struct pair *p, const char *column, const char *field,
    const char *keep, const char *other)
{
	const struct merge *m = f->m;
	const enum survivor_rule rule = survivor_rules_of(m->rules, column);
	struct survivor_value ours = { keep, 0 }, theirs = { other, 0 };

	if (rule == SURVIVOR_NEWEST && *other && strcmp(keep, other) != 0) {
		ours.batch = *keep ? recorded(f, m->keep, &p->keep, field, keep) : 0;
		theirs.batch = recorded(f, m->other, &p->other, field, other);
	}
	const bool takes = strcmp(keep, other) != 0 && survivor_is_other(rule, &ours, &theirs);

	merge_show(m, column, keep, other, takes ? other : keep);
	if (!takes)
		return false;
	if (rule == SURVIVOR_NEWEST)
		f->taken_batch[taken_at(f, m->keep, field, &(bool){ 0 })] = theirs.batch;
	p->changed = true;
	query_int(f->change, 1, m->batch->batch);
	query_text(f->change, 2, m->keep);
	query_text(f->change, 3, field);
	query_text(f->change, 4, keep);
	query_text(f->change, 5, other);
	query_run(f->change);
	return true;
}

static void
replace(char **cell, const char *value)
{
	char *copy = mem_text(value);

	free(*cell);
	*cell = copy;
}

static bool
choose_member(struct merge_fields *f, struct pair *p, const struct attrs *keep,
    const struct attrs *other, const char *key)
{
	char *column = mem_print("attrs.%s", key);
	const bool takes = choose(f, p, column, key, attrs_value(keep, key),
	    attrs_value(other, key));

	free(column);
	return takes;
}

/* The members of the two objects attrs, key by key. */
static void
join_attrs(struct merge_fields *f, struct pair *p)
{
	char **ours = &p->keep.cell[f->n], *theirs = p->other.cell[f->n];

	if (*theirs == '\0' && f->m->shown == NULL)
		return;
	struct attrs *keep = attrs_rows_members(f->of_keep, f->m->keep, *ours);
	struct attrs *other = attrs_rows_members(f->of_other, f->m->other, theirs);
	const size_t own = attrs_keys(keep);
	bool changed = false;

	for (size_t i = 0; i < own; i++)	/* for -n, those that only KEEP has come first */
		if (*attrs_value(other, attrs_key(keep, i)) == '\0')
			choose_member(f, p, keep, other, attrs_key(keep, i));
	for (size_t i = 0; i < attrs_keys(other); i++) {
		const char *key = attrs_key(other, i);

		if (*attrs_value(other, key) && choose_member(f, p, keep, other, key)) {
			attrs_take(keep, other, key);
			changed = true;
		}
	}
	if (changed)
		replace(ours, attrs_json(keep));
}

static size_t
column(const struct merge_fields *f, const char *name)
{
	size_t i = 0;

	while (i < f->n && strcmp(f->name[i], name) != 0)
		i++;
	return i;
}

/* KEEP takes the number in another system, if it has none. Otherwise that of OTHER is left over. */
static void
join_number(struct merge_fields *f, struct pair *p, struct merge_left *left)
{
	const size_t source = f->n + SOURCE, external = f->n + EXTERNAL;
	char **keep = p->keep.cell, **other = p->other.cell;

	if (*other[external] && *keep[external]) {
		merge_show(f->m, "external_id", keep[external], other[external], keep[external]);
		left->of[MERGE_SOURCE] = mem_text(other[source]);
		left->of[MERGE_EXTERNAL] = mem_text(other[external]);
	} else if (choose(f, p, "external_id", "external_id", keep[external], other[external])) {
		replace(&keep[source], other[source]);
		replace(&keep[external], other[external]);
	}
}

/* By a phone or an address that did not stay, KEEP's or OTHER's, the customer is still found. */
static void
leave_keys(const struct merge_fields *f, const struct person *was, const struct pair *p,
    struct merge_left *left)
{
	const size_t phone = column(f, "phone"), email = column(f, "email");
	const bool has_phone = strcmp(p->keep.cell[phone], p->other.cell[phone]) == 0;
	const bool has_email = strcmp(p->keep.cell[email], p->other.cell[email]) == 0;
	const struct person *of_phone = has_phone ? was : &p->other;
	const struct person *of_email = has_email ? was : &p->other;

	if (*of_phone->cell[phone] && strcmp(of_phone->cell[phone], p->keep.cell[phone]) != 0) {
		left->of[MERGE_PHONE] = mem_text(of_phone->cell[phone]);
		left->of[MERGE_COUNTRY] = mem_text(of_phone->cell[column(f, "country")]);
	}
	if (strcmp(of_email->cell[email], p->keep.cell[email]) != 0)
		left->of[MERGE_EMAIL] = mem_text(of_email->cell[email]);
}

void
merge_fields_free_left(struct merge_left *left)
{
	for (int i = 0; i < MERGE_LEFT; i++)
		free(left->of[i]);
}

static void
run(sqlite3_stmt *q, int at, const char *id)
{
	query_text(q, at, id);
	query_run(q);
}

static void
write_keep(struct merge_fields *f, const struct person *p)
{
	run(f->image, 2, f->m->keep);
	query_text(f->set, 1, f->m->keep);
	for (size_t i = 0; i < f->n + BATCH; i++)
		query_text(f->set, (int)i + 2, p->cell[i]);
	query_run(f->set);
}

struct merge_left
merge_fields_join(struct merge_fields *f)
{
	struct pair p = { .changed = false };
	struct merge_left left = { { NULL } };
	struct person was;

	read_person(f, f->m->keep, &was);
	read_person(f, f->m->keep, &p.keep);
	read_person(f, f->m->other, &p.other);
	for (size_t i = 0; i < f->n; i++)
		if (choose(f, &p, f->name[i], f->name[i], p.keep.cell[i], p.other.cell[i]))
			replace(&p.keep.cell[i], p.other.cell[i]);
	join_attrs(f, &p);
	join_number(f, &p, &left);
	leave_keys(f, &was, &p, &left);
	run(f->image, 2, f->m->other);	/* gone before KEEP gets the number */
	run(f->drop, 1, f->m->other);
	if (p.changed)
		write_keep(f, &p.keep);
	free_person(f, &was);
	free_person(f, &p.keep);
	free_person(f, &p.other);
	return left;
}
