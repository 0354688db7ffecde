/* survey-list - print answers to surveys as CSV */
#include "lib/io/opt.h"
#include "lib/store/list.h"

static const struct tool tool = {
	"survey-list", "",
	"Print the answers to surveys in the store, by number.  Answers without a date are\n"
	"always included.",
	"Examples:\n"
	"  survey-list --survey=servqual --wave=2025Q1 | servqual-calc\n"
	"  survey-list -d shop.db --customer=C000001 -t\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static const char base[] =
	"SELECT answer_id, survey, wave, date, customer_id, respondent, item, part, value, day"
	" FROM answer WHERE date IS NULL OR day <= ?1";

int
main(int argc, char *argv[])
{
	struct list_opts o = LIST_DEFAULTS;
	const char *survey = NULL, *wave = NULL, *item = NULL;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "survey", "ID", "only answers to this survey", &survey },
		{ OPT_TEXT, 0, "wave", "ID", "only answers in this wave", &wave },
		{ OPT_TEXT, 0, "item", "TEXT", "only answers to this item", &item },
		LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	list_check(&o);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);

	list_if(list, "survey = ?", survey);
	list_if(list, "wave = ?", wave);
	list_if(list, "item = ?", item);
	list_print(list, base, "answer_id");
	store_close(store);
	return opt_leave();
}
