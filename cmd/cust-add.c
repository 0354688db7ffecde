/* cust-add - customers into the store */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/customers.h"
#include "lib/date.h"
#include "lib/load.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/store.h"
#include "lib/table.h"
#include "lib/text.h"

static const struct tool tool = {
	"cust-add", "[FILE...]",
	"Add customers to the store, or bring them up to date: many from CSV, or one by options.\n"
	"Columns: customer_id, name, email, phone, birthday, gender, country, region, city, channel,\n"
	"plan, acquired, attrs (a JSON object, merged); others with --attrs.",
	"An empty cell leaves what is stored.  A row without a customer_id gets one: C000001 ...\n"
	"CSV prints one row: batch, read, added, updated, unchanged, rejected; options print the id.\n"
	"Examples:\n"
	"  cust-add customers.csv\n"
	"  cust-add --name=客户 --country=CN\n"
	"  cust-add -n -d shop.db changed.csv\n"
	"Exit status: 0; 1 --rejects rejected some; 2 trouble, and nothing was changed.\n",
};

enum { BIRTHDAY = 3, ACQUIRED = 10 };	/* in customers_fields: these are dates */

/* Where each cell of the CSV goes. */
struct columns {
	ptrdiff_t id, attrs, field[CUSTOMERS_FIELDS];
	size_t nattrs, *attr;
	const char **attr_name, **attr_value;
};

static void
add_attr(struct columns *c, const struct table *t, size_t at)
{
	c->attr = mem_resize(c->attr, c->nattrs + 1, sizeof *c->attr);
	c->attr_name = mem_resize(c->attr_name, c->nattrs + 1, sizeof *c->attr_name);
	c->attr_value = mem_resize(c->attr_value, c->nattrs + 1, sizeof *c->attr_value);
	c->attr[c->nattrs] = at;
	c->attr_name[c->nattrs++] = table_name(t, at);
}

static ptrdiff_t
field_number(const char *name)
{
	for (ptrdiff_t f = 0; f < CUSTOMERS_FIELDS; f++)
		if (strcmp(customers_fields[f], name) == 0)
			return f;
	return -1;
}

static struct columns
columns_of(const struct table *t, bool attrs)
{
	struct columns c = { .id = -1, .attrs = -1 };

	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		c.field[f] = -1;
	for (size_t i = 0; i < table_width(t); i++) {
		const char *name = table_name(t, i);
		const ptrdiff_t f = field_number(name);

		if (strcmp(name, "customer_id") == 0)
			c.id = (ptrdiff_t)i;
		else if (strcmp(name, "attrs") == 0)
			c.attrs = (ptrdiff_t)i;
		else if (f != -1)
			c.field[f] = (ptrdiff_t)i;
		else if (attrs)
			add_attr(&c, t, i);
		else
			errx(EXIT_TROUBLE, "unknown column '%s': keep it with --attrs", name);
	}
	return c;
}

/* A cell that is a date, as YYYY-MM-DD in BUF; NULL where it is bad. */
static const char *
date_cell(struct load *l, const char *field, const char *s, char buf[static DATE_SIZE])
{
	int32_t day, second;

	if (*s == '\0')
		return s;
	enum date_result r = date_read(&l->opts.dates, s, &day, &second);

	if (r == DATE_OK)
		return date_text(day, buf);
	table_bad(l->in, field, "%s '%.60s' %s", field, s, date_why(r));
	return NULL;
}

static bool
read_row(struct load *l, struct columns *c, char **cell, struct customers_row *row, char date[2][DATE_SIZE])
{
	row->id = c->id == -1 ? "" : cell[c->id];
	if (*row->id != '\0' && !text_is_id(row->id, strlen(row->id))) {
		table_bad(l->in, "customer_id", "customer_id is longer than 64 bytes or has control characters");
		return false;
	}
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		row->value[f] = c->field[f] == -1 ? "" : cell[c->field[f]];
		if (f == BIRTHDAY || f == ACQUIRED)
			row->value[f] = date_cell(l, customers_fields[f], row->value[f], date[f == ACQUIRED]);
		if (row->value[f] == NULL)
			return false;
	}
	row->attrs = c->attrs == -1 ? "" : cell[c->attrs];
	if (*row->attrs && !customers_is_object(l->db, row->attrs)) {
		table_bad(l->in, "attrs", "attrs is not a JSON object");
		return false;
	}
	for (size_t i = 0; i < c->nattrs; i++)
		c->attr_value[i] = cell[c->attr[i]];
	row->nattrs = c->nattrs;
	row->attr = c->attr_name;
	row->attr_value = c->attr_value;
	return true;
}

static void
count(struct store_batch *b, enum customers_result r)
{
	b->added += r == CUSTOMERS_ADDED;
	b->updated += r == CUSTOMERS_UPDATED;
	b->unchanged += r == CUSTOMERS_UNCHANGED;
}

static void
check_clear(const struct opt_list *clear, bool attrs)
{
	for (size_t i = 0; i < clear->n; i++)
		if (field_number(clear->word[i]) == -1 && !attrs)
			opt_misuse("--clear: no column '%s'", clear->word[i]);
}

static void
from_csv(const struct store_opts *store, const struct load_opts *o, const struct opt_list *clear, bool attrs,
    char **operands, struct put *out)
{
	struct load l;
	struct customers_row row;
	char date[2][DATE_SIZE];
	char last[CUSTOMERS_ID_SIZE] = "";
	const char *id;

	load_begin(&l, tool.name, store, o, operands);
	struct columns c = columns_of(l.in, attrs);

	for (size_t i = 0; i < clear->n; i++)
		if (!table_find(l.in, clear->word[i], &(size_t){ 0 }))
			errx(EXIT_TROUBLE, "--clear: the table has no column '%s'", clear->word[i]);
	struct customers *to = customers_open(l.db, l.batch.batch, clear, o->dry_run ? out : NULL);

	for (char **cell; (cell = table_next(l.in)) != NULL;) {
		if (!read_row(&l, &c, cell, &row, date) || !load_good(&l))
			continue;
		count(&l.batch, customers_put(to, &row, &id));
		if (*row.id == '\0')
			strcpy(last, id);
	}
	const int64_t made = customers_made(to);

	customers_close(to);
	load_end(&l);
	if (made > 0)
		opt_note("%jd row%s without a customer_id got one, the last is %s", (intmax_t)made, made == 1 ? "" : "s", last);
	if (!o->dry_run)
		store_batch_put(&l.batch, out);
	free(c.attr);
	free(c.attr_name);
	free(c.attr_value);
}

/* Before the store is touched. */
static void
check_one(struct customers_row *row)
{
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		const char *s = row->value[f] ? row->value[f] : "", *name = customers_fields[f];

		if ((f == BIRTHDAY || f == ACQUIRED) && *s && date_parse(s) == DATE_NONE)
			opt_misuse("--%s is a date (YYYY-MM-DD), not '%s'", name, s);
		if (text_utf8(s, strlen(s)) != strlen(s))
			opt_misuse("--%s is not UTF-8", name);
		row->value[f] = s;
	}
	row->id = row->id ? row->id : "";
	const size_t n = strlen(row->id);

	if (n > 0 && (!text_is_id(row->id, n) || text_utf8(row->id, n) != n))
		opt_misuse("--customer-id is 1 to 64 bytes of UTF-8 without control characters");
}

static void
from_options(const struct store_opts *store, const struct load_opts *o, const struct opt_list *clear,
    struct customers_row *row, struct put *out)
{
	sqlite3 *db = store_open(store, o->dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	const char *id;

	store_begin(db);
	struct store_batch b = store_batch_new(db, tool.name);
	struct customers *to = customers_open(db, b.batch, clear, o->dry_run ? out : NULL);

	b.read = 1;
	count(&b, customers_put(to, row, &id));
	store_batch_end(db, &b, NULL);
	if (o->dry_run) {
		store_rollback(db);
	} else {
		store_commit(db);
		opt_committed("customer %s is committed", id);
		put_column(out, "customer_id", PUT_TEXT);
		put_text(out, id);
		put_end(out);
	}
	customers_close(to);
	store_close(db);
}

int
main(int argc, char *argv[])
{
	struct store_opts store = { 0 };
	struct load_opts load = { 0 };
	struct put_opts form = { 0 };
	struct customers_row one = { 0 };
	struct opt_list clear = { 0 };
	bool attrs = false, any;
	const struct opt opts[] = {
		{ OPT_HEAD, 0, NULL, NULL, "One customer", NULL },
		{ OPT_TEXT, 0, "customer-id", "ID", "who; without it an id is made", &one.id },
		{ OPT_TEXT, 0, "name", "TEXT", "personal data can also come as CSV on standard input", &one.value[0] },
		{ OPT_TEXT, 0, "email", "TEXT", "", &one.value[1] },
		{ OPT_TEXT, 0, "phone", "TEXT", "", &one.value[2] },
		{ OPT_TEXT, 0, "birthday", "DATE", "YYYY-MM-DD", &one.value[BIRTHDAY] },
		{ OPT_TEXT, 0, "gender", "TEXT", "", &one.value[4] },
		{ OPT_TEXT, 0, "country", "TEXT", "", &one.value[5] },
		{ OPT_TEXT, 0, "region", "TEXT", "", &one.value[6] },
		{ OPT_TEXT, 0, "city", "TEXT", "", &one.value[7] },
		{ OPT_TEXT, 0, "channel", "TEXT", "", &one.value[8] },
		{ OPT_TEXT, 0, "plan", "TEXT", "", &one.value[9] },
		{ OPT_TEXT, 0, "acquired", "DATE", "when the customer was won", &one.value[ACQUIRED] },
		{ OPT_HEAD, 0, NULL, NULL, "Many, from CSV, and both", NULL },
		{ OPT_MANY, 0, "clear", "COLUMN", "an empty cell of this column empties what is stored", &clear },
		{ OPT_FLAG, 0, "attrs", NULL, "keep unknown columns in the JSON object attrs", &attrs },
		LOAD_OPTS(&load), STORE_OPTS(&store), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_clear(&clear, attrs);
	any = one.id != NULL;
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		any |= one.value[f] != NULL;
	if (any && *operands)
		opt_misuse("'%s': one customer by options, or many from FILEs", *operands);
	if (any && (attrs || load.rejects || load.again || load.dates.format || load.dates.zone))
		opt_misuse("--attrs, --rejects, --again, --date-format and --tz are for CSV");
	struct put *out = put_open(&form);

	check_one(&one);
	if (any)
		from_options(&store, &load, &clear, &one, out);
	else
		from_csv(&store, &load, &clear, attrs, operands, out);
	put_close(out);
	return opt_leave();
}
