/* command: templates by hand, with names that a shell would misread. */
#include "lib/report/command.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static struct facts
facts_of(const char *store, char **files)
{
	return (struct facts){ .store = store, .files = files,
		.as_of = date_parse("1998-06-30"),
		.span = span_of(DATE_NONE, DATE_NONE, date_parse("1998-06-30"), SPAN_BEFORE) };
}

static void
check(const char *template, const struct facts *f, const char *want)
{
	struct command c;
	const bool there = command_of(template, f, &c);

	ok(there == (want != NULL) && (!there || strcmp(c.text, want) == 0),
	    want ? want : template);
	if (there) {
		if (!want || strcmp(c.text, want) != 0)
			printf("# got %s\n", c.text);
		command_free(&c);
	}
}

int
main(void)
{
	struct facts f = facts_of("shop.db", (char *[]){ NULL });
	struct command c;
	char date[DATE_SIZE];

	check("clv-calc @as-of --total @facts", &f,
	    "clv-calc --as-of=1998-06-30 --total -d shop.db");
	check("x @since @until @earlier @years @compare @store", &f,
	    "x --since=1998-04-01 --until=1998-06-30 --since=1998-03-31 "
	    "--since=1996-07-01 -d shop.db");
	check("x @facts | y --z", &f, "x -d shop.db | y --z");
	check("x @quarters @lang", &f, "x --since=1998-01-01");
	f.lang = "zh";
	check("x @lang", &f, "x --lang=zh");
	check("x @by", &f, NULL);
	f.by = "region";
	f.compare = SPAN_YEAR;
	check("x @by @compare", &f, "x --by=region --compare=year");
	check("x @unknown", &f, NULL);
	ok(strcmp(command_word("@before", &f, date), "1998-03-31") == 0 &&
	    strcmp(command_word("@group", &f, date), "region") == 0 &&
	    command_word("@x", &f, date) == NULL, "words of sentences");
	f = facts_of("it's a; shop.db", (char *[]){ NULL });
	check("x @facts", &f, "x -d 'it'\\''s a; shop.db'");
	ok(command_of("x @facts", &f, &c) && strcmp(c.words[0][2], "it's a; shop.db") == 0 &&
	    c.words[0][3] == NULL, "a name is one word");
	command_free(&c);
	f = facts_of(NULL, (char *[]){ (char[]){ "a.csv" }, (char[]){ "b c.csv" }, NULL });
	check("x @facts", &f, "x a.csv 'b c.csv'");
	check("x @store", &f, NULL);
	f = facts_of(NULL, (char *[]){ NULL });
	check("x @facts", &f, "x");
	return done();
}
