#include "lib/care/care_opts.h"

#include "lib/base/calendar_row.h"
#include "lib/base/num.h"
#include "lib/care/care_print.h"
#include "lib/service/calendar_rows.h"
#include "lib/trial/arm.h"

static void
check_formats(const struct care_opts *o)
{
	const struct put_opts *f = &o->form;
	const bool other = f->format >= CARE_PRINT_ICS && !f->aligned;

	opt_refuse((const struct opt_conflict[]){
		{ other && (f->columns || f->sort || f->no_header),
		    "--columns, --sort and --no-header require the format of a table" },
		{ other && (f->mask || f->pseudonym),
		    "--mask and --pseudonym require the format of a table" },
		{ 0 } });
}

void
care_opts_check(struct care_opts *o)
{
	const struct worklist_opts *w = &o->list;
	const char *why = w->trial ? arm_trial_why(w->trial) : NULL;

	opt_refuse((const struct opt_conflict[]){
		{ w->trial && !opt_given("holdout"), "--trial requires --holdout" },
		{ opt_given("holdout") && !(w->holdout > 0 && w->holdout < 1),
		    "--holdout must be above 0 and below 100% (20%, or .2)" },
		{ w->repeat > 0 && !o->hand_out, "--repeat requires --hand-out" },
		{ o->dry_run && !o->hand_out, "--dry-run requires --hand-out" },
		{ o->calendar && o->hours, "--calendar and --hours cannot be used together" },
		{ w->consent.purpose && *w->consent.purpose == '\0', "--purpose is empty" },
		{ 0 } });
	if (why)
		opt_misuse("--trial=%s %s", w->trial, why);
	if (opt_given("holdout") && w->trial == NULL)
		o->list.trial = CARE_OPTS_TRIAL;
	check_formats(o);
	struct put_opts form = o->form;

	if (form.format >= CARE_PRINT_ICS)
		form.format = PUT_CSV;
	put_check(&form);
	if (o->form.limit)
		(void)num_count(o->form.limit, &o->list.limit);	/* put_check has checked it */
	o->form.limit = NULL;
	o->list.new_only = o->hand_out;
}

struct calendar *
care_opts_calendar(const struct care_opts *o)
{
	if (o->calendar)
		return calendar_rows_read(o->calendar);
	const char *hours = o->hours ? o->hours : "09:00-20:00";
	struct calendar_row row = { .weekdays = true, .to = CALENDAR_WEEK - 1, .hours.n = 1 };

	struct calendar_span *span = &row.hours.span[0];

	if (!calendar_row_span(hours, span) || span->to <= span->from)
		opt_misuse("--hours '%.60s' is not HH:MM-HH:MM: 09:00-20:00", hours);
	return calendar_new("--hours", &row, 1);
}
