/*
 * consent_log - the rows of the table consent, as record.h adds them (program).
 *
 * A stored row never changes: a row of the same external_id with other values is bad. A withdrawal
 * is always recorded, also where nobody knows that the consent was given; those are counted, as
 * their purpose may be misspelled.
 */
#ifndef CONSENT_LOG_H
#define CONSENT_LOG_H
#include "lib/store/record.h"

extern const struct record consent_log;

#endif
