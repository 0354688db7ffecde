/* check_put - prints the faults that a check finds: check, what, fault (program). */
#ifndef CHECK_PUT_H
#define CHECK_PUT_H
#include "lib/io/put.h"
#include "lib/store/check.h"

struct check_put {
	struct put *out;
	int64_t n;		/* faults */
	struct check_report to;	/* prints a fault */
};

/* Names the columns. TO must stay where it is until check_put_close. */
void check_put_open(const struct put_opts *, struct check_put *to);

/* Ends the output. The exit status becomes 1 if there was a fault. */
void check_put_close(struct check_put *);

#endif
