/*
 * doctor - the state of a store and of what it stands on, as rows of check,state,value,fix
 * (program).
 *
 * It examines a store that the other tools may refuse: a fault is a row, and does not end the tool.
 * A state is ok, note (worth knowing) or bad.
 */
#ifndef DOCTOR_H
#define DOCTOR_H
#include <stdbool.h>
#include <stdint.h>

struct put;

/*
 * Adds the columns, and prints all rows. Whether none is bad. TODAY is the day for the feed age;
 * DATE_NONE: today, in the time zone of the store.
 */
bool doctor(const char *path, int32_t today, struct put *);

#endif
