#include "lib/extension/custkit.h"

#include "lib/extension/hours.h"
#include "lib/extension/scorer.h"
#include "lib/extension/sql_customer.h"
#include "lib/extension/sql_rfm.h"
#include "lib/extension/sql_survey.h"
#include "lib/extension/sql_time.h"
#include "lib/extension/sql_value.h"
SQLITE_EXTENSION_INIT3

/* Called once for each function that SQLite drops, and once by sqlite3_custkit_init. */
static void
leave(void *ctx)
{
	struct function_shared *s = ctx;

	if (--s->users > 0)
		return;
	scorer_free(s->scorer);
	hours_free(s->hours);
	sqlite3_free(s);
}

static struct function_shared *
shared_new(void)
{
	struct function_shared *s = sqlite3_malloc64(sizeof *s);

	if (s == NULL)
		return NULL;
	*s = (struct function_shared){ 1, scorer_new(), hours_new() };
	if (s->scorer && s->hours)
		return s;
	leave(s);
	return NULL;
}

/* SQLite calls leave also if it cannot create the function. */
static int
create(sqlite3 *db, const struct function *f, struct function_shared *s)
{
	const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | (f->changes ? 0 : SQLITE_DETERMINISTIC);

	s->users++;
	return f->scalar ? sqlite3_create_function_v2(db, f->name, f->arguments, flags, s,
	    f->scalar, NULL, NULL, leave) : sqlite3_create_window_function(db, f->name,
	    f->arguments, flags, s, f->step, f->final, f->value, f->inverse, leave);
}

int
sqlite3_custkit_init(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
	static const struct function *const all[] = { sql_value_functions, sql_survey_functions,
		sql_rfm_functions, sql_customer_functions, sql_time_functions };
	int status = SQLITE_OK;

	(void)message;
	SQLITE_EXTENSION_INIT2(api);
	struct function_shared *s = shared_new();

	if (s == NULL)
		return SQLITE_NOMEM;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		for (const struct function *f = all[i]; f->name && status == SQLITE_OK; f++)
			status = create(db, f, s);
	leave(s);
	return status;
}
