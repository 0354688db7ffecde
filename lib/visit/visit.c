#include "lib/visit/visit.h"

#include <stddef.h>

#include "lib/base/moment.h"
#include "lib/base/say.h"

static const char *const columns[VISIT_STEPS] = { "arrived", "started", "ended", "abandoned",
	"cancelled", "missed" };
static const char *const states[] = { "booked", "waiting", "serving", "served", "abandoned",
	"cancelled", "missed" };

bool
visit_moment(const char *s, int64_t *to)
{
	struct moment m;

	*to = VISIT_NONE;
	if (s == NULL || *s == '\0')
		return true;
	if (!moment_parse(s, &m) || m.second < 0)
		return false;
	*to = moment_first(m);
	return true;
}

const char *
visit_weekday(int day)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

	return names[day];
}

const char *
visit_column(enum visit_step step)
{
	return columns[step];
}

const char *
visit_state_name(enum visit_state state)
{
	return states[state];
}

enum visit_state
visit_after(enum visit_step step)
{
	static const enum visit_state after[VISIT_STEPS] = { VISIT_WAITING, VISIT_SERVING,
		VISIT_SERVED, VISIT_ABANDONED, VISIT_CANCELLED, VISIT_MISSED };

	return after[step];
}

enum visit_state
visit_state(const struct visit *v, int64_t now)
{
	enum visit_state state = VISIT_BOOKED;

	for (int i = 0; i < VISIT_STEPS; i++)	/* a later step is later in time, too */
		if (v->at[i] != VISIT_NONE && v->at[i] <= now)
			state = visit_after((enum visit_step)i);
	return state;
}

static bool
has(const struct visit *v, enum visit_step step)
{
	return v->at[step] != VISIT_NONE;
}

/* What must be there before a step, or must not be there, and why it cannot be taken. */
static const struct rule {
	enum visit_step step, other;
	bool before;		/* OTHER must be there and earlier; else it must not be there */
	const char *missing, *wrong;
} rules[] = {
	{ VISIT_START, VISIT_ARRIVE, true, SAY("is given, but arrived is empty"),
	    SAY("is before arrived") },
	{ VISIT_END, VISIT_START, true, SAY("is given, but started is empty"),
	    SAY("is before started") },
	{ VISIT_ABANDON, VISIT_ARRIVE, true, SAY("is given, but arrived is empty"),
	    SAY("is before arrived") },
	{ VISIT_ABANDON, VISIT_START, false, NULL, SAY("and started exclude each other") },
	{ VISIT_CANCEL, VISIT_ARRIVE, false, NULL, SAY("and arrived exclude each other") },
	{ VISIT_MISS, VISIT_ARRIVE, false, NULL, SAY("and arrived exclude each other") },
	{ VISIT_MISS, VISIT_CANCEL, false, NULL, SAY("and cancelled exclude each other") },
};

static const char *
broken(const struct visit *v, const struct rule *r)
{
	if (!has(v, r->step))
		return NULL;
	if (!r->before)
		return has(v, r->other) ? r->wrong : NULL;
	if (!has(v, r->other))
		return r->missing;
	return v->at[r->step] < v->at[r->other] ? r->wrong : NULL;
}

const char *
visit_why(const struct visit *v, const char **column)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const char *why = broken(v, &rules[i]);

		*column = columns[rules[i].step];
		if (why)
			return say(why);
	}
	if (v->slot == VISIT_NONE && !has(v, VISIT_ARRIVE)) {
		*column = columns[VISIT_ARRIVE];
		return say("is empty, and so is slot; give one of them");
	}
	*column = columns[VISIT_MISS];
	if (v->slot == VISIT_NONE && has(v, VISIT_MISS))
		return say("is given, but slot is empty");
	return has(v, VISIT_MISS) && v->at[VISIT_MISS] < v->slot ? say("is before slot") : NULL;
}
