#include "lib/extension/arguments.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/text.h"
SQLITE_EXTENSION_INIT3

enum { MESSAGE = 400 };

void
arguments_wrong(struct arguments *a, const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	if (a->bad)
		return;
	const int n = snprintf(message, sizeof message, "%s: ", a->function);

	va_start(ap, fmt);
	vsnprintf(message + n, sizeof message - (size_t)n, fmt, ap);
	va_end(ap);
	text_tidy(message);	/* it quotes cells, and may end within a character */
	sqlite3_result_error(a->ctx, message, -1);
	a->bad = true;
}

bool
arguments_empty(const struct arguments *a, int i)
{
	sqlite3_value *v = a->value[i];
	const int type = sqlite3_value_type(v);

	return type == SQLITE_NULL || (type == SQLITE_TEXT && sqlite3_value_bytes(v) == 0);
}

double
arguments_number(struct arguments *a, int i, const char *what, double least, double most)
{
	if (arguments_empty(a, i)) {
		a->null = true;
		return NAN;
	}
	const int type = sqlite3_value_numeric_type(a->value[i]);
	const double x = sqlite3_value_double(a->value[i]);

	if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
		arguments_wrong(a, "%s is not a number", what);
	else if (!(x >= least && x <= most))
		arguments_wrong(a, "%s must be from %.15g to %.15g", what, least, most);
	return x;
}

int64_t
arguments_whole(struct arguments *a, int i, const char *what, int64_t least, int64_t most)
{
	const double x = arguments_number(a, i, what, -INFINITY, INFINITY);

	if (a->null || a->bad)
		return least;
	if (x != floor(x) || !(x >= (double)least && x <= (double)most)) {
		arguments_wrong(a, "%s must be a whole number from %lld to %lld", what,
		    (long long)least, (long long)most);
		return least;
	}
	return (int64_t)x;
}

/* The text of a value; NULL if it has a NUL or more than MOST bytes. */
static const char *
text_of(sqlite3_value *v, size_t most)
{
	const char *s = (const char *)sqlite3_value_text(v);
	const int n = sqlite3_value_bytes(v);

	return s && (size_t)n <= most && strlen(s) == (size_t)n ? s : NULL;
}

const char *
arguments_text(struct arguments *a, int i, const char *what, size_t most)
{
	if (arguments_empty(a, i)) {
		a->null = true;
		return NULL;
	}
	const char *s = text_of(a->value[i], most);

	if (s == NULL)
		arguments_wrong(a, "%s is not a text of at most %zu bytes", what, most);
	return s;
}

const char *
arguments_cell(struct arguments *a, int i, size_t most)
{
	const char *s = arguments_empty(a, i) ? NULL : text_of(a->value[i], most);

	a->null = a->null || s == NULL;
	return s;
}

bool
arguments_good(const struct arguments *a)
{
	if (a->null && !a->bad)
		sqlite3_result_null(a->ctx);
	return !a->null && !a->bad;
}

void
arguments_result(const struct arguments *a, double x)
{
	if (isfinite(x))
		sqlite3_result_double(a->ctx, x);
	else
		sqlite3_result_null(a->ctx);
}
