/* cust-init - a new store */
#include <err.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-init", "",
	"Create a store: one SQLite file that holds customers, purchases and what is learnt of them.",
	"Refuses a file that is there.  The file is readable by its owner alone.\n"
	"Examples:\n"
	"  cust-init -d shop.db --currency=CNY --timezone=Asia/Shanghai\n"
	"  cust-init --upgrade -d shop.db\n"
	"Exit status: 0; 2 trouble.\n",
};

static bool
is_currency(const char *s)
{
	return strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct store_new begin = { 0 };
	bool upgrade = false;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "currency", "CODE", "of all amounts, three letters: CNY, EUR", &begin.currency },
		{ OPT_TEXT, 0, "timezone", "ZONE", "the business's wall clock: Asia/Shanghai", &begin.timezone },
		{ OPT_FLAG, 0, "upgrade", NULL, "bring a store of an older custkit up to date instead", &upgrade },
		STORE_OPTS(&file), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (begin.currency && !is_currency(begin.currency))
		opt_misuse("--currency is three capital letters, not '%s'", begin.currency);
	if (begin.timezone && !date_zone_known(begin.timezone))
		opt_misuse("--timezone: no zone '%s' (a name like Asia/Shanghai)", begin.timezone);
	if (upgrade && (begin.currency || begin.timezone))
		opt_misuse("--upgrade changes neither currency nor timezone");
	struct store *store = store_open(&file, upgrade ? STORE_CHANGE : STORE_NEW, &begin);

	if (upgrade) {
		store_begin(store);
		store_commit(store);
	}
	store_close(store);
	return opt_leave();
}
