/* touch-list - print contacts with customers as CSV */
#include "lib/io/opt.h"
#include "lib/store/list.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"touch-list", "",
	"Print the contacts in the store, by date and number.",
	"Examples:\n"
	"  touch-list --customer=C000001 -t\n"
	"  touch-list -d shop.db --since=2025-01-01 --touchpoint=delivery | mot-calc\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static const char base[] =
	"SELECT touch_id, customer_id, date, channel, direction, touchpoint, journey, score,"
	" agent, note, settles, day FROM touch WHERE day <= ?1";

int
main(int argc, char *argv[])
{
	struct list_opts o = LIST_DEFAULTS;
	const char *touchpoint = NULL, *channel = NULL, *journey = NULL;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "touchpoint", "TEXT", "only contacts at this touchpoint",
		    &touchpoint },
		{ OPT_WORD, 0, "channel", RECORD_CHANNELS, "only contacts through this channel",
		    &channel },
		{ OPT_TEXT, 0, "journey", "ID", "only contacts of this journey", &journey },
		LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	list_check(&o);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);

	list_if(list, "touchpoint = ?", touchpoint);
	list_if(list, "channel = ?", channel);
	list_if(list, "journey = ?", journey);
	list_print(list, base, "date, touch_id");
	store_close(store);
	return opt_leave();
}
