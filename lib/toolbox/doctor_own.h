/* doctor_own - what the files of doctor.h share. */
#ifndef DOCTOR_OWN_H
#define DOCTOR_OWN_H
#include "lib/toolbox/doctor.h"

struct doctor {
	struct put *out;
	const char *path;
	int32_t today;
	bool bad;	/* a row was */
};

/* Prints a row. FIX is a command, NULL if there is none; VALUE is freed. */
void doctor_row(struct doctor *, const char *check, const char *state, char *value,
    const char *fix);

/* The rows about the file of the store, and what is in it. */
void doctor_store(struct doctor *);

#endif
