/* A preset knows more than names: it is named if the file has its names. */
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/preset/preset.h"
#include "lib/preset/target.h"

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

/* Notes why the command does not use the preset: the command follows the cells of this file. */
static void
note_why(const struct preset *p, const struct target *t, const struct guess *g, char *const *name)
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

void
guess_preset(const struct guess *g)
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
		note_why(p, t, g, name);
	for (size_t i = 0; i < g->layout.width; i++)
		free(name[i]);
	free(name);
}
