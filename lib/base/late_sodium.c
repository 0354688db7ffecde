#include "lib/base/late_sodium.h"

#include <sodium.h>

#include <late.h>	/* of the build: the folder has a late.h, too */

#include "lib/base/fail.h"

void
late_sodium(const char *what, const struct late_symbol *symbols)
{
	__typeof__(sodium_init) *init;
	const struct late_symbol start[] = { { "sodium_init", &init }, { 0 } };

	late_load(what, LATE_SODIUM, symbols);
	late_load(what, LATE_SODIUM, start);
	if (init() == -1)
		fail("%s: the library %s does not start", what, LATE_SODIUM);
}
