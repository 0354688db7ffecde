#include <stdarg.h>
#include <stdio.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/mask.h"
#include "lib/io/table.h"
#include "lib/store/record_own.h"

enum { FAULT = RECORD_WHY + 128 };

bool
record_good(const struct record_load *l)
{
	return l->keep_good || l->in == NULL || table_bads(l->in) == 0;
}

void
record_created(const struct record_load *l, int64_t n, const char *id)
{
	if (n == 0)
		return;
	l->created->n += n;
	snprintf(l->created->id, sizeof l->created->id, "%s", id);
}

void
record_bad(const struct record_load *l, const char *field, const char *fmt, ...)
{
	char why[FAULT];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof why, say(fmt), args);
	va_end(args);
	text_tidy(why);
	if (l->in == NULL)
		fail("%s", mask_message(field, why));
	table_bad(l->in, field, "%s", why);
}
