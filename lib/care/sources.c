#include "lib/care/sources.h"

#include <string.h>

#include "lib/care/due_own.h"

static const struct source all[] = {
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

enum { SOURCES = sizeof all / sizeof *all };

const struct source *
sources_at(int i)
{
	return &all[i];
}

int
sources_of(const char *name)
{
	for (int i = 0; i < SOURCES; i++)
		if (strcmp(all[i].name, name) == 0)
			return i;
	return -1;
}

void
sources_find(struct due *d)
{
	for (int i = 0; i < SOURCES; i++)
		if (due_begin(d, i, all[i].name))
			all[i].find(d);
}
