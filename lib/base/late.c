#define _GNU_SOURCE
#include "lib/base/late.h"

#include <dlfcn.h>
#include <err.h>
#include <string.h>

#include "lib/base/exit.h"

static _Noreturn void
missing(const char *library)
{
	errx(EXIT_TROUBLE, "workbooks need the library %s: %s", library, dlerror());
}

void
late_load(const char *library, const struct late_symbol *symbols)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

	if (handle == NULL)
		missing(library);
	for (; symbols->name; symbols++) {
		void *symbol = dlsym(handle, symbols->name);

		if (symbol == NULL)
			missing(library);
		memcpy(symbols->to, &symbol, sizeof symbol);
	}
}
