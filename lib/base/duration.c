#include "lib/base/duration.h"

#include <string.h>

#include "lib/base/date.h"
#include "lib/base/num.h"

bool
duration_parse_time(const char *s, struct duration *to)
{
	char buf[NUM_SIZE];
	size_t n = strspn(s, "0123456789");
	const char unit = s[n] ? s[n] : 'd';

	if (n == 0 || n > 7 || (s[n] && s[n + 1]) || strchr("dwmy", unit) == NULL)
		return false;
	memcpy(buf, s, n);
	buf[n] = '\0';
	to->unit = unit;
	return num_count(buf, &to->n) && to->n <= 1000000;
}

bool
duration_parse(const char *s, struct duration *to)
{
	return duration_parse_time(s, to) && to->n >= 1;
}

bool
duration_parse_horizon(const char *s, struct duration *to)
{
	if (strcmp(s, "inf") != 0)
		return duration_parse(s, to);
	*to = (struct duration){ .unit = 'i' };
	return true;
}

bool
duration_is_infinite(struct duration d)
{
	return d.unit == 'i';
}

int32_t
duration_days(struct duration d, int32_t start)
{
	switch (d.unit) {
	case 'd':
		return (int32_t)d.n;
	case 'w':
		return (int32_t)(7 * d.n);
	default:
		return date_add_months(start, d.n * (d.unit == 'y' ? 12 : 1)) - start;
	}
}
