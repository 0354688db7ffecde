#include "lib/base/late_sodium.h"

#include <err.h>
#include <sodium.h>

#include <late.h>	/* of the build: the folder has a late.h, too */
#include "lib/base/exit.h"

void
late_sodium(const char *what, const struct late_symbol *symbols)
{
	__typeof__(sodium_init) *init;
	const struct late_symbol start[] = { { "sodium_init", &init }, { 0 } };

	late_load(what, LATE_SODIUM, symbols);
	late_load(what, LATE_SODIUM, start);
	if (init() == -1)
		errx(EXIT_TROUBLE, "%s: the library %s does not start", what, LATE_SODIUM);
}
