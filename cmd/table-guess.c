/* table-guess - find out how to read a table of another system */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/guess/guess.h"
#include "lib/guess/guess_show.h"
#include "lib/guess/names.h"
#include "lib/io/opt.h"

static const struct tool tool = {
	"table-guess", "[FILE...]",
	"Find out how to read a table of another system, and print the command that loads it.\n"
	"Examines the encoding, the separator, the decimal mark, the formats of dates, the\n"
	"header and the cells.",
	"Standard output has one command per FILE, or two if a table of orders says who the\n"
	"customers are: the first one adds them.  Standard error shows the first rows as the\n"
	"command reads them, and reports what is in doubt, with the option that decides it.\n"
	"If the file is the export of a system that custkit has a preset for, the command uses\n"
	"the preset.\n"
	"The command loads into the default store, or into that of -d.\n"
	"Examples:\n"
	"  table-guess export.csv\n"
	"  sh -c \"$(table-guess export.csv)\"\n"
	"Exit status: 0 if sure; 1 if something is in doubt; 2 on error, or if the file cannot be\n"
	"loaded.\n",
};

static void
guess_one(const struct names *names, const char *file, const char *db, bool presets)
{
	struct guess g = guess_read(names, file);

	guess_preset(&g, presets);
	if (g.refusal)
		fail("%s: %s", file, g.refusal);
	g.db = db;
	char *command = guess_command(&g), *persons = guess_persons_command(&g);

	guess_show(&g, persons != NULL);
	if (persons)
		puts(persons);
	puts(command);
	opt_status(g.doubts > 0 ? EXIT_NO : 0);
	free(persons);
	free(command);
	guess_free(&g);
}

int
main(int argc, char *argv[])
{
	const char *db = NULL;
	bool no_preset = false;
	const struct opt opts[] = {
		{ OPT_FILE, 'd', "db", "FILE", "print commands that load into this store", &db },
		{ OPT_FLAG, 0, "no-preset", NULL,
		    "go by the columns of the file, even if a preset fits", &no_preset },
		{ 0 },
	};
	char **files = opt_parse(&tool, opts, argc, argv);
	static char dash[] = "-", *stdin_only[] = { dash, NULL };

	opt_need_input(files);
	struct names *names = names_open();

	for (char **file = *files ? files : stdin_only; *file; file++)
		guess_one(names, *file, db, !no_preset);
	names_close(names);
	return opt_leave();
}
