/* cust-init - create a store */
#include <err.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/customer/keys.h"
#include "lib/customer/phone_read.h"
#include "lib/io/opt.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-init", "",
	"Create a store: one SQLite file that holds customers, purchases and what is learned\n"
	"about them.",
	"An existing file is an error.  Only its owner can read the new file.\n"
	"Examples:\n"
	"  cust-init -d shop.db --currency=CNY --timezone=Asia/Shanghai\n"
	"  cust-init --upgrade -d shop.db\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static bool
is_currency(const char *s)
{
	return strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool
is_country(const char *s)
{
	return strlen(s) == 2 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

/* Does libphonenumber know the number plan of the country? */
static bool
is_known(const char *country)
{
	struct phone p;

	phone_read("1234567", country, &p);
	return p.reason != PHONE_BAD_COUNTRY_CODE;
}

/* The keys of customers depend on the country. */
static void
upgrade_store(struct store *store, const char *country)
{
	store_begin(store);
	if (country)
		keys_country_set(store, country);
	if (country || keys_are_missing(store))
		keys_fill(store);
	store_commit(store);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct store_new begin = { 0 };
	bool upgrade = false;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "currency", "CODE",
		    "currency of all amounts, three letters: CNY, EUR", &begin.currency },
		{ OPT_TEXT, 0, "timezone", "ZONE",
		    "time zone of the business, such as Asia/Shanghai", &begin.timezone },
		{ OPT_TEXT, 0, "country", "TEXT",
		    "country of telephone numbers without a country code: CN, DE", &begin.country },
		{ OPT_FLAG, 0, "upgrade", NULL, "upgrade a store made by an older custkit instead",
		    &upgrade },
		STORE_OPTS(&file), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (begin.currency && !is_currency(begin.currency))
		opt_misuse("--currency must be three capital letters, not '%s'", begin.currency);
	if (begin.timezone && !date_zone_known(begin.timezone))
		opt_misuse("--timezone: unknown time zone '%s' (use a name like Asia/Shanghai)",
		    begin.timezone);
	if (begin.country && !is_country(begin.country))
		opt_misuse("--country must be two capital letters, not '%s'", begin.country);
	if (begin.country && !is_known(begin.country))
		opt_misuse("--country: unknown country '%s' (use a code of ISO 3166 like GB)",
		    begin.country);
	if (upgrade && (begin.currency || begin.timezone))
		opt_misuse("--currency and --timezone cannot be used with --upgrade");
	struct store *store = store_open(&file, upgrade ? STORE_CHANGE : STORE_NEW, &begin);

	if (upgrade)
		upgrade_store(store, begin.country);
	store_close(store);
	return opt_leave();
}
