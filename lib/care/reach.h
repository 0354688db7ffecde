/*
 * reach - through which channel a customer may be contacted, for what (program).
 *
 * A rule has a purpose. A service or contract message is barred only by a withdrawal for its own
 * purpose or for any (CONSENT_ANY); marketing is barred by every withdrawal, or with a purpose in
 * the options by one for that or for any. Only marketing needs consent that is given.
 */
#ifndef REACH_H
#define REACH_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/care/channel.h"
#include "lib/store/consent.h"

enum reach_purpose { REACH_MARKETING, REACH_SERVICE, REACH_CONTRACT, REACH_PURPOSES };

/* The purpose of a name: marketing, service, contract. -1: none of them. */
int reach_purpose_of(const char *name);

struct reach;

/* What holds at the end of DAY. The options must stay valid. */
struct reach *reach_open(struct store *, const struct consent_opts *, int32_t day);
void reach_close(struct reach *);

struct reach_customer {
	const char *id;
	int preferred;		/* channel.h */
	bool phone, mail;	/* the number or address is known */
	bool consents;		/* there are rows of consent */
};

/* Reads the consent of a customer, for the functions below. */
void reach_read(struct reach *, const struct reach_customer *);

/* The channel for items of all these purposes together; a set of bits, 1 << reach_purpose. */
struct channel_choice reach_choose(const struct reach *, unsigned purposes);

/* Is consent for the channel withdrawn for one of the purposes? */
bool reach_withdrawn(const struct reach *, unsigned purposes, int channel);

/* Those of the purposes for which the customer can be contacted, each by itself. */
unsigned reach_open_to(const struct reach *, unsigned purposes);

#endif
