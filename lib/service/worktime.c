#include "lib/service/worktime.h"

#include <math.h>
#include <string.h>

#include "lib/base/num.h"

enum { HOUR = 3600, MINUTE = 60 };

static const double MOST = 1e6;

bool
worktime_parse(const char *s, int64_t day_seconds, int64_t *seconds)
{
	const struct {
		const char *name;
		int64_t seconds;
	} unit[] = { { "min", MINUTE }, { "h", HOUR }, { "d", day_seconds } };
	const size_t n = strspn(s, "0123456789.");
	char buf[NUM_SIZE];
	double x;

	if (n >= sizeof buf)
		return false;
	memcpy(buf, s, n);
	buf[n] = '\0';
	if (!num_parse(buf, &x) || x > MOST)
		return false;
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
		if (strcmp(s + n, unit[i].name) == 0) {
			const int64_t rounded = llround(x * (double)unit[i].seconds);

			if (rounded > 0)
				*seconds = rounded;
			return rounded > 0;
		}
	return false;
}

double
worktime_hours(int64_t seconds)
{
	return (double)seconds / HOUR;
}
