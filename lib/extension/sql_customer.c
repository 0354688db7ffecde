#define _GNU_SOURCE
#include "lib/extension/sql_customer.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "lib/customer/email.h"
#include "lib/customer/phone_both.h"
#include "lib/extension/arguments.h"
SQLITE_EXTENSION_INIT3

enum { LONGEST = 1000 };	/* of a cell that can be a number or an address */

/* libphonenumber, for all connections of the process. */
static phone_both_library *library;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Opens phone_number.so in the folder of this extension. */
static void
open_library(void)
{
	static const char name[] = "phone_number.so";
	char path[PATH_MAX];
	Dl_info self;

	if (dladdr(&once, &self) == 0 || self.dli_fname == NULL)
		return;
	const char *slash = strrchr(self.dli_fname, '/');
	const int folder = slash ? (int)(slash - self.dli_fname) + 1 : 0;

	if (snprintf(path, sizeof path, "%.*s%s%s", folder, self.dli_fname, folder ? "" : "./",
	    name) >= (int)sizeof path)
		return;
	void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);	/* to the end of the process */

	if (plugin)
		*(void **)&library = dlsym(plugin, "phone_number_read");	/* as in POSIX */
	/* cppcheck-suppress resourceLeak */
}

static phone_both_library *
find_library(void)
{
	pthread_once(&once, open_library);
	return library;
}

/* NULL if the cell is not a valid number; the country is that of a number without its code. */
static void
e164(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "e164", v, false, false };
	const char *cell = arguments_cell(&a, 0, LONGEST);
	char code[PHONE_COUNTRY];
	const char *country = n > 1 && !arguments_empty(&a, 1)
	    ? arguments_text(&a, 1, "the country", LONGEST) : NULL;
	struct phone phone;

	if (!arguments_good(&a))
		return;
	const enum phone_verdict verdict = phone_both(cell,
	    country ? phone_country(country, NULL, code) : NULL, find_library, &phone);

	if (verdict == PHONE_VALID)
		sqlite3_result_text(ctx, phone.e164, -1, SQLITE_TRANSIENT);
	else if (phone.unsure)
		arguments_wrong(&a, "a number that is not of China requires phone_number.so in the"
		    " folder of custkit.so");
}

static void
email_key(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "email_key", v, false, false };
	const char *cell = arguments_cell(&a, 0, LONGEST);
	char key[EMAIL_SIZE];

	(void)n;
	if (arguments_good(&a) && email_read(cell, key) == EMAIL_VALID)
		sqlite3_result_text(ctx, key, -1, SQLITE_TRANSIENT);
}

const struct function sql_customer_functions[] = {
	{ .name = "e164", .arguments = 1, .changes = true, .scalar = e164 },
	{ .name = "e164", .arguments = 2, .changes = true, .scalar = e164 },
	{ .name = "email_key", .arguments = 1, .scalar = email_key },
	{ 0 },
};
