/* care-due - whom to contact today, and why */
#include "lib/care/care_opts.h"
#include "lib/care/care_print.h"
#include "lib/care/hand_out.h"
#include "lib/care/due_sources.h"
#include "lib/store/outbox.h"
#include "lib/store/query.h"

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
	"  touch-log -d shop.db --ignore-unknown done.csv\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static void
note(size_t n, const char *why)
{
	if (n > 0)
		opt_note("left out %zu customer%s %s", n, n == 1 ? "" : "s", why);
}

static void
note_left_out(const struct worklist *w)
{
	note(w->withdrawn, "with withdrawn consent");
	note(w->unconsented, "without consent");
	note(w->unreached, "who cannot be reached through --channel");
	note(w->capped, "with enough contacts in the last 7 days (--cap)");
	note(w->held, "held out of the trial");
	if (w->later > 0)
		opt_note("beyond --limit: %zu customer%s", w->later, w->later == 1 ? "" : "s");
}

/* Records the list, prints it, and marks it as printed. */
static void
hand_out(const struct care_opts *o, struct store *store, struct worklist *w,
    const struct care_print *p)
{
	hand_out_record(store, w, p->as_of, o->list.trial, tool.name);
	if (w->n > 0)
		opt_committed("the list is recorded; the next run prints it again");
	care_print(p);
	if (care_print_count(w) > 0 && outbox_delivered())
		hand_out_mark(store, w);
}

static void
run(struct care_opts *o, const struct due_opts *due_opts, struct store *store)
{
	const int32_t as_of = due_opts->known.day;
	const bool records = o->hand_out && !o->dry_run;

	if (o->list.consent.purpose)
		consent_need(store, o->list.consent.purpose);
	if (records)
		hand_out_check(as_of);
	const int lock = records ? outbox_lock(store, "care-due --hand-out", "run it again later")
	    : -1;

	store_cache(store);
	query_exec(store, "BEGIN");	/* all reads must see the same state of the store */
	struct due *due = due_open(store, due_opts);

	due_sources_find(due);
	struct worklist *w = worklist_new(store, due, as_of, &o->list);
	const struct care_print p = { w, as_of, due_opts->calendar, &o->form };

	query_exec(store, "COMMIT");
	if (records)
		hand_out(o, store, w, &p);
	else
		care_print(&p);
	note_left_out(w);
	worklist_free(w);
	due_close(due);
	if (records)
		outbox_unlock(lock);
}

int
main(int argc, char *argv[])
{
	struct care_opts o = CARE_OPTS_DEFAULTS;
	const struct opt opts[] = {
		{ OPT_FILE, 0, "rules", "FILE", "which reasons, when, and their priority: reason,"
		    "scheme,label,before,late,every,priority,kind,consent", &o.rules },
		{ OPT_FILE, 0, "festivals", "FILE",
		    "other festivals: festival,calendar,month,day,country", &o.festivals },
		{ OPT_CHOICE, 0, "leap-month", "ordinary|leap", "in a year with a leap month:"
		    " the month of a lunar birthday in it (ordinary)", &o.leap_month },
		{ OPT_CHOICE, 0, "leap-day", "feb-28|mar-1",
		    "in a common year: the day of a birthday on 29 February (feb-28)",
		    &o.leap_day },
		{ OPT_COUNT, 0, "cap", "N",
		    "at most N contacts per customer within 7 days (3; 0: no limit)", &o.list.cap },
		{ OPT_TEXT, 0, "hours", "HH:MM-HH:MM", "contact customers only at these hours"
		    " (09:00-20:00)", &o.hours },
		{ OPT_FILE, 0, "calendar", "FILE",
		    "working hours and holidays: day,hours; before and every count working days",
		    &o.calendar },
		{ OPT_HEAD, 0, NULL, NULL, "Handing out", NULL },
		{ OPT_FLAG, 0, "hand-out", NULL,
		    "print only what was not handed out before, and record it", &o.hand_out },
		{ OPT_COUNT, 0, "repeat", "DAYS",
		    "hand out again what is not settled after this many days (0: never)",
		    &o.list.repeat },
		{ OPT_RATE, 0, "holdout", "SHARE",
		    "do not print this share of the customers: 10%", &o.list.holdout },
		{ OPT_TEXT, 0, "trial", "NAME", "the trial that --holdout is for", &o.list.trial },
		{ OPT_FLAG, 'n', "dry-run", NULL, "with --hand-out: record nothing", &o.dry_run },
		{ OPT_HEAD, 0, NULL, NULL, "Consent", NULL },
		{ OPT_TEXT, 0, "purpose", "TEXT",
		    "only consent for this counts: marketing (any)", &o.list.consent.purpose },
		{ OPT_WORD, 0, "channel", RECORD_CHANNELS, "contact only through this channel",
		    &o.list.consent.channel },
		{ OPT_FLAG, 0, "require-consent", NULL,
		    "also leave out those who have not given consent", &o.list.consent.required },
		{ OPT_HEAD, 0, NULL, NULL, "Input and output", NULL },
		{ OPT_DATE, 0, "as-of", "DATE", "the day of the list (today)", &o.as_of },
		STORE_OPTS(&o.store),
		{ OPT_CHOICE, 'f', "format", CARE_PRINT_FORMATS, "output format (csv)",
		    &o.form.format },
		PUT_COLUMNS_OPTS(&o.form), PUT_ROWS_OPTS(&o.form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	care_opts_check(&o);
	struct care_rules rules = care_rules_read(o.rules);
	struct festivals festivals = festivals_read(o.festivals);
	struct calendar *calendar = care_opts_calendar(&o);
	struct store *store = store_open(&o.store, o.hand_out && !o.dry_run ? STORE_UPDATE
	    : STORE_READ, NULL);
	const struct due_opts due = { known_by(o.as_of), calendar, &rules, &festivals,
		o.leap_month == 1, o.leap_day == 1 };

	run(&o, &due, store);
	store_close(store);
	calendar_free(calendar);
	festivals_free(&festivals);
	care_rules_free(&rules);
	return opt_leave();
}
