#include "lib/io/serial_own.h"

#include <string.h>

#include "lib/base/date.h"

int
serial_places(const char *s)
{
	struct serial_decimal d;

	if (!serial_decimal_of(s, &d) || d.digits > SERIAL_DIGITS || (d.minus && d.digits == 0) ||
	    (d.digits > 0 && d.lead >= -SERIAL_PLAIN_LEAST))
		return -1;
	if (d.zeros == 0)
		return 0;
	return d.places <= SERIAL_PLACES_MOST ? (int)d.places : -1;
}

const char *
serial_places_code(int places)
{
	return serial_code(SERIAL_DAY_CODES + places - 1);
}

struct serial_day
serial_day_of(const char *s)
{
	const size_t n = strlen(s);
	const int32_t first = date_of(1900, 3, 1);
	int32_t days, second;

	if ((n != 10 && n != 16 && n != 19) ||
	    date_read(&(struct date_reader){ 0 }, s, &days, &second) != DATE_OK || days < first)
		return (struct serial_day){ .which = -1 };
	const double part = second < 0 ? 0 : second / (double)SERIAL_DAY_SECONDS;
	const int which = n == 10 ? 0 : (s[10] == 'T' ? 1 : 3) + (n == 19);

	return (struct serial_day){ days + SERIAL_EPOCH_1900 + part, which };
}

const char *
serial_day_code(int which)
{
	return serial_code(which);
}
