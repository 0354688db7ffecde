#define _GNU_SOURCE
#include "lib/store/step_load.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/picks.h"
#include "lib/store/batch.h"

bool
step_load_given(const struct step_load *a)
{
	return a->at || a->actor || a->note;
}

void
step_load_check(const char *option, const char *s)
{
	if (s && *s == '\0')
		opt_misuse("--%s is empty", option);
	opt_check_utf8(option, s);
}

/* A date or date-time. If it is not valid, false and WHY: "is not a valid date". */
static bool
read_moment(const struct date_reader *dates, const char *s, struct moment *to,
    char why[static STEP_LOAD_WHY])
{
	const enum date_result r = date_read(dates, s, &to->day, &to->second);

	if (r != DATE_OK)
		snprintf(why, STEP_LOAD_WHY, "%s", date_why(r));
	else if (dates->zone && !date_zone_has(to->day, to->second))
		snprintf(why, STEP_LOAD_WHY, say("does not exist: the clocks of '%s' skip it"),
		    dates->zone);
	else
		return true;
	return false;
}

struct moment
step_load_moment(const struct date_reader *dates, const char *option, const char *s)
{
	struct moment m;
	char why[STEP_LOAD_WHY];

	if (!read_moment(dates, s, &m, why))
		opt_misuse("--%s '%.60s' %s", option, s, why);
	return m;
}

/*
 * In the file itself first: the lookup by all configured services loads libraries, and glibc aborts
 * the process if it lacks the memory for that.
 */
static const struct passwd *
find_login(void)
{
	FILE *f = fopen("/etc/passwd", "re");
	const struct passwd *p = NULL;

	errno = 0;
	/* cppcheck-suppress fgetpwentCalled ; there is only one thread */
	while (f && (p = fgetpwent(f)) != NULL && p->pw_uid != getuid())
		;
	if (p == NULL && errno == ENOMEM)
		fail_errno("login name");
	if (f)
		fclose(f);
	/* cppcheck-suppress getpwuidCalled ; there is only one thread */
	return p ? p : getpwuid(getuid());
}

const char *
step_load_login(void)
{
	const struct passwd *p = find_login();

	if (p == NULL)
		fail("cannot find the login name; use --actor=NAME");
	return p->pw_name;
}

/* The time of the step. If it is not possible, false and WHY: "is in the future". */
static bool
read_time(struct step_load *a, const struct date_reader *dates, char why[static STEP_LOAD_WHY])
{
	struct moment now;

	date_now(&now.day, &now.second);
	a->when = now;
	if (a->at == NULL)
		return true;
	if (!read_moment(dates, a->at, &a->when, why))
		return false;
	if (moment_first(a->when) <= moment_first(now))
		return true;
	snprintf(why, STEP_LOAD_WHY, say("is in the future"));
	return false;
}

/* Checks the options that were given, and sets the default of the others. */
static void
complete(struct step_load *a, const struct date_reader *dates)
{
	char why[STEP_LOAD_WHY];

	step_load_check("actor", a->actor);
	step_load_check("note", a->note);
	if (a->actor == NULL)
		a->actor = step_load_login();
	if (!read_time(a, dates, why))
		opt_misuse("--at '%.60s' %s", a->at, why);
	a->at = moment_text(a->when, a->text);
}

enum { AT, ACTOR };	/* columns that the table may have */

struct taking {
	const struct step_load_step *of;
	struct store *store;
	const struct picks *picks;
	const struct date_reader *dates;
	bool has_at, has_actor;		/* given by options */
	struct step_load base;		/* of rows without own cells */
	const char **state;		/* per row, and the time of its step */
	char **at;
};

static void
begin(struct taking *t)
{
	struct step_load *by = t->of->by;

	t->has_at = by->at != NULL;
	t->has_actor = by->actor != NULL;
	complete(by, t->dates);
	if (t->of->begin)
		t->of->begin(t->of->ctx, t->dates);
	t->base = *by;
	t->base.at = t->base.text;
}

/* What no option gives, the row of the table says. */
static bool
take_cells(const struct taking *t, char *const *cell, char why[static STEP_LOAD_WHY])
{
	struct step_load *by = t->of->by;
	char bad[STEP_LOAD_WHY];

	*by = t->base;
	if (!t->has_actor && *cell[ACTOR])
		by->actor = cell[ACTOR];
	if (t->has_at || *cell[AT] == '\0')
		return true;
	by->at = cell[AT];
	if (!read_time(by, t->dates, bad)) {
		snprintf(why, STEP_LOAD_WHY, say("has the time '%.40s', which %.100s"), by->at,
		    bad);
		return false;
	}
	by->at = moment_text(by->when, by->text);
	return true;
}

/* Reports every row that cannot take the step. If there is one, ends the tool. */
static void
take_all(struct taking *t)
{
	char why[STEP_LOAD_WHY];
	size_t bad = 0;

	for (size_t i = 0; i < t->picks->n; i++) {
		const int64_t id = t->picks->number[i];

		if (take_cells(t, picks_cells(t->picks, i), why))
			t->state[i] = t->of->take(t->of->ctx, t->store, id, why);
		t->at[i] = mem_text(t->of->by->at);
		if (t->state[i])
			continue;
		fail_warn("%s %jd %s", say(t->of->thing), (intmax_t)id, why);
		bad++;
	}
	if (bad > 0)
		fail("nothing changed");
}

static void
print(const struct taking *t, const struct put_head *head, struct put *out)
{
	put_columns(out, head);
	for (size_t i = 0; i < t->picks->n; i++) {
		put_int(out, t->picks->number[i]);
		put_text(out, t->at[i]);
		put_text(out, t->of->name);
		if (head[3].name)
			put_text(out, t->state[i]);
		put_end(out);
		free(t->at[i]);
	}
	put_close(out);
}

void
step_load_take(const struct tool *tool, const struct step_load_step *s, const struct put_head *head,
    const struct record_opts *o, char **operands)
{
	static const char *const columns[] = { [AT] = "at", [ACTOR] = "actor", NULL };
	struct picks *picks = picks_read(operands, s->key, columns, &o->load.reading);
	struct put *out = put_open(&o->form);
	struct store *store = store_open(&o->store, STORE_CHANGE, NULL);

	store_begin(store);
	struct batch b = batch_new(store, tool->name);
	const struct date_reader dates = { .zone = store_zone(store, o->load.dates.zone) };
	struct taking t = { .of = s, .store = store, .picks = picks, .dates = &dates,
		.state = mem_new(picks->n, sizeof *t.state),
		.at = mem_new(picks->n, sizeof *t.at) };

	s->by->batch = b.batch;
	begin(&t);
	take_all(&t);
	b.read = b.added = (int64_t)picks->n;
	batch_end(store, &b, NULL);
	if (o->load.dry_run) {
		store_rollback(store);
	} else {
		store_commit(store);
		opt_committed("%s of %zu %s%s is committed", s->name, picks->n, say(s->thing),
		    TEXT_PLURAL(picks->n));
	}
	store_close(store);
	print(&t, head, out);
	free(t.state);
	free(t.at);
	picks_free(picks);
}
