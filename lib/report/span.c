#include "lib/report/span.h"

#include "lib/base/date.h"

/* How many months the days from SINCE to before END are; 0: not whole ones. */
static int64_t
whole_months(int32_t since, int32_t end)
{
	enum { DAYS = 28 };
	const int64_t most = (end - since) / DAYS;

	for (int64_t n = 1; n <= most; n++)
		if (date_add_months(since, n) == end)
			return n;
	return 0;
}

struct span
span_of(int32_t since, int32_t until, int32_t as_of, enum span_compare compare)
{
	enum { YEAR = 12 };
	struct span s = { since, until == DATE_NONE ? as_of : until, 0, 0 };
	const int32_t end = s.until + 1;

	if (since == DATE_NONE)
		s.since = date_add_months(end, -SPAN_MONTHS);
	const int64_t months = compare == SPAN_YEAR ? YEAR : whole_months(s.since, end);

	if (months > 0) {
		s.before_since = date_add_months(s.since, -months);
		s.before_until = date_add_months(end, -months) - 1;
	} else {
		s.before_since = s.since - (end - s.since);
		s.before_until = s.since - 1;
	}
	return s;
}
