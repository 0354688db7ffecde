#include "lib/promises.h"

#include <string.h>

static const char *const steps[PROMISES_STEPS] = { "keep", "break", "move" };

const char *
promises_step_name(enum promises_step step)
{
	return steps[step];
}

const char *
promises_state_name(enum promises_state state)
{
	static const char *const names[] = { "open", "kept", "broken" };

	return names[state];
}

const char *
promises_told_name(enum promises_told told)
{
	static const char *const names[] = { "", "before", "after", "no" };

	return names[told];
}

static void
move(struct promises *p, struct moment at, struct moment due, bool told)
{
	const bool in_time = moment_first(at) <= moment_last(p->due);

	p->told = !told ? PROMISES_NOT : in_time ? PROMISES_BEFORE : PROMISES_AFTER;
	if (p->told == PROMISES_BEFORE)
		p->due = due;
}

static bool
take(struct promises *p, const char *at, const char *step, const char *due, const char *told)
{
	struct moment to;

	if (!moment_parse(at, &p->last))
		return false;
	if (strcmp(step, steps[PROMISES_MOVE]) == 0) {
		if (!moment_parse(due, &to))
			return false;
		move(p, p->last, to, strcmp(told, "1") == 0);
		return true;
	}
	p->state = strcmp(step, steps[PROMISES_KEEP]) == 0 ? PROMISES_KEPT : PROMISES_BROKEN;
	if (p->state == PROMISES_KEPT)
		p->kept = p->last;
	return true;
}

/* The text up to the next | or ; as a string; returns what follows. */
static const char *
field(const char *s, char to[static DATE_TIME_SIZE])
{
	const size_t n = strcspn(s, "|;"), fits = n < DATE_TIME_SIZE ? n : 0;

	memcpy(to, s, fits);
	to[fits] = '\0';
	return s + n + (s[n] != '\0');
}

bool
promises_read(const char *due, const char *events, struct promises *to)
{
	char at[DATE_TIME_SIZE], step[DATE_TIME_SIZE], moved[DATE_TIME_SIZE], told[DATE_TIME_SIZE];

	*to = (struct promises){ .kept = MOMENT_NONE, .last = MOMENT_NONE };
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
promises_outcome(const struct promises *p, struct moment due, int64_t now)
{
	const int64_t end = moment_last(due);

	if (p->state == PROMISES_KEPT)
		return moment_first(p->kept) <= end ? ATTAIN_MET : ATTAIN_MISSED;
	return p->state == PROMISES_BROKEN || now > end ? ATTAIN_MISSED : ATTAIN_PENDING;
}
