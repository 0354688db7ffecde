#include "lib/store/query_say.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/store/connection.h"
#include "lib/store/store.h"

static const char *
text_of(sqlite3_value *value)
{
	const char *s = (const char *)sqlite3_value_text(value);

	return s ? s : "";
}

/* Adds the argument of the directive S, "%s" or "%2$s", and moves S behind it. */
static void
add_argument(struct text *to, const char **s, int *next, int n, sqlite3_value **value)
{
	char *end;
	const long number = strtol(*s + 1, &end, 10);
	const long at = *end == '$' ? number : (*next)++;
	const char *said = at > 0 && at < n ? text_of(value[at]) : "";

	text_add(to, said, strlen(said));
	*s = strchr(*s, 's') + 1;
}

/* Of a format all of whose directives are %s, as catalogue_format makes sure. */
static void
say_sql(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *s = n > 0 ? say_cell(text_of(value[0])) : "";
	struct text to = { 0 };
	int next = 1;

	while (*s) {
		const size_t plain = strcspn(s, "%");

		text_add(&to, s, plain);
		s += plain;
		if (*s && strchr(s, 's') == NULL)
			break;
		if (*s)
			add_argument(&to, &s, &next, n, value);
	}
	sqlite3_result_text(ctx, to.s ? to.s : "", (int)to.n, SQLITE_TRANSIENT);
	text_free(&to);
}

static void
word_sql(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	(void)n;
	sqlite3_result_text(ctx, say_word(SAY_CELL, text_of(value[0]), text_of(value[1])), -1,
	    SQLITE_TRANSIENT);
}

void
query_say(struct store *store)
{
	if (sqlite3_create_function(store->db, "say", -1, SQLITE_UTF8, NULL, say_sql, NULL,
	    NULL) != SQLITE_OK ||
	    sqlite3_create_function(store->db, "word", 2, SQLITE_UTF8, NULL, word_sql, NULL,
	    NULL) != SQLITE_OK)
		connection_fail(store->db);
}
