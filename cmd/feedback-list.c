/* feedback-list - print feedback and how it was handled, as CSV */
#include <stdlib.h>

#include "lib/feedback/cases.h"
#include "lib/feedback/steps.h"
#include "lib/io/opt.h"
#include "lib/service/service.h"
#include "lib/store/list.h"
#include "lib/store/query.h"

static const struct tool tool = {
	"feedback-list", "",
	"Print the cases in the store, by number: what customers said and how it was handled.\n"
	"--match searches texts and outcomes, to see how a similar case was solved.",
	"Examples:\n"
	"  feedback-list --open --department=returns -t\n"
	"  feedback-list --overdue --calendar=cn.csv\n"
	"  feedback-list --match='退款 delivery' --kind=complaint\n"
	"  feedback-list --since=2025-01-01 | nps-calc --period=month\n"
	"  feedback-list --state=received | feedback-step --acknowledge\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static const char events[] =
	"SELECT case_id, event_id, at, step, state, actor, owner, department, outcome, cause,"
	" score, note FROM feedback_event"
	" WHERE case_id IN (SELECT case_id FROM chosen) AND day <= ?1";

/* SQL: the cases that --match found, with their relevance; %s selects the cases. */
static const char matched[] =
	"SELECT c.*, m.value AS relevance FROM json_each(found()) AS m CROSS JOIN (%s) AS c"
	" ON c.case_id = CAST(m.key AS INTEGER)";

static void
find(struct store *store, const char *match)
{
	opt_check_utf8("match", match);
	if (!cases_match(store, match))
		opt_misuse("--match has no word to search for");
}

/* The ids of the overdue cases as a JSON array, which the caller frees. */
static char *
find_overdue(struct store *store, const struct service_opts *files, struct known known)
{
	struct service s;

	service_open(&s, store, files, known);
	char *found = service_overdue(&s);

	service_close(&s);
	return found;
}

struct options {
	struct list_opts list;
	struct service_opts files;
	const char *state, *kind, *department, *match;
	bool open, overdue, history;
};

static void
print(const struct options *o)
{
	struct store *store = store_open(&o->list.store, STORE_READ, NULL);
	struct list *list = list_open(&o->list, store);
	char *cases = query_print("%s%s", CASES_SELECT, o->open ? CASES_OPEN : "");
	char *base = query_print(o->match ? matched : "%s", cases);
	const char *order = o->match ? "relevance DESC, case_id" : "case_id";
	char *late = o->overdue ? find_overdue(store, &o->files, list_known(list)) : NULL;

	if (o->match)
		find(store, o->match);
	list_if(list, "case_id IN (SELECT value FROM json_each(?))", late);
	list_if(list, o->state ? "state = ?" : "state <> ?",
	    o->state ? o->state : steps_state_name(STEPS_VOIDED));
	list_if(list, "kind = ?", o->kind);
	list_if(list, "department = ?", o->department);
	if (o->history)
		list_select(list, events);
	list_print(list, base, o->history ? "case_id, event_id" : order);
	sqlite3_free(cases);
	sqlite3_free(base);
	free(late);
	store_close(store);
}

int
main(int argc, char *argv[])
{
	struct options o = { .list = LIST_DEFAULTS };
	const struct opt opts[] = {
		{ OPT_WORD, 0, "state", STEPS_STATES_WORDS, "only cases in this state", &o.state },
		{ OPT_FLAG, 0, "open", NULL,
		    "only cases not closed; without scores and praise that have no step",
		    &o.open },
		{ OPT_FLAG, 0, "overdue", NULL,
		    "only cases not answered or not resolved within the standards",
		    &o.overdue },
		SERVICE_OPTS(&o.files),
		{ OPT_WORD, 0, "kind", CASES_KINDS_WORDS, "only cases of this kind", &o.kind },
		{ OPT_TEXT, 0, "department", "TEXT", "only cases of this department",
		    &o.department },
		{ OPT_TEXT, 0, "match", "WORDS",
		    "only cases with all WORDS in text or outcome, best match first", &o.match },
		{ OPT_FLAG, 0, "events", NULL, "print the steps of these cases instead",
		    &o.history },
		LIST_OPTS(&o.list), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (o.match && o.list.as_of != DATE_NONE)
		opt_misuse("--match cannot be used with --as-of; it searches what is known now");
	if (!o.overdue && (o.files.standards || o.files.calendar))
		opt_misuse("--standards and --calendar require --overdue");
	list_check(&o.list);
	print(&o);
	return opt_leave();
}
