#include "lib/care/due_sources.h"

#include <string.h>

#include "lib/care/due_own.h"

static const struct due_source all[] = {
	{ "promise", due_promise, false, false },
	{ "case", due_case, true, false },
	{ "visit", due_visit, false, false },
	{ "alert", due_alert, false, false },
	{ "points", due_points, false, false },
	{ "winback", due_winback, false, false },
	{ "birthday", due_birthday, false, true },
	{ "thanks", due_thanks, false, false },
	{ "festival", due_festival, false, true },
	{ "contact", due_contact, true, false },
};

enum { DUE_SOURCES = sizeof all / sizeof *all };

const struct due_source *
due_sources_at(int i)
{
	return &all[i];
}

int
due_sources_of(const char *name)
{
	for (int i = 0; i < DUE_SOURCES; i++)
		if (strcmp(all[i].name, name) == 0)
			return i;
	return -1;
}

void
due_sources_find(struct due *d)
{
	for (int i = 0; i < DUE_SOURCES; i++)
		if (due_begin(d, i, all[i].name))
			all[i].find(d);
}
