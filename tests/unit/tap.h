/* tap - the common functions of the unit tests, which print the Test Anything Protocol. */
#ifndef TAP_H
#define TAP_H
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static int tap_run, tap_failed;

static inline void
ok(bool cond, const char *name)
{
	printf("%sok %d - %s\n", cond ? "" : "not ", ++tap_run, name);
	tap_failed += !cond;
}

/* Compares with a relative tolerance; absolute if WANT is 0. */
static inline bool
is_near(double got, double want, double reltol)
{
	return got == want || fabs(got - want) <= reltol * (want == 0 ? 1 : fabs(want));
}

static inline void
near(double got, double want, double reltol, const char *name)
{
	ok(is_near(got, want, reltol), name);
	if (!is_near(got, want, reltol))
		printf("# got %.17g, want %.17g\n", got, want);
}

/* Prints the plan; main returns the result. */
static inline int
done(void)
{
	printf("1..%d\n", tap_run);
	return tap_failed > 0 || fflush(stdout) != 0;
}

#endif
