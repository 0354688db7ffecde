/* care-due - whom to contact today, and why */
#include "lib/care/care_opts.h"
#include "lib/care/care_print.h"
#include "lib/care/care_run.h"

static const struct tool tool = {
	"care-due", "",
	"Print whom to contact today and why: one row per customer, with all reasons.  The\n"
	"reasons are promises and follow-ups of cases that are due, appointments, churn alerts,\n"
	"points that expire, win-back offers that end, birthdays (solar and lunar), first\n"
	"purchases, festivals, and customers with whom there was no contact for too long.",
	"What touch-log records with the column settles does not come again.  A customer who has\n"
	"withdrawn consent is never contacted through that channel.  Without a reason to contact\n"
	"anybody it prints nothing, also no header.\n"
	"Examples:\n"
	"  care-due -d shop.db -t --columns=name,phone,reasons,channel,agent\n"
	"  care-due -d shop.db --hand-out --limit=40 --purpose=marketing >today.csv\n"
	"  touch-log -d shop.db done.csv\n"
	"Exit status: 0 on success; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct care_opts o = CARE_OPTS_DEFAULTS;
	const struct opt opts[] = {
		CARE_OPTS(&o), STORE_OPTS(&o.store),
		{ OPT_CHOICE, 'f', "format", CARE_PRINT_FORMATS, "output format (csv)",
		    &o.form.format },
		PUT_COLUMNS_OPTS(&o.form), PUT_ROWS_OPTS(&o.form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	care_opts_check(&o);
	care_run(&o, tool.name);
	return opt_leave();
}
