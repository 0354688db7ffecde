/*
 * consent - what customers have agreed to, and the work lists that honour it (program).
 *
 * For a purpose and a channel, the latest of the rows that cover the channel decides: a row without
 * a channel covers all. Rows of the same moment count in the order of their numbers. A date without
 * a time of day is earlier than the times of that day; but a withdrawal without a time is later
 * than all of them, so that it counts for the whole day.
 *
 * Everybody who asks what holds uses CONSENT_HOLDS. A work list, from which people are contacted,
 * leaves out the customers whom consent_bars names. Without --channel it may be used through any
 * channel, so what holds is the worst of all channels.
 */
#ifndef CONSENT_H
#define CONSENT_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/store/record.h"

struct put;
struct store;

/* SQL: of two rows of a customer and purpose, the later one has the greater pair. */
#define CONSENT_ORDER(row) \
	"(" row ".date || iif(" row ".step = 'withdrawn' AND " row ".date = " row ".day," \
	" 'T~', ''), " row ".consent_id)"

/*
 * SQL: per customer, purpose and channel, the row that decides at the end of day ?1: customer_id,
 * purpose, channel, consent_id, step. MORE: further conditions on the rows of consent AS k and on
 * the channel, each after AND. A channel that no row covers has no row here.
 */
#define CONSENT_HOLDS(more) \
	"SELECT k.customer_id, k.purpose, every.column1 AS channel, k.consent_id, k.step" \
	" FROM consent AS k JOIN (VALUES ('phone'), ('mail'), ('chat'), ('web'), ('social')," \
	" ('store'), ('other')) AS every ON k.channel IS NULL OR k.channel = every.column1" \
	" WHERE k.day <= ?1 " more " AND NOT EXISTS (SELECT 1 FROM consent AS later" \
	" WHERE later.customer_id = k.customer_id AND later.purpose = k.purpose" \
	" AND (later.channel IS NULL OR later.channel = every.column1) AND later.day <= ?1" \
	" AND " CONSENT_ORDER("later") " > " CONSENT_ORDER("k") ")"
enum { CONSENT_CHANNELS = 7 };

/* The purpose of a withdrawal that counts for every purpose: "do not call me". */
#define CONSENT_ANY "any"

struct consent_opts {
	const char *purpose;	/* NULL: the list is no work list */
	const char *channel;	/* NULL: any */
	bool required;
};

#define CONSENT_OPTS(o) \
	{ OPT_TEXT, 0, "purpose", "TEXT", \
	    "leave out customers who have withdrawn consent for this: marketing", \
	    &(o)->purpose }, \
	{ OPT_WORD, 0, "channel", RECORD_CHANNELS, \
	    "with --purpose: contact only through this channel (any)", &(o)->channel }, \
	{ OPT_FLAG, 0, "require-consent", NULL, \
	    "with --purpose: also leave out those who have not given consent", &(o)->required }

/*
 * Misuse if the options contradict each other. STORE: whether a store is read. LIST: whether the
 * output is a list of customers.
 */
void consent_check(const struct consent_opts *, bool store, bool list);

struct consent;

/*
 * Reads what holds at the end of DAY. NULL if there is no --purpose. Ends the tool if the store has
 * no row for the purpose. The caller closes it, after the list is printed: consent_close notes how
 * many customers were left out.
 */
struct consent *consent_open(const struct consent_opts *, struct store *, int32_t day);
void consent_close(struct consent *);

/*
 * Ends the tool if the store has no row for the purpose: it is misspelled, and would leave out
 * nobody.
 */
void consent_need(struct store *, const char *purpose);

/* Whether the list leaves out this customer. NULL leaves out nobody; nor is "" anybody. */
bool consent_bars(struct consent *, const char *customer_id);

/*
 * Leaves out the rows with such a customer in the column customer_id of OUT. Call it before the
 * first row. Misuse if OUT turns out to have no such column. NULL does nothing.
 */
void consent_filter(struct consent *, struct put *out);

/*
 * What most lists need: consent_open and consent_filter. put_close closes the consent, which may be
 * asked until then.
 */
struct consent *consent_list(const struct consent_opts *, struct store *, int32_t day,
    struct put *out);

#endif
