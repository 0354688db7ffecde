#include "lib/match/people_rows.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/customers_list.h"
#include "lib/customer/email.h"
#include "lib/customer/keys.h"
#include "lib/io/table.h"
#include "lib/store/query.h"

enum cell {
	ID, NAME, BIRTHDAY, PHONE, COUNTRY, EMAIL, CITY, ACQUIRED, STORED, SOURCE = STORED,
	EXTERNAL, FIXED, CELLS = FIXED + PEOPLE_MOST_ON
};
static const char *const names[FIXED] = {
	"customer_id", "name", "birthday", "phone", "country", "email", "city", "acquired",
	"source", "external_id",
};
enum { EXTERNAL_SIZE = 256, NUMBER = 24 };

struct reader {
	struct people *to;
	struct people_on on;
	struct keys_country country;
	const char *source;		/* if there is no column for it */
	size_t bad_phones, bad_emails;
};

struct people_on
people_rows_on(const char *on)
{
	struct people_on to = { .list = on ? mem_text(on) : NULL };
	char *list = to.list;

	for (char *name; (name = strsep(&list, ",")) != NULL;) {
		if (*name == '\0')
			opt_misuse("--on: the name of a column is empty");
		if (to.n == PEOPLE_MOST_ON)
			opt_misuse("--on: at most %d columns", PEOPLE_MOST_ON);
		for (size_t i = 0; i < FIXED; i++)
			if (i != COUNTRY && i != ACQUIRED && strcmp(name, names[i]) == 0)
				opt_misuse("--on: '%s' is compared in any case", name);
		for (size_t i = 0; i < to.n; i++)
			if (strcmp(name, to.name[i]) == 0)
				opt_misuse("--on: duplicate column '%s'", name);
		to.name[to.n++] = name;
	}
	return to;
}

static int32_t
read_day(const char *s)
{
	char day[DATE_SIZE];

	snprintf(day, sizeof day, "%s", s);
	return date_parse(day);
}

/* Adds a person; false if the id is there already. */
static bool
add(struct reader *r, const char *const cell[static CELLS])
{
	char key[PHONE_KEY_SIZE] = "", email[EMAIL_SIZE], external[EXTERNAL_SIZE] = "";
	const char *source = *cell[SOURCE] ? cell[SOURCE] : r->source ? r->source : "";
	struct phone phone;
	unsigned filled = 0;
	const enum phone_verdict of_phone =
	    keys_phone(&r->country, cell[PHONE], cell[COUNTRY], &phone);

	if (of_phone == PHONE_VALID)
		phone_key(&phone, key);
	const enum email_verdict of_email = email_read(cell[EMAIL], email);

	if (*cell[EXTERNAL])
		snprintf(external, sizeof external, "%.120s\n%.120s", source, cell[EXTERNAL]);
	for (size_t i = NAME; i < FIXED + r->on.n; i++)
		filled += *cell[i] != '\0';
	r->bad_phones += of_phone != PHONE_VALID && of_phone != PHONE_EMPTY;
	r->bad_emails += of_email != EMAIL_VALID && of_email != EMAIL_EMPTY;
	return people_add(r->to, &(struct people_cells){ .id = cell[ID], .name = cell[NAME],
	    .birthday = cell[BIRTHDAY], .phone = cell[PHONE], .phone_key = key,
	    .email_key = email, .city = cell[CITY], .external = external, .on = cell + FIXED,
	    .acquired = read_day(cell[ACQUIRED]), .filled = filled });
}

struct columns {
	size_t at[CELLS];
	bool has[CELLS];
};

static struct columns
find_columns(struct table *t, const struct people_on *on)
{
	struct columns c = { 0 };

	for (size_t i = 0; i < FIXED + on->n; i++)
		c.has[i] = table_find(t, i < FIXED ? names[i] : on->name[i - FIXED], &c.at[i]);
	for (size_t i = 0; i < on->n; i++)
		if (!c.has[FIXED + i])
			table_missing(t, (const char *[]){ on->name[i], NULL }, "--on");
	for (int i = 0; i < FIXED; i++)
		if (c.has[i] && (i == BIRTHDAY || i == ACQUIRED))
			table_reads(t, c.at[i], RECIPE_DATE);
	return c;
}

/* One row of CSV. INCOMING: a row without an id has the number of its line. */
static void
take_row(struct reader *r, struct table *t, const struct columns *c, char *const *row,
    bool incoming)
{
	const char *cell[CELLS];
	char number[NUMBER];

	for (int i = 0; i < CELLS; i++)
		cell[i] = c->has[i] ? row[c->at[i]] : "";
	if (incoming && *cell[ID] == '\0') {
		snprintf(number, sizeof number, "#%ju", (uintmax_t)table_line(t));
		cell[ID] = number;
	}
	const char *why = text_id_why(cell[ID]);

	if (why)
		table_bad(t, names[ID], "customer_id '%.60s' %s", cell[ID], why);
	else if (!add(r, cell))
		table_bad(t, names[ID], "duplicate customer_id '%.60s'", cell[ID]);
}

static void
read_table(struct reader *r, const struct people_opts *o, char **files, bool incoming)
{
	struct table *t = table_open(files, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });
	const struct columns c = find_columns(t, &r->on);

	if (!incoming)
		table_column(t, names[ID]);
	for (char **row; (row = table_next(t)) != NULL;)
		take_row(r, t, &c, row, incoming);
	table_close(t);
}

static const char *
columns_of(const struct people_on *on)
{
	char *list = mem_text(names[0]);

	for (size_t i = 1; i < STORED + on->n; i++) {
		char *more = mem_print("%s,%s", list,
		    i < STORED ? names[i] : on->name[i - STORED]);

		free(list);
		list = more;
	}
	return list;
}

static void
read_store(struct reader *r, const struct people_opts *o)
{
	struct store *store = store_open(&o->store, STORE_READ, NULL);
	const char *list = columns_of(&r->on), *cell[CELLS];
	sqlite3_stmt *number = query_new(store, "SELECT customer_id, coalesce(source, ''),"
	    " external_id FROM customer WHERE external_id IS NOT NULL ORDER BY customer_id");

	if (o->country == NULL)
		r->country = keys_country(store);
	sqlite3_stmt *q = customers_list_query(store, list, NULL, DATE_NONE);
	bool more = query_step(number);

	while (query_step(q)) {
		for (int i = 0; i < CELLS; i++)
			cell[i] = "";
		for (int i = 0; i < STORED; i++)
			cell[i] = query_cell(q, i);
		for (size_t i = 0; i < r->on.n; i++)
			cell[FIXED + i] = query_cell(q, STORED + (int)i);
		const bool has = more && strcmp(query_cell(number, 0), cell[ID]) == 0;

		for (int i = SOURCE; has && i <= EXTERNAL; i++)
			cell[i] = query_cell(number, 1 + i - SOURCE);
		add(r, cell);
		if (has)
			more = query_step(number);
	}
	query_free(q);
	query_free(number);
	store_close(store);
	free((void *)(uintptr_t)list);
}

static void
note_bad(const struct reader *r)
{
	const struct { size_t n; const char *one, *many; } bad[] = {
		{ r->bad_phones, SAY("phone"), SAY("phones") },
		{ r->bad_emails, SAY("email address"), SAY("email addresses") },
		{ r->to->bad_birthdays, SAY("birthday"), SAY("birthdays") },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (bad[i].n > 0)
			opt_note("not valid: %zu %s", bad[i].n,
			    say(bad[i].n == 1 ? bad[i].one : bad[i].many));
}

struct people *
people_rows_read(const struct people_opts *o, char **operands)
{
	struct reader r = { .on = o->on, .source = o->source,
		.country = { "CN" } };

	if (o->country)
		snprintf(r.country.code, sizeof r.country.code, "%s", o->country);
	r.to = people_new(r.on.n);
	if (o->against) {
		read_table(&r, o, (char *[]){ (char *)(uintptr_t)o->against, NULL }, true);
		people_set_against(r.to);
	}
	r.source = NULL;
	if (store_is_wanted(&o->store))
		read_store(&r, o);
	else
		read_table(&r, o, operands, false);
	people_finish(r.to);
	note_bad(&r);
	return r.to;
}
