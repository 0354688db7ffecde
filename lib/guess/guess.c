/*
 * The columns get roles by their names (names.h), then by their cells: a date must be one. Of two
 * columns of a role the surer name wins; if both are as sure, that is a doubt. Roles decide the
 * tool. Then the cells decide the decimal mark and the formats of dates.
 */
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

/* Why there is no table in it; NULL: there is one. */
static const char *
why_none(const struct layout *l)
{
	return l->sheet.rows == 0 ? say("it is empty") : l->width < 2 ?
	    say("no separator makes columns of it") : l->first == l->end ?
	    say("it has no rows below its header") : NULL;
}

/* Each NUL makes a row bad. */
static size_t
count_nuls(const char *text, size_t n)
{
	size_t nuls = 0;

	for (const char *s = text; (s = memchr(s, '\0', n - (size_t)(s - text))) != NULL; s++)
		nuls++;
	return nuls;
}

struct guess
guess_text(const struct names *names, const char *file, const struct guess_file *f)
{
	struct guess g = { .file = file, .made = f->made,
		.layout = layout_find(names, f->text, f->n, f->made) };
	const char *why = why_none(&g.layout);

	if (why) {
		g.refusal = mem_text(why);
		g.tool = GUESS_NOTHING;
		return g;
	}
	g.column = mem_new(g.layout.width, sizeof *g.column);
	guess_roles(&g, names);
	if (!g.layout.has_header)
		guess_like_all(&g);
	if (g.layout.separator_doubt)
		guess_doubt_file(&g, "separator: '%c' fits as well (--separator)", g.layout.other);
	guess_persons(&g);
	guess_tool(&g);
	guess_roles_choose(&g);
	guess_ids(&g);
	guess_cells(&g);
	guess_lunar(&g);
	guess_totals(&g);
	guess_rows(&g);
	g.bad += count_nuls(f->text, f->n);
	return g;
}

void
guess_free(struct guess *g)
{
	for (size_t i = 0; i < g->doubts; i++)
		free(g->doubt[i]);
	for (size_t i = 0; i < GUESS_SHOWN; i++)
		free(g->shown[i]);
	for (size_t i = 0; i < g->leaves; i++)
		text_free(&g->leave_out[i]);
	for (size_t i = 0; g->column && i < g->layout.width; i++)
		column_free(&g->column[i]);
	text_free(&g->nothing);
	free(g->encoding);
	free(g->sheet);
	free(g->refusal);
	free(g->column);
	layout_free(&g->layout);
}
