/* channel - the channel through which a customer may be contacted (pure). */
#ifndef CHANNEL_H
#define CHANNEL_H
#include <stdbool.h>

enum channel_consent { CHANNEL_UNKNOWN, CHANNEL_GIVEN, CHANNEL_WITHDRAWN };

/* In the order of RECORD_CHANNELS: phone, mail, chat, web, social, store, other. */
enum { CHANNEL_PHONE, CHANNEL_MAIL, CHANNEL_CHANNELS = 7, CHANNEL_NONE = -1 };

const char *channel_name(int);		/* "" for CHANNEL_NONE */
int channel_of(const char *name);	/* CHANNEL_NONE: not a channel */
const char *channel_consent_name(enum channel_consent);	/* unknown, given, withdrawn */

struct channel_facts {
	int preferred;			/* CHANNEL_NONE: not known */
	bool phone, mail;		/* the number or address is known */
	enum channel_consent of[CHANNEL_CHANNELS];
	int only;			/* CHANNEL_NONE: any channel will do */
	bool required;			/* only with consent that is given */
};

struct channel_choice {
	int channel;		/* CHANNEL_NONE: whoever makes the contact decides */
	enum channel_consent consent;	/* WITHDRAWN: consent bars every channel */
	bool reached;		/* false: something else than consent bars every channel */
};

/*
 * Of the preferred channel, the phone and the mail, those that are known and not withdrawn: the
 * first for which consent is given, else the first. If none of them is known, the worst consent of
 * all channels holds, as anybody may choose any of them.
 */
struct channel_choice channel_choose(const struct channel_facts *);

#endif
