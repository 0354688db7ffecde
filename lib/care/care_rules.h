/*
 * care_rules - which reasons put a customer on the list of care-due, and when (program).
 *
 * For a customer the first rule of the reason counts whose label the customer has; if there is
 * none, the first rule without a label.
 */
#ifndef CARE_RULES_H
#define CARE_RULES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/care/reach.h"

enum { CARE_RULES_DAYS = 3660, CARE_RULES_PRIORITY = 100 };	/* the most */

struct care_rule {
	int reason;		/* number of the source (due_sources.h) */
	char *scheme, *label;	/* NULL: all customers */
	int64_t before;		/* list it this many days before it is due */
	int64_t late;		/* and up to this many days after; -1: no limit */
	int64_t every;		/* contact, case: days from the last contact or step; 0: none */
	int64_t priority;	/* 0 to 100 */
	bool service;	/* the customer expects it: neither --cap nor --holdout applies */
	enum reach_purpose purpose;	/* which consent counts */
	bool free;		/* a withdrawal does not count */
};

struct care_rules {
	struct care_rule *of;
	size_t n;
};

/*
 * Reads PATH; NULL: the installed rules/care.csv. The columns are reason, scheme, label, before,
 * late, every, priority, kind and consent, and purpose, which may be missing. A reason without a
 * rule never puts anybody on the list.
 * The caller calls care_rules_free.
 */
struct care_rules care_rules_read(const char *path);
void care_rules_free(struct care_rules *);

#endif
