#include "lib/service/promise.h"

#include <string.h>

static const char *const steps[PROMISE_STEPS] = { "keep", "break", "move" };

const char *
promise_step_name(enum promise_step step)
{
	return steps[step];
}

const char *
promise_state_name(enum promise_state state)
{
	static const char *const names[] = { "open", "kept", "broken" };

	return names[state];
}

const char *
promise_told_name(enum promise_told told)
{
	static const char *const names[] = { "", "before", "after", "no" };

	return names[told];
}

static void
move(struct promise *p, struct moment at, struct moment due, bool told)
{
	const bool in_time = moment_first(at) <= moment_last(p->due);

	p->told = !told ? PROMISE_NOT : in_time ? PROMISE_BEFORE : PROMISE_AFTER;
	if (p->told == PROMISE_BEFORE)
		p->due = due;
}

static bool
take(struct promise *p, const char *at, const char *step, const char *due, const char *told)
{
	struct moment to;

	if (!moment_parse(at, &p->last))
		return false;
	if (strcmp(step, steps[PROMISE_MOVE]) == 0) {
		if (!moment_parse(due, &to))
			return false;
		move(p, p->last, to, strcmp(told, "1") == 0);
		return true;
	}
	p->state = strcmp(step, steps[PROMISE_KEEP]) == 0 ? PROMISE_KEPT : PROMISE_BROKEN;
	if (p->state == PROMISE_KEPT)
		p->kept = p->last;
	return true;
}

/* Copies the text up to the next | or ; as a string. Returns where the rest begins. */
static const char *
field(const char *s, char to[static DATE_TIME_SIZE])
{
	const size_t n = strcspn(s, "|;"), fits = n < DATE_TIME_SIZE ? n : 0;

	memcpy(to, s, fits);
	to[fits] = '\0';
	return s + n + (s[n] != '\0');
}

bool
promise_read(const char *due, const char *events, struct promise *to)
{
	char at[DATE_TIME_SIZE], step[DATE_TIME_SIZE], moved[DATE_TIME_SIZE], told[DATE_TIME_SIZE];

	*to = (struct promise){ .kept = MOMENT_NONE, .last = MOMENT_NONE };
	if (!moment_parse(due, &to->due))
		return false;
	to->first_due = to->due;
	for (const char *s = events; *s;) {
		s = field(field(field(field(s, at), step), moved), told);
		if (!take(to, at, step, moved, told))
			return false;
	}
	return true;
}

enum attain_result
promise_outcome(const struct promise *p, struct moment due, int64_t now)
{
	const int64_t end = moment_last(due);

	if (p->state == PROMISE_KEPT)
		return moment_first(p->kept) <= end ? ATTAIN_MET : ATTAIN_MISSED;
	return p->state == PROMISE_BROKEN || now > end ? ATTAIN_MISSED : ATTAIN_PENDING;
}
