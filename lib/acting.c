#include "lib/acting.h"

#include <err.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/mem.h"
#include "lib/num.h"
#include "lib/text.h"

bool
acting_given(const struct acting *a)
{
	return a->at || a->actor || a->note;
}

static void
check_text(const char *option, const char *s)
{
	if (s && text_utf8(s, strlen(s)) != strlen(s))
		opt_misuse("--%s is not UTF-8", option);
}

static const char *
login_name(void)
{
	const struct passwd *p = getpwuid(getuid());	/* cppcheck-suppress getpwuidCalled ; there is one thread */

	if (p == NULL)
		errx(EXIT_TROUBLE, "who did it is not known: say it with --actor=NAME");
	return p->pw_name;
}

struct date_reader
acting_clock(sqlite3 *db, const char *tz)
{
	static char *zone;	/* lasts as long as the program, as an option does */

	free(zone);
	zone = store_meta(db, "timezone");
	opt_use_zone(tz ? tz : zone);
	return (struct date_reader){ .zone = tz ? tz : zone };
}

void
acting_begin(struct acting *a, const struct date_reader *dates)
{
	struct moment now;

	check_text("actor", a->actor);
	check_text("note", a->note);
	if (a->actor && *a->actor == '\0')
		opt_misuse("--actor is empty");
	if (a->actor == NULL)
		a->actor = login_name();
	date_now(&now.day, &now.second);
	a->when = now;
	if (a->at) {
		const enum date_result r = date_read(dates, a->at, &a->when.day, &a->when.second);

		if (r != DATE_OK)
			opt_misuse("--at '%.60s' %s", a->at, date_why(r));
		if (moment_first(a->when) > moment_first(now))
			opt_misuse("--at '%.60s' is in the future", a->at);
	}
	a->at = moment_text(a->when, a->text);
}

int64_t *
acting_numbers(char **operands, const char *thing, size_t *n)
{
	for (*n = 0; operands[*n]; (*n)++)
		;
	if (*n == 0)
		opt_misuse("name the %ss by their numbers", thing);
	int64_t *id = mem_new(*n, sizeof *id);

	for (size_t i = 0; i < *n; i++)
		if (!num_count(operands[i], &id[i]))
			opt_misuse("'%s' is no number of a %s", operands[i], thing);
	return id;
}
