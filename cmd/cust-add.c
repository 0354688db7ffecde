/* cust-add - customers into the store */
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/text.h"
#include "lib/customer/customers.h"
#include "lib/customer/person.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/load.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-add", "[FILE...]",
	"Add customers to the store, or update them: many from CSV, or one by options.\n"
	"Columns: customer_id, name, email, phone, birthday, gender, country, region, city,\n"
	"channel, plan, acquired, attrs (a JSON object, merged); --attrs allows others.",
	"An empty cell leaves the stored value.  A row without a customer_id gets one: C000001 ...\n"
	"CSV prints one row: batch, read, added, updated, unchanged, rejected; options print\n"
	"the customer_id.\n"
	"Examples:\n"
	"  cust-add customers.csv\n"
	"  cust-add --name=客户 --country=CN\n"
	"  cust-add -n -d shop.db changed.csv\n"
	"Exit status: 0 if OK; 1 if --rejects rejected rows; 2 if trouble (nothing was changed).\n",
};

static void
count(struct batch *b, enum customers_result r)
{
	b->added += r == CUSTOMERS_ADDED;
	b->updated += r == CUSTOMERS_UPDATED;
	b->unchanged += r == CUSTOMERS_UNCHANGED;
}

static void
check_clear(const struct opt_list *clear, bool attrs)
{
	for (size_t i = 0; i < clear->n; i++)
		if (!customers_is_field(clear->word[i]) && !attrs)
			opt_misuse("--erase: no column '%s'", clear->word[i]);
}

static void
from_csv(const struct store_opts *file, const struct load_opts *o, const struct opt_list *clear, bool attrs,
    char **operands, struct put *out)
{
	struct load l;
	struct customers_row row;
	char last[CUSTOMERS_ID_SIZE] = "";
	const char *id;

	load_begin(&l, tool.name, file, o, operands);
	struct person *person = person_open(&l, attrs, clear);
	struct customers *to = customers_open(l.store, l.batch.batch, clear, o->dry_run ? out : NULL);

	for (char **cell; (cell = table_next(l.in)) != NULL;) {
		if (!person_read(person, cell, &row) || !load_good(&l))
			continue;
		count(&l.batch, customers_put(to, &row, &id));
		if (*row.id == '\0')
			strcpy(last, id);
	}
	const int64_t made = customers_made(to);

	customers_close(to);
	person_close(person);
	load_end(&l);
	if (made > 0)
		opt_note("%jd row%s without a customer_id got a new one; the last is %s", (intmax_t)made, TEXT_PLURAL(made), last);
	if (!o->dry_run)
		batch_put(&l.batch, out);
}

/* Before the store is touched. */
static void
check_one(struct customers_row *row)
{
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		const char *s = row->value[f] ? row->value[f] : "", *name = customers_fields[f];

		if (customers_is_date(f) && *s && date_parse(s) == DATE_NONE)
			opt_misuse("--%s must be a date (YYYY-MM-DD), not '%s'", name, s);
		if (text_utf8(s, strlen(s)) != strlen(s))
			opt_misuse("--%s is not UTF-8", name);
		row->value[f] = s;
	}
	row->id = row->id ? row->id : "";
	const size_t n = strlen(row->id);

	if (n > 0 && (!text_is_id(row->id, n) || text_utf8(row->id, n) != n))
		opt_misuse("--customer-id must be 1 to 64 bytes of UTF-8 without control characters");
}

static void
from_options(const struct store_opts *file, const struct load_opts *o, const struct opt_list *clear,
    struct customers_row *row, struct put *out)
{
	struct store *store = store_open(file, o->dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	const char *id;

	store_begin(store);
	struct batch b = batch_new(store, tool.name);
	struct customers *to = customers_open(store, b.batch, clear, o->dry_run ? out : NULL);

	b.read = 1;
	count(&b, customers_put(to, row, &id));
	batch_end(store, &b, NULL);
	if (o->dry_run) {
		store_rollback(store);
	} else {
		store_commit(store);
		opt_committed("customer %s is committed", id);
		put_column(out, "customer_id", PUT_TEXT);
		put_text(out, id);
		put_end(out);
	}
	customers_close(to);
	store_close(store);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct load_opts load = { 0 };
	struct put_opts form = { 0 };
	struct customers_row one = { 0 };
	struct opt_list clear = { 0 };
	bool attrs = false, any;
	const struct opt opts[] = {
		{ OPT_HEAD, 0, NULL, NULL, "One customer", NULL },
		{ OPT_TEXT, 0, "customer-id", "ID", "id of the customer (a new one is generated)", &one.id },
		{ OPT_TEXT, 0, "name", "TEXT", "name; personal data can also come as CSV on standard input", &one.value[0] },
		{ OPT_TEXT, 0, "email", "TEXT", "email address", &one.value[1] },
		{ OPT_TEXT, 0, "phone", "TEXT", "telephone number", &one.value[2] },
		{ OPT_TEXT, 0, "birthday", "DATE", "date of birth (YYYY-MM-DD)", &one.value[CUSTOMERS_BIRTHDAY] },
		{ OPT_TEXT, 0, "gender", "TEXT", "gender, as you record it", &one.value[4] },
		{ OPT_TEXT, 0, "country", "TEXT", "country, such as CN", &one.value[5] },
		{ OPT_TEXT, 0, "region", "TEXT", "region, province or state", &one.value[6] },
		{ OPT_TEXT, 0, "city", "TEXT", "city", &one.value[7] },
		{ OPT_TEXT, 0, "channel", "TEXT", "channel through which the customer came: web, store", &one.value[8] },
		{ OPT_TEXT, 0, "plan", "TEXT", "plan or tariff of the customer", &one.value[9] },
		{ OPT_TEXT, 0, "acquired", "DATE", "date when the customer was acquired (YYYY-MM-DD)", &one.value[CUSTOMERS_ACQUIRED] },
		{ OPT_HEAD, 0, NULL, NULL, "CSV input and common options", NULL },
		{ OPT_MANY, 0, "erase", "COLUMN", "an empty value in this column erases the stored one", &clear },
		{ OPT_FLAG, 0, "attrs", NULL, "keep unknown columns in the JSON object attrs", &attrs },
		LOAD_OPTS(&load), STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_clear(&clear, attrs);
	any = one.id != NULL;
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		any |= one.value[f] != NULL;
	if (any && *operands)
		opt_misuse("unexpected operand '%s': the options describe one customer", *operands);
	if (any && (attrs || load.rejects || load.again || load.dates.format || load.dates.zone))
		opt_misuse("--attrs, --rejects, --again, --date-format and --tz require CSV input");
	struct put *out = put_open(&form);

	check_one(&one);
	if (any)
		from_options(&file, &load, &clear, &one, out);
	else
		from_csv(&file, &load, &clear, attrs, operands, out);
	put_close(out);
	return opt_leave();
}
