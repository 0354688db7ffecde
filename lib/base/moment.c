#include "lib/base/moment.h"

enum { DAY = 86400 };

bool
moment_parse(const char *s, struct moment *to)
{
	return date_read_any(&(struct date_reader){ 0 }, s, &to->day, &to->second) == DATE_OK;
}

char *
moment_text(struct moment m, char to[static DATE_TIME_SIZE])
{
	to[0] = '\0';
	return m.day == DATE_NONE ? to : date_time_text(m.day, m.second, to);
}

int64_t
moment_first(struct moment m)
{
	return (int64_t)m.day * DAY + (m.second < 0 ? 0 : m.second);
}

int64_t
moment_last(struct moment m)
{
	return (int64_t)m.day * DAY + (m.second < 0 ? DAY - 1 : m.second);
}

struct moment
moment_of(int64_t seconds)
{
	const int64_t second = (seconds % DAY + DAY) % DAY;

	return (struct moment){ (int32_t)((seconds - second) / DAY), (int32_t)second };
}
