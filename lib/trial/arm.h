/*
 * arm - whether a customer is held out of a trial (pure).
 *
 * The draw of a customer is a number from 0 to 1 (exclusive) that depends only on the id and on the
 * name of the trial: xxhash64(trial, customer_id) as Spark SQL computes it, its upper 53 bits
 * divided by 2^53. A customer is held out if the draw is less than the share. So the arm is the
 * same on any machine and in any order of rows; a customer who is held out at a share is held out
 * at any larger share; and the draws of two trials are independent.
 */
#ifndef ARM_H
#define ARM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum arm { ARM_TREATMENT, ARM_HOLDOUT, ARMS };

/* treatment, holdout */
const char *arm_name(enum arm);
int arm_of(const char *name);	/* -1: not an arm */

/* The longest name of a trial, in bytes. */
enum { ARM_TRIAL_MOST = 64 };

/*
 * Why it cannot be the name of a trial, as the end of a sentence; NULL if it can. The rule is that
 * of ids: 1 to 64 bytes of UTF-8 without control characters.
 */
const char *arm_trial_why(const char *trial);

/* For the draws of many customers of one trial. */
uint64_t arm_seed(const char *trial);
double arm_draw(uint64_t seed, const char *id, size_t bytes);

/* Whether the customer is held out of the trial at a SHARE from 0 to 1. */
bool arm_is_held(const char *trial, double share, const char *id);

#endif
