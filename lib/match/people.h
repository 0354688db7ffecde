/*
 * people - the customers that are compared with each other (program).
 *
 * The values of a field are numbered from 1, so that equal values have equal numbers; 0 is a
 * missing one. Every value has its count, from which its weight follows: to have the name Smith in
 * common says less than to have a rare one in common.
 */
#ifndef PEOPLE_H
#define PEOPLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/match/called.h"
#include "lib/match/linkage.h"

enum people_field {
	PEOPLE_NAME, PEOPLE_BIRTHDAY, PEOPLE_PHONE, PEOPLE_EMAIL, PEOPLE_CITY,
	PEOPLE_ON,		/* the first of the fields of --on */
	PEOPLE_MOST_ON = 8, PEOPLE_FIELDS = PEOPLE_ON + PEOPLE_MOST_ON
};
_Static_assert((int)PEOPLE_FIELDS <= (int)LINKAGE_FIELDS, "a pattern has room for all fields");

/* How far two cells agree. The levels of a name are those of called.h, which are the same. */
enum people_level {
	PEOPLE_MISSING = CALLED_MISSING, PEOPLE_OTHER = CALLED_OTHER, PEOPLE_GIVEN = CALLED_GIVEN,
	PEOPLE_HALF = CALLED_HALF,
	/* a part of it: the end of a phone, the name before the @, two of year, month and day */
	PEOPLE_PART = CALLED_PART,
	PEOPLE_NEAR = CALLED_NEAR,	/* a typing error */
	PEOPLE_SAME = CALLED_SAME,
	PEOPLE_LEVELS
};

struct person {
	const char *id;
	struct called name;
	uint32_t value[PEOPLE_ON];	/* the numbers of the values of each field but --on */
	uint32_t external;
	uint32_t birthday;		/* 0x19800131; 0: not known */
	uint32_t tail, masked;		/* the last digits of the phone; those of 138****8000 */
	uint64_t digits;		/* of the phone, 4 bits each */
	uint64_t local;			/* a hash of the name before the @ */
	uint64_t letters;		/* a hash of the letters of the name in their order */
	int32_t acquired;		/* a day; DATE_NONE */
	uint8_t filled;			/* cells that are not empty */
};

struct people_cells {		/* "": empty */
	const char *id, *name, *birthday;
	const char *phone, *phone_key;	/* the cell; the key if the phone is valid */
	const char *email_key, *city;
	const char *external;		/* the number in another system, with the system */
	const char *const *on;
	int32_t acquired;
	unsigned filled;
};

struct people {
	size_t n;
	bool against;			/* people are compared only with those of --against, */
	size_t incoming;		/* who are the first ones */
	struct person *of;
	size_t ons;			/* columns of --on */
	uint32_t *on;			/* ons per person */
	const uint32_t *count[PEOPLE_FIELDS];	/* by number of the value */
	size_t values[PEOPLE_FIELDS];	/* different ones */
	size_t filled[PEOPLE_FIELDS];	/* how many people have one */
	const uint32_t *word_count;	/* of the words of names */
	struct called_words words;
	size_t bad_birthdays;
	struct people_own *own;
};

struct people *people_new(size_t ons);
void people_free(struct people *);

/* False: there is a person with this id, of the same side, already. */
bool people_add(struct people *, const struct people_cells *);

/* All so far are of --against. */
void people_set_against(struct people *);

/* After the last: counts. A birthday of too many people is a default of a form: it is forgotten. */
void people_finish(struct people *);

size_t people_fields(const struct people *);
uint32_t people_value(const struct people *, const struct person *, size_t field);

/* The levels of all fields. */
linkage_pattern people_compare(const struct people *, const struct person *,
    const struct person *);

/*
 * Is A the one to keep: acquired earlier, with more cells filled, with the lower id? One in the
 * other list before one of --against.
 */
bool people_precedes(const struct people *, const struct person *a, const struct person *b);

#endif
