#include "lib/base/say.h"

#include <libintl.h>

#define DOMAIN "custkit"

const char *
say(const char *text)
{
	return text && *text ? dgettext(DOMAIN, text) : text;
}
