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

/* The day N units after DAY; before it if N is negative. */
static int32_t
add(int32_t day, char unit, int64_t n)
{
	switch (unit) {
	case 'd':
		return day + (int32_t)n;
	case 'w':
		return day + (int32_t)(7 * n);
	default:
		return date_add_months(day, n * (unit == 'y' ? 12 : 1));
	}
}

int32_t
duration_days(struct duration d, int32_t start)
{
	return add(start, d.unit, d.n) - start;
}

/* The calendar steps from the first month of the calendar to that of DAY. */
static int64_t
months_before(int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	return (int64_t)(y - 1) * 12 + m - 1;
}

int32_t
duration_start(struct duration d, int32_t end)
{
	const int32_t first = date_of(1, 1, 1);
	const int64_t months = d.unit == 'y' ? d.n * 12 : d.unit == 'm' ? d.n : 0;

	if (months > months_before(end))
		return first;
	const int32_t start = add(end, d.unit, -d.n);

	return start < first ? first : start;
}
