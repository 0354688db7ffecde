/* cust-add - add customers to the store, or update them */
#include "lib/customer/customers.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"cust-add", "[FILE...]",
	"Add customers to the store, or update them: many from CSV, or one by options.\n"
	"Columns: customer_id, name, email, phone, birthday, gender, country, region, city,\n"
	"channel, plan, acquired, birthday_calendar, preferred_channel, attrs (a JSON object,\n"
	"merged into the stored one).  --attrs puts all other columns into attrs.",
	"An empty cell keeps the stored value.  A row without a customer_id gets one:"
	" C000001 ...\n"
	"With --find-by, it updates the customer with its email, phone or number in another\n"
	"system (external_id) if there is one.\n"
	"CSV prints one row: batch, read, added, updated, unchanged, rejected; options print\n"
	"the customer_id.\n"
	"Examples:\n"
	"  cust-add customers.csv\n"
	"  cust-add --name=客户 --country=CN\n"
	"  cust-add -n -d shop.db changed.csv\n"
	"  cust-add -d shop.db --find-by=email,phone export-without-ids.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was changed).\n",
};

static void
check_erase(const struct opt_list *erase, bool attrs)
{
	for (size_t i = 0; i < erase->n; i++)
		if (!customers_is_field(erase->word[i]) && !attrs)
			opt_misuse("--erase: no column '%s'", erase->word[i]);
}

int
main(int argc, char *argv[])
{
	struct customers_opts customers = { 0 };
	struct record_opts o = { .sink_opts = &customers };
	const struct opt more[] = {
		{ OPT_MANY, 0, "erase", "COLUMN",
		    "an empty value in this column erases the stored one", &customers.erase },
		{ OPT_TEXT, 0, "find-by", "KEY,...", "a row without a customer_id is the customer"
		    " with this email, phone or external_id", &customers.find_by },
		{ OPT_FLAG, 0, "attrs", NULL, "put unknown columns into the JSON object attrs",
		    &o.others },
		{ 0 },
	};
	struct opt *opts = record_options(&customers_record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_erase(&customers.erase, o.others);
	record_log(&tool, &customers_record, &o, operands);
	return record_leave(opts);
}
