#include "lib/customer/phone_read.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "lib/customer/phone_number.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"

typedef int number_read(const char *digits, const char *country, char *e164, size_t room);

static number_read *
open_plugin(void)
{
	char *path = share_plugin("phone_number.so");
	void *plugin = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
	number_read *read = NULL;

	if (plugin)
		*(void **)&read = dlsym(plugin, "phone_number_read");	/* as in POSIX */
	if (read == NULL)
		opt_note("telephone numbers outside China are not read: %s",
		    path ? dlerror() : "phone_number.so is not installed");
	free(path);
	return read;
}

static number_read *
plugin(void)
{
	static number_read *read;
	static bool tried;

	if (!tried)
		read = open_plugin();
	tried = true;
	return read;
}

static enum phone_reason
reason_of(int result)
{
	switch (result) {
	case PHONE_NUMBER_NO_CODE:
		return PHONE_BAD_COUNTRY_CODE;
	case PHONE_NUMBER_LENGTH:
		return PHONE_BAD_LENGTH;
	case PHONE_NUMBER_LOCAL:
		return PHONE_NO_AREA_CODE;
	default:
		return PHONE_NOT_ASSIGNED;
	}
}

enum phone_verdict
phone_read(const char *cell, const char *country, struct phone *to)
{
	struct phone_ask ask;
	const enum phone_verdict first = phone_first(cell, country, to, &ask);

	if (*ask.digits == '\0')
		return first;
	number_read *read = plugin();

	to->unsure = read == NULL;
	if (to->unsure)
		return first;
	const int result = read(ask.digits, country ? country : "ZZ", to->e164, sizeof to->e164);

	if (result == PHONE_NUMBER_VALID) {
		to->reason = ask.warning;
		return PHONE_VALID;
	}
	*to->e164 = '\0';
	if (first == PHONE_VALID || to->reason == PHONE_NO_LIBRARY)
		to->reason = reason_of(result);	/* else the reason of the first pass stays */
	return PHONE_BAD;
}
