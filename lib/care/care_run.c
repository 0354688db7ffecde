#include "lib/care/care_run.h"

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/care/care_print.h"
#include "lib/care/due_sources.h"
#include "lib/care/hand_out.h"
#include "lib/io/language.h"
#include "lib/store/outbox.h"
#include "lib/store/query.h"

#define NOTE(n, fmt) ((n) > 0 ? opt_note(fmt, n, TEXT_PLURAL(n)) : (void)0)

static void
note_left_out(const struct worklist *w)
{
	NOTE(w->withdrawn, "left out %zu customer%s with withdrawn consent");
	NOTE(w->unconsented, "left out %zu customer%s without consent");
	NOTE(w->unreached, "left out %zu customer%s who cannot be reached through --channel");
	NOTE(w->capped,
	    "left out %zu customer%s with enough contacts in the last 7 days (--cap)");
	NOTE(w->held, "left out %zu customer%s held out of the trial");
	NOTE(w->later, "beyond --limit: %zu customer%s");
}

/* Records the list, prints it, and marks it as printed. */
static void
hand_out(const struct care_opts *o, struct store *store, struct worklist *w,
    const struct care_print *p, const char *tool)
{
	hand_out_record(store, w, p->as_of, &o->list, tool);
	if (w->n > 0)
		opt_committed("the list is recorded; the next run prints it again");
	care_print(p);
	if (care_print_count(w) > 0 && outbox_delivered())
		hand_out_mark(store, w);
}

static void
make_list(const struct care_opts *o, const struct due_opts *due_opts, struct store *store,
    const char *tool)
{
	const int32_t as_of = due_opts->known.day;
	const bool records = o->hand_out && !o->dry_run;

	if (o->list.consent.purpose)
		consent_need(store, o->list.consent.purpose);
	if (records)
		hand_out_check(as_of);
	const int lock = records ? outbox_lock(store, "care-due --hand-out",
	    say("run it again later"))
	    : -1;

	store_cache(store);
	query_exec(store, "BEGIN");	/* all reads must see the same state of the store */
	struct due *due = due_open(store, due_opts);

	due_sources_find(due);
	struct worklist *w = worklist_new(store, due, as_of, &o->list);
	const struct care_print p = { w, as_of, due_opts->calendar, &o->form };

	query_exec(store, "COMMIT");
	if (records)
		hand_out(o, store, w, &p, tool);
	else
		care_print(&p);
	note_left_out(w);
	worklist_free(w);
	due_close(due);
	if (records)
		outbox_unlock(lock);
}

void
care_run(const struct care_opts *o, const char *tool)
{
	/* of the reasons; a calendar and cards are for people, too */
	if (o->form.format == CARE_PRINT_ICS || o->form.format == CARE_PRINT_VCARD)
		language_cells(o->form.lang);
	else
		put_language(&o->form);
	struct care_rules rules = care_rules_read(o->rules);
	struct festivals festivals = festivals_read(o->festivals);
	struct calendar *calendar = care_opts_calendar(o);
	struct store *store = store_open(&o->store, o->hand_out && !o->dry_run ? STORE_UPDATE
	    : STORE_READ, NULL);
	const struct due_opts due = { known_by(o->as_of), calendar, &rules, &festivals,
		o->leap_month == 1, o->leap_day == 1 };

	make_list(o, &due, store, tool);
	store_close(store);
	calendar_free(calendar);
	festivals_free(&festivals);
	care_rules_free(&rules);
}
