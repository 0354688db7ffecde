#include "lib/toolbox/doctor_own.h"

#include <dlfcn.h>
#include <gsl/gsl_version.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistring/version.h>
#include <xxhash.h>
#include <zlib.h>

#include "late.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/put.h"
#include "lib/io/share.h"
#include "version.h"

static void
plugins(struct doctor *d)
{
	static const char *const names[][2] = {
		{ "phone_number.so", SAY("telephone numbers outside China are not read") },
		{ "custkit.so", SAY("SQL has no functions of the tools") },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = share_plugin(names[i][0]);
		void *plugin = path ? dlopen(path, RTLD_LAZY | RTLD_LOCAL) : NULL;

		if (plugin)
			doctor_row(d, "plugin", "ok", mem_text(path), NULL);
		else
			doctor_row(d, "plugin", "note", mem_print(
			    say_cell("%s: %s; %s"), names[i][0],
			    path ? dlerror() : say_cell("not installed"), say_cell(names[i][1])),
			    NULL);
		free(path);
	}
}

/* Libraries that a tool loads when it needs them. */
static void
late_libraries(struct doctor *d)
{
	static const struct {
		const char *name, *use;
	} late[] = {
		{ LATE_ZIP, SAY("reading .xlsx") },
		{ LATE_EXPAT, SAY("reading .xlsx") },
		{ LATE_XLSXWRITER, SAY("writing .xlsx") },
		{ LATE_ICUI18N, SAY("names in Latin letters") },
		{ LATE_SODIUM, SAY("the audit chain, forgetting, pseudonyms") },
	};

	for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
		void *library = dlopen(late[i].name, RTLD_LAZY | RTLD_LOCAL);
		const bool there = library != NULL;

		if (there)
			dlclose(library);

		doctor_row(d, "library", there ? "ok" : "note", mem_print(there ?
		    say_cell("%s (%s)") : say_cell("%s is missing (%s)"), late[i].name,
		    say_cell(late[i].use)),
		    NULL);
	}
}

static void
libraries(struct doctor *d)
{
	const int u = _libunistring_version;
	const unsigned x = XXH_versionNumber();

	doctor_row(d, "library", "ok",
	    mem_print(say_cell("SQLite %s, GSL %s, zlib %s, libunistring %d.%d,"
	    " xxHash %u.%u.%u"), sqlite3_libversion(), gsl_version, zlibVersion(), u >> 16,
	    u >> 8 & 255, x / 10000, x / 100 % 100, x % 100), NULL);
	late_libraries(d);
}

bool
doctor(const char *path, int32_t today, struct put *out)
{
	static const struct put_head head[] = { { "check", PUT_TEXT }, { "state", PUT_TEXT },
		{ "value", PUT_TEXT }, { "fix", PUT_TEXT }, { 0 } };
	struct doctor d = { out, path, today, false };

	put_columns(out, head);
	doctor_row(&d, "version", "ok", mem_print(say_cell("custkit %s, schema %d"),
	    CUSTKIT_VERSION,
	    CUSTKIT_SCHEMA), NULL);
	doctor_store(&d);
	libraries(&d);
	plugins(&d);
	return !d.bad;
}
