#include "lib/base/known.h"

#include "lib/base/date.h"
#include "lib/base/moment.h"

struct known
known_by(int32_t day)
{
	struct moment m = { day, -1 };

	if (day == DATE_NONE)
		date_now(&m.day, &m.second);
	return (struct known){ m.day, moment_last(m) };
}
