#include "lib/care/channel.h"

#include <stddef.h>
#include <string.h>

static const char *const names[CHANNEL_CHANNELS] = { "phone", "mail", "chat", "web", "social",
	"store", "other" };

enum { CANDIDATES = 3 };

const char *
channel_name(int channel)
{
	return channel == CHANNEL_NONE ? "" : names[channel];
}

int
channel_of(const char *name)
{
	for (int i = 0; i < CHANNEL_CHANNELS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return CHANNEL_NONE;
}

const char *
channel_consent_name(enum channel_consent c)
{
	static const char *const consents[] = { "unknown", "given", "withdrawn" };

	return consents[c];
}

/* The channels that can be used, the best first; returns their number. */
static int
candidates(const struct channel_facts *f, int to[static CANDIDATES])
{
	const int all[CANDIDATES] = { f->only != CHANNEL_NONE ? f->only : f->preferred,
		CHANNEL_PHONE, CHANNEL_MAIL };
	int n = 0;

	for (int i = 0; i < (f->only != CHANNEL_NONE ? 1 : CANDIDATES); i++)
		if (all[i] != CHANNEL_NONE && (all[i] != CHANNEL_PHONE || f->phone) &&
		    (all[i] != CHANNEL_MAIL || f->mail))
			to[n++] = all[i];
	return n;
}

/* The worst consent of all channels: withdrawn for one, unknown for one, given for all. */
static enum channel_consent
worst(const struct channel_facts *f)
{
	bool unknown = false;

	for (int i = 0; i < CHANNEL_CHANNELS; i++) {
		if (f->of[i] == CHANNEL_WITHDRAWN)
			return CHANNEL_WITHDRAWN;
		unknown |= f->of[i] == CHANNEL_UNKNOWN;
	}
	return unknown ? CHANNEL_UNKNOWN : CHANNEL_GIVEN;
}

struct channel_choice
channel_choose(const struct channel_facts *f)
{
	struct channel_choice best = { CHANNEL_NONE, CHANNEL_WITHDRAWN, true };
	int channel[CANDIDATES];
	const int n = candidates(f, channel);

	if (n == 0 && f->only != CHANNEL_NONE)
		return (struct channel_choice){ CHANNEL_NONE, CHANNEL_UNKNOWN, false };
	if (n == 0)
		best.consent = worst(f);
	for (int i = 0; i < n; i++) {
		const enum channel_consent c = f->of[channel[i]];

		if (c == CHANNEL_GIVEN && best.consent != CHANNEL_GIVEN)
			best = (struct channel_choice){ channel[i], c, true };
		if (c == CHANNEL_UNKNOWN && best.consent == CHANNEL_WITHDRAWN)
			best = (struct channel_choice){ channel[i], c, true };
	}
	if (f->required && best.consent == CHANNEL_UNKNOWN)
		best.reached = false;
	return best;
}
