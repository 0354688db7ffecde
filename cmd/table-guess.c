/* table-guess - find out how to read a table of another system */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/guess/guess.h"
#include "lib/guess/guess_file.h"
#include "lib/guess/guess_show.h"
#include "lib/guess/names.h"
#include "lib/io/opt.h"
#include "lib/preset/preset.h"
#include "lib/preset/target.h"

enum { WORD = 256 };	/* bytes of a name, quoted for a shell */

static const struct tool tool = {
	"table-guess", "[FILE...]",
	"Find out how to read a table of another system, and print the command that loads it.\n"
	"Examines the encoding, the separator, the decimal mark, the formats of dates, the\n"
	"header and the cells.",
	"Standard output has one command per FILE, or two if a table of orders says who the\n"
	"customers are: the first one adds them.  Standard error shows the first rows as the\n"
	"command reads them, and reports what is in doubt, with the option that decides it.\n"
	"The command loads into the default store, or into that of -d.\n"
	"Examples:\n"
	"  table-guess export.csv\n"
	"  sh -c \"$(table-guess export.csv)\"\n"
	"Exit status: 0 if sure; 1 if something is in doubt; 2 on error, or if the file cannot be\n"
	"loaded.\n",
};

/* The columns that the preset fills from this header, and the command does not. */
static char *
preset_adds(const struct preset *p, const struct guess *g, char *const *name)
{
	struct text list = { 0 };

	for (const struct preset_rule *r = p->rule; r < p->rule + p->n; r++) {
		if (r->word != PRESET_COLUMN || strcmp(r->as, preset_makes(p)) != 0 ||
		    guess_column(g, r->name) || text_lists(list.n ? list.s : "", r->name,
		    strlen(r->name)))
			continue;
		if (strcmp(r->how, "constant") != 0 &&
		    preset_find(r->from, name, g->layout.width, 0, true) == g->layout.width)
			continue;
		if (list.n > 0)
			list.s[list.n - 1] = ',';
		text_add(&list, r->name, strlen(r->name) + 1);
	}
	return list.n > 0 ? list.s : NULL;
}

/* Says why the command does not use the preset: the command follows the cells of this file. */
static void
say_why(const struct preset *p, const struct target *t, const struct guess *g, char *const *name)
{
	const char *lacks = preset_lacks(p, name, g->layout.width);
	char *adds = lacks ? NULL : preset_adds(p, g, name);

	if (lacks)
		opt_note("%s: the command does not use the preset, because there is no column '%s'",
		    g->file, lacks);
	else if (adds)
		opt_note("%s: the command does not use the preset, which also fills %s:"
		    " %s --preset=%s FILE", g->file, adds, t->load, p->name);
	else
		opt_note("%s: the command does not use the preset, but reads the same columns",
		    g->file);
	free(adds);
}

/* A preset knows more than names: it is named if the file has its names. */
static void
say_preset(const struct guess *g)
{
	char **name = mem_new(g->layout.width, sizeof *name);
	size_t need, found;

	for (size_t i = 0; i < g->layout.width; i++)
		name[i] = mem_text(g->column && g->column[i].head ? g->column[i].head : "");
	const struct preset *p = preset_best(name, g->layout.width, &need, &found);
	const struct target *t = p && preset_makes(p) ? target_find(preset_makes(p)) : NULL;

	if (t)
		opt_note("%s: the preset %s fits (%zu of its %zu names):"
		    " table-convert --preset=%s FILE | %s", g->file, p->name, found, need, p->name,
		    t->load);
	else if (p)
		opt_note("%s: the preset %s fits (%zu of its %zu names),"
		    " but custkit cannot use such a file: %s",
		    g->file, p->name, found, need, preset_text(p, PRESET_REFUSE));
	if (t && g->refusal == NULL)
		say_why(p, t, g, name);
	for (size_t i = 0; i < g->layout.width; i++)
		free(name[i]);
	free(name);
}

static bool
is_table(const struct guess *g)
{
	return g->refusal == NULL && g->tool != GUESS_NOTHING;
}

static void
doubt_sheet(struct guess *g, const char *sheet, const char *other)
{
	char shell[WORD];

	guess_doubt(g, "sheet: '%s' or '%s' (--sheet=%s)", sheet, other,
	    text_shell(other, shell, sizeof shell));
}

/*
 * If the first worksheet has no table for a tool, takes the first of the others that has one. A
 * further one is a doubt.
 */
static void
try_sheets(const struct names *names, const char *file, const struct guess_file *f, struct guess *g)
{
	for (char **sheet = f->other; *sheet; sheet++) {
		struct guess_file other_file = guess_file_read(file, *sheet);
		struct guess other = guess_text(names, file, other_file.text, other_file.n, true);
		const bool rival = is_table(&other) && is_table(g);

		if (rival)
			doubt_sheet(g, g->sheet ? g->sheet : f->sheet, *sheet);
		if (is_table(&other) && !rival) {
			guess_free(g);
			*g = other;
			g->sheet = *sheet;
		} else
			guess_free(&other);
		guess_file_free(&other_file);
		if (rival)
			return;
	}
}

/* The command leaves cancelled orders out. So one that was loaded before stays. */
static void
say_cancelled(const struct guess *g, const char *encoding)
{
	char *command = guess_cancelled_command(g, encoding);

	if (command)
		opt_note("%s: cancelled orders are left out, but stay in the store if they were"
		    " loaded before; this removes them: %s", g->file, command);
	free(command);
}

static void
guess_one(const struct names *names, const char *file, const char *db)
{
	struct guess_file f = guess_file_read(file, NULL);
	struct guess g = guess_text(names, file, f.text, f.n, f.made);

	if (strcmp(file, "-") != 0)
		try_sheets(names, file, &f, &g);
	else if (*f.other)		/* it can be read only once */
		doubt_sheet(&g, f.sheet, *f.other);
	if (f.doubt)
		guess_doubt(&g, "%s", f.doubt);
	say_preset(&g);
	if (g.refusal)
		fail("%s: %s", file, g.refusal);
	g.db = db;
	char *command = guess_command(&g, f.encoding);
	char *persons = guess_persons_command(&g, f.encoding);

	guess_show(&g);
	say_cancelled(&g, f.encoding);
	if (persons)
		puts(persons);
	puts(command);
	opt_status(g.doubts > 0 ? EXIT_NO : 0);
	free(persons);
	free(command);
	guess_free(&g);
	guess_file_free(&f);
}

int
main(int argc, char *argv[])
{
	const char *db = NULL;
	const struct opt opts[] = {
		{ OPT_FILE, 'd', "db", "FILE", "print commands that load into this store", &db },
		{ 0 },
	};
	char **files = opt_parse(&tool, opts, argc, argv);
	static char dash[] = "-", *stdin_only[] = { dash, NULL };

	opt_need_input(files);
	struct names *names = names_open();

	for (char **file = *files ? files : stdin_only; *file; file++)
		guess_one(names, *file, db);
	names_close(names);
	return opt_leave();
}
