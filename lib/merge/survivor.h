/*
 * survivor - which of the values of two customers stays when they become one (pure).
 *
 * A rule per column chooses between the value of the customer who is kept and that of the other
 * one. A value that only one of them has stays under every rule.
 */
#ifndef SURVIVOR_H
#define SURVIVOR_H
#include <stdbool.h>
#include <stdint.h>

enum survivor_rule {
	SURVIVOR_FIRST,		/* that of the customer who is kept */
	SURVIVOR_NEWEST,	/* the one that was recorded last */
	SURVIVOR_LONGEST,	/* the one with more characters */
	SURVIVOR_EARLIEST,	/* of dates */
};

/* Reads a word: "newest". */
bool survivor_parse(const char *word, enum survivor_rule *);

struct survivor_value {
	const char *s;		/* UTF-8; "": none */
	int64_t batch;		/* that recorded it, for SURVIVOR_NEWEST */
};

/* Does the value of the other customer stay? Of equal ones that of KEEP stays. */
bool survivor_is_other(enum survivor_rule, const struct survivor_value *keep,
    const struct survivor_value *other);

/* The rules of the columns: SURVIVOR_EARLIEST for acquired, SURVIVOR_FIRST for the others. */
struct survivor_rules;
struct survivor_rules *survivor_rules_new(void);
void survivor_rules_free(struct survivor_rules *);

/* Sets the rule of a column. Returns false if it was set before. */
bool survivor_rules_set(struct survivor_rules *, const char *column, enum survivor_rule);

/* The rule of a column; that of "attrs" is also that of "attrs.KEY", unless it is set. */
enum survivor_rule survivor_rules_of(const struct survivor_rules *, const char *column);

#endif
