/* Of a workbook, the worksheet is guessed, too. */
#include "lib/guess/guess_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

enum { WORD = 256 };	/* bytes of a name, quoted for a shell */

static bool
is_table(const struct guess *g)
{
	return g->refusal == NULL && g->tool != GUESS_NOTHING;
}

static void
doubt_sheet(struct guess *g, const char *sheet, const char *other)
{
	char shell[WORD];

	guess_doubt_file(g, "sheet: '%s' or '%s' (--sheet=%s)", sheet, other,
	    text_shell(other, shell, sizeof shell));
}

static struct guess
guess_sheet(const struct names *names, const char *file, const char *sheet)
{
	struct guess_file f = guess_file_read(file, sheet);
	struct guess g = guess_text(names, file, &f);

	g.sheet = mem_text(sheet);
	guess_file_free(&f);
	return g;
}

/*
 * If the first worksheet has no table for a tool, takes the first of the others that has one. A
 * further one is a doubt.
 */
static void
try_sheets(const struct names *names, const char *file, const struct guess_file *f, struct guess *g)
{
	for (char **sheet = f->other; *sheet; sheet++) {
		struct guess other = guess_sheet(names, file, *sheet);
		const bool is = is_table(&other), rival = is && is_table(g);

		if (rival)
			doubt_sheet(g, g->sheet ? g->sheet : f->sheet, *sheet);
		if (is && !rival) {
			guess_free(g);
			*g = other;
		} else
			guess_free(&other);
		if (rival)
			return;
	}
}

struct guess
guess_read(const struct names *names, const char *file)
{
	struct guess_file f = guess_file_read(file, NULL);
	struct guess g = guess_text(names, file, &f);

	if (!opt_is_stdin(file))
		try_sheets(names, file, &f, &g);
	else if (*f.other)		/* it can be read only once */
		doubt_sheet(&g, f.sheet, *f.other);
	if (f.doubt)
		guess_doubt_file(&g, "%s", f.doubt);
	g.encoding = f.encoding ? mem_text(f.encoding) : NULL;
	guess_file_free(&f);
	return g;
}
