#define _GNU_SOURCE
#include "lib/store/step_load.h"

#include <err.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/picks.h"

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
	if (s && text_utf8(s, strlen(s)) != strlen(s))
		opt_misuse("--%s is not UTF-8", option);
}

struct moment
step_load_moment(const struct date_reader *dates, const char *option, const char *s)
{
	struct moment m;
	const enum date_result r = date_read(dates, s, &m.day, &m.second);

	if (r != DATE_OK)
		opt_misuse("--%s '%.60s' %s", option, s, date_why(r));
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
		err(EXIT_TROUBLE, "login name");
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
		errx(EXIT_TROUBLE, "cannot find the login name; use --actor=NAME");
	return p->pw_name;
}

/* Checks the options that were given, and sets the default of the others. */
static void
complete(struct step_load *a, const struct date_reader *dates)
{
	struct moment now;

	step_load_check("actor", a->actor);
	step_load_check("note", a->note);
	if (a->actor == NULL)
		a->actor = step_load_login();
	date_now(&now.day, &now.second);
	a->when = a->at ? step_load_moment(dates, "at", a->at) : now;
	if (dates->zone && !date_zone_has(a->when.day, a->when.second))
		opt_misuse("--at '%.60s' does not exist: the clocks of '%s' skip it", a->at,
		    dates->zone);
	if (moment_first(a->when) > moment_first(now))
		opt_misuse("--at '%.60s' is in the future", a->at);
	a->at = moment_text(a->when, a->text);
}

/* Reports every row that cannot take the step. If there is one, ends the tool. */
static void
take_all(const struct step_load_step *s, struct store *store, const int64_t *id, size_t n,
    const char **state)
{
	char why[STEP_LOAD_WHY];
	size_t bad = 0;

	for (size_t i = 0; i < n; i++) {
		state[i] = s->take(s->ctx, store, id[i], why);
		if (state[i])
			continue;
		warnx("%s %jd %s", s->thing, (intmax_t)id[i], why);
		bad++;
	}
	if (bad > 0)
		errx(EXIT_TROUBLE, "nothing changed");
}

static void
print(const struct step_load_step *s, const struct put_head *head, const int64_t *id, size_t n,
    const char *const *state, struct put *out)
{
	put_columns(out, head);
	for (size_t i = 0; i < n; i++) {
		put_int(out, id[i]);
		put_text(out, s->by->at);
		put_text(out, s->name);
		if (head[3].name)
			put_text(out, state[i]);
		put_end(out);
	}
	put_close(out);
}

void
step_load_take(const struct step_load_step *s, const struct put_head *head,
    const struct record_opts *o, char **operands)
{
	size_t n;
	int64_t *id = picks_read(operands, s->key, &o->load.reading, &n);
	const char **state = mem_new(n, sizeof *state);
	struct put *out = put_open(&o->form);
	struct store *store = store_open(&o->store, STORE_CHANGE, NULL);

	store_begin(store);
	const struct date_reader dates = { .zone = store_zone(store, o->load.dates.zone) };

	complete(s->by, &dates);
	if (s->begin)
		s->begin(s->ctx, &dates);
	take_all(s, store, id, n, state);
	if (o->load.dry_run) {
		store_rollback(store);
	} else {
		store_commit(store);
		opt_committed("%s of %zu %s%s is committed", s->name, n, s->thing, TEXT_PLURAL(n));
	}
	store_close(store);
	print(s, head, id, n, state, out);
	free(state);
	free(id);
}
