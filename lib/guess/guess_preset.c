/*
 * A preset knows more than names: what the amount of an order is, which states do not count. If the
 * file is the export of one preset, and the preset can convert it, the command uses it.
 */
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/guess/guess_trial.h"
#include "lib/io/opt.h"
#include "lib/preset/preset.h"
#include "lib/preset/target.h"

/* The names of the file, and the preset that fits them best. */
struct fit {
	char **name;
	size_t n;
	const struct preset *preset;
	const struct target *target;	/* what it makes; NULL: the file cannot be used */
	size_t need, found;		/* names */
};

/* The columns that the preset fills from this header, and the command does not. */
static char *
preset_adds(const struct fit *f, const struct guess *g)
{
	const struct preset *p = f->preset;
	struct text list = { 0 };

	for (const struct preset_rule *r = p->rule; r < p->rule + p->n; r++) {
		if (r->word != PRESET_COLUMN || strcmp(r->as, f->target->name) != 0 ||
		    guess_column(g, r->name) || split_has(list.n ? list.s : "", ',', r->name))
			continue;
		if (strcmp(r->how, "constant") != 0 &&
		    preset_find(r->from, f->name, f->n, 0, true) == f->n)
			continue;
		if (list.n > 0)
			list.s[list.n - 1] = ',';
		text_add(&list, r->name, strlen(r->name) + 1);
	}
	return list.n > 0 ? list.s : NULL;
}

/* The number of presets that have all their names in the file. */
static size_t
count_complete(const struct fit *f)
{
	size_t count, n = 0;
	const struct preset *const *all = preset_all(&count);

	for (size_t i = 0; i < count; i++)
		n += preset_lacks(all[i], f->name, f->n) == NULL;
	return n;
}

/* Ids that a spreadsheet program has damaged are left out by the guess, but not by a preset. */
static bool
is_damaged(const struct guess *g)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->damaged)
			return true;
	return false;
}

static bool
is_usable(const struct guess_trial *t)
{
	return t->can && t->rows > t->bad && t->bad * 2 <= t->rows;
}

/* Reads the file by the preset; if rows are bad, also with the formats of dates of the guess. */
static struct guess_trial
try(struct guess *g)
{
	struct guess_trial trial = guess_trial(g, g->as);

	if (!trial.can || trial.bad == 0 || g->formats == 0 || g->reads_iso)
		return trial;
	g->own_formats = true;
	struct guess_trial other = guess_trial(g, g->as);

	g->own_formats = other.can && other.bad < trial.bad;
	if (g->own_formats) {
		guess_trial_free(&trial);
		return other;
	}
	guess_trial_free(&other);
	return trial;
}

/* The preset may make the customers of the orders, too. */
static void
try_persons(struct guess *g)
{
	if (strcmp(g->as, "orders") != 0 || !preset_can_make(g->preset, "customers"))
		return;
	struct guess_trial trial = guess_trial(g, "customers");

	g->makes_persons = is_usable(&trial);
	g->persons_bad = trial.bad;
	guess_trial_free(&trial);
}

/* The preset has settled which column is what. */
static void
drop_doubts(struct guess *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->doubts; i++)
		if (g->of_file[i]) {
			g->of_file[n] = true;
			g->doubt[n++] = g->doubt[i];
		} else {
			free(g->doubt[i]);
		}
	g->doubts = n;
}

/* Does a rule read the column: "订单实付金额-退款金额"? */
static bool
reads(const struct preset_rule *r, const char *column)
{
	static const char marks[] = "-+*|";
	const size_t n = strlen(column);

	for (const char *s = r->from; (s = strstr(s, column)) != NULL; s++)
		if ((s == r->from || strchr(marks, s[-1])) && (s[n] == '\0' || strchr(marks, s[n])))
			return true;
	return false;
}

/* The column of refunds that the command subtracts, but the preset does not know; NULL: none. */
static const char *
refund_beside(const struct guess *g, const struct preset *p)
{
	for (size_t i = 0; g->refund && i < p->n; i++)
		if (reads(&p->rule[i], g->refund))
			return NULL;
	return g->refund;
}

/* Why the preset is of no use for the file. */
static void
note_trial(const struct guess *g, const struct guess_trial *t)
{
	if (t->can && t->rows == 0)
		opt_note("%s: the command does not use the preset, which leaves out all rows",
		    g->file);
	else if (t->can)
		opt_note("%s: the command does not use the preset, with which %zu of %zu rows would"
		    " be rejected", g->file, t->bad, t->rows);
	else
		opt_note("%s: the command does not use the preset: %s", g->file, t->why);
}

/* Lets the command use the preset, if it can convert the file. */
static void
take(struct guess *g, const struct fit *f)
{
	g->preset = f->preset;
	g->as = f->target->name;
	struct guess_trial trial = try(g);

	if (!is_usable(&trial)) {
		note_trial(g, &trial);
		guess_trial_free(&trial);
		g->preset = NULL;
		return;
	}
	opt_note("%s: the command uses the preset (--no-preset goes by the columns)", g->file);
	free(g->refusal);
	g->refusal = NULL;
	g->bad = trial.bad;
	memcpy(g->shown, trial.shown, sizeof g->shown);
	try_persons(g);
	drop_doubts(g);
}

/* Notes why the command does not use the preset. COMPLETE: so many presets have all names. */
static void
note_why(const struct guess *g, const struct fit *f, size_t complete)
{
	const char *lacks = preset_lacks(f->preset, f->name, f->n);
	const char *refund = refund_beside(g, f->preset);
	char *adds = lacks ? NULL : preset_adds(f, g);

	if (lacks)
		opt_note("%s: the command does not use the preset, because there is no column '%s'",
		    g->file, lacks);
	else if (complete > 1)
		opt_note("%s: the command does not use the preset, because another one fits as"
		    " well", g->file);
	else if (refund)
		opt_note("%s: the command does not use the preset, which does not subtract '%s'",
		    g->file, refund);
	else if (adds)
		opt_note("%s: the command does not use the preset, which also fills %s:"
		    " %s --preset=%s FILE", g->file, adds, f->target->load, f->preset->name);
	else
		opt_note("%s: the command does not use the preset, but reads the same columns",
		    g->file);
	free(adds);
}

static void
note_fit(const struct guess *g, const struct fit *f)
{
	if (f->target)
		opt_note("%s: the preset %s fits (%zu of its %zu names):"
		    " table-convert --preset=%s FILE | %s", g->file, f->preset->name, f->found,
		    f->need, f->preset->name, f->target->load);
	else
		opt_note("%s: the preset %s fits (%zu of its %zu names),"
		    " but custkit cannot use such a file: %s", g->file, f->preset->name, f->found,
		    f->need, preset_text(f->preset, PRESET_REFUSE));
}

/* May the preset read what the guess refuses? Only one that knows the currency. */
static bool
is_open(const struct guess *g, const struct fit *f)
{
	return g->refusal == NULL || (g->column && preset_text(f->preset, PRESET_CURRENCY));
}

static void
choose(struct guess *g, const struct fit *f, bool use)
{
	const size_t complete = count_complete(f);
	const bool may = use && f->target && f->found == f->need && complete == 1 &&
	    is_open(g, f) && !is_damaged(g) && !opt_is_stdin(g->file) &&
	    refund_beside(g, f->preset) == NULL;

	note_fit(g, f);
	if (use && f->target == NULL && f->found == f->need && complete == 1)
		guess_doubt_file(g, "preset: custkit cannot use such an export, so the command is a"
		    " guess (--no-preset)");
	else if (may)
		take(g, f);
	else if (f->target && g->refusal == NULL)
		note_why(g, f, complete);
}

void
guess_preset(struct guess *g, bool use)
{
	struct fit f = { .n = g->layout.width };

	f.name = mem_new(f.n, sizeof *f.name);
	for (size_t i = 0; i < f.n; i++)
		f.name[i] = mem_text(g->column && g->column[i].head ? g->column[i].head : "");
	f.preset = preset_best(f.name, f.n, &f.need, &f.found);
	f.target = f.preset && preset_makes(f.preset) ? target_find(preset_makes(f.preset)) : NULL;
	if (f.preset)
		choose(g, &f, use);
	for (size_t i = 0; i < f.n; i++)
		free(f.name[i]);
	free(f.name);
}

static bool
is_named(const struct column *c, const char *from)
{
	char *name = mem_text(c->head);
	const bool is = preset_find(from, &name, 1, 0, true) == 0;

	free(name);
	return is;
}

static bool
has_column(const struct guess *g, const char *from)
{
	const struct column *c = g->column, *end = c + g->layout.width;

	while (c < end && !is_named(c, from))
		c++;
	return c < end;
}

/* The first rule of the role whose column the file has. */
static const struct preset_rule *
rule_of(const struct guess *g, const char *role)
{
	const struct preset_rule *r = g->preset->rule, *end = r + g->preset->n;

	while (r < end && (r->word != PRESET_COLUMN || strcmp(r->name, role) != 0 ||
	    strcmp(r->as, g->as) != 0 || !has_column(g, r->from)))
		r++;
	return r < end ? r : NULL;
}

bool
guess_preset_agrees(const struct guess *g, const char *role)
{
	const struct column *c = guess_column(g, role);
	const struct preset_rule *r = rule_of(g, role);

	return c && r && !c->is_key && (*r->how == '\0' || strcmp(r->how, "plain") == 0) &&
	    is_named(c, r->from);
}
