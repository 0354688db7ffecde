#include "lib/feedback/casework.h"

#include <stdlib.h>

#include "lib/base/calendar.h"
#include "lib/base/mem.h"
#include "lib/feedback/steps.h"

void
casework_begin(struct casework *c, int64_t received)
{
	c->received = received;
	c->n = 0;
}

void
casework_add(struct casework *c, struct casework_step s)
{
	c->step = mem_grow(c->step, c->n + 1, &c->room, sizeof *c->step);
	c->step[c->n++] = s;
}

void
casework_free(struct casework *c)
{
	free(c->step);
}

/* Is a case in this state still unresolved? */
static bool
is_open(int state)
{
	return state != STEPS_RESOLVED && state != STEPS_INFORMED && state != STEPS_CLOSED;
}

static int
state_now(const struct casework *c)
{
	return c->n > 0 ? c->step[c->n - 1].state : STEPS_RECEIVED;
}

struct casework_time
casework_response(const struct casework *c, const struct calendar *cal, int64_t now)
{
	size_t i = 0;

	while (i < c->n && c->step[i].step == STEPS_NOTE)
		i++;
	const bool done = i < c->n;
	const int64_t end = done ? c->step[i].at : now;

	return (struct casework_time){ c->received, done ? end : CASEWORK_GOES_ON,
	    calendar_between(cal, c->received, end), done };
}

struct casework_time
casework_update(const struct casework *c, const struct calendar *cal, int64_t now)
{
	struct casework_time longest = { .seconds = -1, .done = !is_open(state_now(c)) };
	int64_t since = c->received;
	int state = STEPS_RECEIVED;

	for (size_t i = 0; i <= c->n; i++) {
		const bool last = i == c->n, counts = is_open(state) && state != STEPS_WAITING;
		const int64_t end = last ? now : c->step[i].at;
		const int64_t seconds = counts ? calendar_between(cal, since, end) : 0;

		if (counts && seconds > longest.seconds) {
			longest.start = since;
			longest.end = last ? CASEWORK_GOES_ON : end;
			longest.seconds = seconds;
		}
		if (last)
			break;
		since = end;
		state = c->step[i].state;
	}
	return longest;
}

struct casework_time
casework_resolution(const struct casework *c, const struct calendar *cal, int64_t now)
{
	const bool done = !is_open(state_now(c));
	struct casework_time t = { .start = c->received, .end = CASEWORK_GOES_ON, .done = done };
	int64_t since = c->received, waited = 0;
	size_t n = c->n;

	while (done && n > 0 && c->step[n - 1].step != STEPS_RESOLVE)
		n--;
	const int64_t end = done && n > 0 ? c->step[n - 1].at : now;

	for (size_t i = 0; i <= n; i++) {
		const bool waiting = i > 0 && c->step[i - 1].state == STEPS_WAITING;
		const int64_t until = i < n ? c->step[i].at : end;

		waited += waiting ? calendar_between(cal, since, until) : 0;
		since = until;
	}
	if (done)
		t.end = end;
	t.seconds = calendar_between(cal, c->received, end) - waited;
	return t;
}

size_t
casework_count(const struct casework *c, int step)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->step[i].step == step;
	return n;
}
