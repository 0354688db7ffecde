#include "lib/customer/phone_read.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "lib/base/say.h"
#include "lib/customer/phone_both.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"

static phone_both_library *
open_plugin(void)
{
	char *path = share_plugin("phone_number.so");
	void *plugin = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
	phone_both_library *read = NULL;

	if (plugin)
		*(void **)&read = dlsym(plugin, "phone_number_read");	/* as in POSIX */
	if (read == NULL)
		opt_note("telephone numbers outside China are not read: %s",
		    path ? dlerror() : say("phone_number.so is not installed"));
	free(path);
	return read;
}

static phone_both_library *
plugin(void)
{
	static phone_both_library *read;
	static bool tried;

	if (!tried)
		read = open_plugin();
	tried = true;
	return read;
}

enum phone_verdict
phone_read(const char *cell, const char *country, struct phone *to)
{
	return phone_both(cell, country, plugin, to);
}
