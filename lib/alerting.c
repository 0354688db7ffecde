#include "lib/alerting.h"

#include <string.h>

static const char *const words[ALERTING_WORDS] = {
	[ALERTING_QUIET] = "", [ALERTING_NEW] = "NEW", [ALERTING_WORSE] = "WORSE", [ALERTING_STILL] = "STILL",
	[ALERTING_RESOLVED] = "RESOLVED", [ALERTING_LOST] = "LOST",
};

static const char *const states[ALERTING_STATES] = {
	[ALERTING_CALM] = "calm", [ALERTING_RAISED] = "raised", [ALERTING_WORSENED] = "worsened",
	[ALERTING_CLEARED] = "cleared", [ALERTING_GIVEN_UP] = "given_up",
};

static enum alerting_word
say(struct alerting *c, enum alerting_word word, enum alerting_state then)
{
	c->state = then;
	c->told = c->day;
	c->stills = word == ALERTING_NEW ? 0 : c->stills + (word == ALERTING_STILL);
	return word;
}

/* Below clear every case has ended. */
static enum alerting_word
ended(struct alerting *c, bool silent)
{
	if (c->state == ALERTING_CALM)
		return ALERTING_QUIET;
	if (c->state != ALERTING_GIVEN_UP && !silent)
		return say(c, ALERTING_RESOLVED, ALERTING_CALM);
	c->state = c->state == ALERTING_GIVEN_UP ? ALERTING_CALM : ALERTING_CLEARED;
	return ALERTING_QUIET;
}

static enum alerting_word
without_case(struct alerting *c, double risk, const struct alerting_limits *l)
{
	if (risk >= l->raise)
		return say(c, ALERTING_NEW, risk >= l->worse ? ALERTING_WORSENED : ALERTING_RAISED);
	return c->state == ALERTING_CLEARED ? say(c, ALERTING_RESOLVED, ALERTING_CALM) : ALERTING_QUIET;
}

static enum alerting_word
goes_on(struct alerting *c, double risk, const struct alerting_limits *l)
{
	if (c->state == ALERTING_RAISED && risk >= l->worse)
		return say(c, ALERTING_WORSE, ALERTING_WORSENED);
	if ((int64_t)c->day - c->told < l->repeat)
		return ALERTING_QUIET;
	if (c->stills >= l->give_up)
		return say(c, ALERTING_LOST, ALERTING_GIVEN_UP);
	return say(c, ALERTING_STILL, c->state);
}

enum alerting_word
alerting_next(struct alerting *c, double risk, int32_t day, const struct alerting_limits *l, bool silent)
{
	if (day <= c->day)
		return ALERTING_QUIET;
	c->day = day;
	if (risk < l->clear)
		return ended(c, silent);
	if (silent || c->state == ALERTING_GIVEN_UP)
		return ALERTING_QUIET;
	if (c->state == ALERTING_CALM || c->state == ALERTING_CLEARED)
		return without_case(c, risk, l);
	return goes_on(c, risk, l);
}

void
alerting_begin(struct alerting *c, double risk, int32_t day, const struct alerting_limits *l)
{
	*c = (struct alerting){ risk >= l->raise ? ALERTING_GIVEN_UP : ALERTING_CALM, day, day, 0 };
}

const char *
alerting_word_name(enum alerting_word word)
{
	return words[word];
}

const char *
alerting_state_name(enum alerting_state state)
{
	return states[state];
}

int
alerting_state_of(const char *name)
{
	for (int s = 0; s < ALERTING_STATES; s++)
		if (strcmp(states[s], name) == 0)
			return s;
	return -1;
}
