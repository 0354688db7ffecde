#define _GNU_SOURCE
#include "lib/preset/convert_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/outlet.h"

/* A cell is emptied: said at the end, once for each column and reason. */
static void
note(void *ctx, const char *column, enum cell_result why)
{
	struct convert *c = ctx;
	char *text = mem_print("%s %s%s", column, cell_why(why),
	    why == CELL_AMBIGUOUS ? " (use --date-format)" : "");

	reasons_add(c->emptied, text);
	free(text);
}

/* A second row of a customer says nothing new. */
static bool
is_repeated(struct convert *c, const struct plan_row *row)
{
	bool is_new = true;
	const char *id = c->target->attrs && c->customer < plan_columns(c->plan) ?
	    row->cell[c->customer] : "";

	if (*id)
		map_at(c->seen, id, strlen(id), &is_new);
	return !is_new;
}

/* The cells of the other file, then those of this one; NULL if the row is bad. */
static char **
join(struct convert *c, char **row)
{
	if (c->beside == NULL)
		return row;
	const size_t n = beside_width(c->beside);
	char *key = mem_text(row[c->key]);
	char **other = beside_row(c->beside, cell_trim(key));

	if (other == NULL)
		table_bad(c->in, table_name(c->in, c->key), "no %s '%s' in %s",
		    table_name(c->in, c->key), cell_trim(key), c->o->beside);
	free(key);
	if (other == NULL)
		return NULL;
	memcpy(c->both, other, n * sizeof *other);
	memcpy(c->both + n, row, table_width(c->in) * sizeof *row);
	return c->both;
}

static void
take_row(struct convert *c, char **from)
{
	const struct plan_order *order = plan_order(c->plan);
	struct plan_row row;
	const enum plan_verdict v = plan_row(c->plan, from, &row, note, c);
	const bool shares = order->discount != (size_t)PLAN_NONE ||
	    order->total != (size_t)PLAN_NONE || order->refund != (size_t)PLAN_NONE;

	c->masked += row.customer_emptied;
	if (v == PLAN_LEFT_OUT)
		convert_leave_out(c, NULL, row.why);
	else if (shares && c->order < plan_columns(c->plan))
		convert_order_line(c, &row, v, from);
	else if (v == PLAN_BAD)
		convert_bad_row(c, &row);
	else if (order->inherit && c->order < plan_columns(c->plan) &&
	    c->customer < plan_columns(c->plan))
		convert_owned_line(c, &row);
	else if (is_repeated(c, &row))
		convert_leave_out(c, NULL, say("repeated customer_id"));
	else
		convert_print(c, NULL, row.cell);
}

/* The names as they stand in the file: --rename comes later. */
static bool
is_header(void *ctx, char *const *name, size_t n)
{
	struct convert *c = ctx;

	return c->recognised = preset_lacks(c->preset, name, n) == NULL;
}

/* Which other preset fits the file, for a message: "; it fits --preset=square_items"; or "". */
static char *
better(char *const *name, size_t n)
{
	size_t need, found;
	const struct preset *p = preset_best(name, n, &need, &found);

	return p && found == need ? mem_print(say("; it fits --preset=%s"), p->name) : mem_text("");
}

/* All columns: those of the other file, then those of this one. */
static char **
names_of(const struct convert *c, size_t *n)
{
	const size_t others = c->beside ? beside_width(c->beside) : 0;

	*n = others + table_width(c->in);
	char **name = mem_new(*n, sizeof *name);

	for (size_t i = 0; i < *n; i++)
		name[i] = mem_text(i < others ? beside_name(c->beside, i) :
		    table_name(c->in, i - others));
	return name;
}

static void
free_names(char **name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(name[i]);
	free(name);
}

/* Ends the tool if the file is not one of the preset, or is one that cannot be converted. */
static void
check_file(const struct convert *c, char *const *name, size_t n)
{
	const char *lacks = c->recognised ? NULL : preset_lacks(c->preset, name, n);
	const bool fold = preset_text(c->preset, PRESET_FOLD) != NULL;

	if (lacks)
		fail("%s: is not an export for the preset %s: no column '%s'%s",
		    table_file(c->in), c->preset->name, lacks, better(name, n));
	for (size_t i = 0; i < c->preset->n; i++) {
		const struct preset_rule *r = &c->preset->rule[i];

		if (r->word == PRESET_REFUSE && (*r->from == '\0' ||
		    preset_find(r->from, name, n, 0, fold) == n))
			fail("%s: cannot be converted: %s", table_file(c->in),
			    say(r->name));
	}
}

/* The columns that another system imports, in the order of its rules. */
static const struct target *
system_target(const struct preset *p)
{
	static struct target target = { .name = "", .attrs = true };
	struct target_column *column = mem_new(p->n, sizeof *column);

	target.column = column;
	for (size_t i = 0; i < p->n; i++) {
		bool is_new = p->rule[i].word == PRESET_COLUMN;

		for (size_t k = 0; k < target.n && is_new; k++)
			is_new = strcmp(column[k].name, p->rule[i].name) != 0;
		if (is_new)
			column[target.n++] = (struct target_column){ p->rule[i].name, TARGET_TEXT,
				false };
	}
	return &target;
}

static const struct target *
choose_target(const struct convert *c)
{
	if (c->o->for_system)
		return system_target(c->preset);
	const char *as = c->o->as ? c->o->as : preset_makes(c->preset);

	if (as == NULL || !preset_can_make(c->preset, as))
		opt_misuse("the preset %s does not make %s", c->preset->name, as ? as : "a table");
	return target_find(as);
}

/* Copies the cells of the second header row, one for each of the N columns. */
static char **
read_below(struct table *t, size_t n)
{
	char **row = table_next(t), **below = mem_new(n, sizeof *below);
	const size_t others = n - table_width(t);

	for (size_t i = 0; i < n; i++)
		below[i] = mem_text(row && i >= others ? row[i - others] : "");
	return below;
}

/* The rule for --beside whose column the file has; the column in c->key. */
static const struct preset_rule *
find_beside(struct convert *c)
{
	const bool fold = preset_text(c->preset, PRESET_FOLD) != NULL;
	const struct preset_rule *r = c->preset->rule, *found = NULL;
	size_t n;
	char **name = names_of(c, &n);

	for (size_t i = 0; i < c->preset->n && found == NULL; i++)
		if (r[i].word == PRESET_BESIDE &&
		    (c->key = preset_find(r[i].from, name, n, 0, fold)) < n)
			found = &r[i];
	free_names(name, n);
	if (found == NULL)
		opt_misuse("the preset %s does not use --beside", c->preset->name);
	return found;
}

static void
open_beside(struct convert *c)
{
	const struct preset_rule *r = find_beside(c);
	const struct reading reading = { .encoding = c->o->reading.encoding ?
		c->o->reading.encoding : preset_text(c->preset, PRESET_ENCODING),
		.decimal = c->o->reading.decimal, .unguard = true };

	c->beside = beside_open(c->o->beside, &reading, r->name,
	    preset_text(c->preset, PRESET_FOLD) != NULL);
	c->both = mem_new(beside_width(c->beside) + table_width(c->in), sizeof *c->both);
}

static void
make_plan(struct convert *c)
{
	size_t n;
	char **name = names_of(c, &n), **below = NULL;
	struct plan_opts o = { .decimal = reading_decimal(&c->o->reading),
		.paid_only = c->o->paid_only, .anonymous = c->o->anonymous,
		.dates = { .formats = c->o->reading.dates, .reader = { .zone = c->o->zone } } };

	check_file(c, name, n);
	c->target = choose_target(c);
	if (preset_text(c->preset, PRESET_SUBHEADER))
		below = read_below(c->in, n);
	c->plan = plan_new(c->preset, c->target, &o, table_file(c->in), name, below, n);
	free_names(name, n);
	if (below)
		free_names(below, n);
	c->customer = plan_at(c->plan, "customer_id");
	c->order = plan_at(c->plan, "order_id");
	c->date = plan_at(c->plan, "date");
	c->amount = plan_at(c->plan, "amount");
	c->discount = plan_at(c->plan, "discount");
	for (size_t i = 0; i < plan_columns(c->plan); i++)
		put_column(c->out, plan_name(c->plan, i), PUT_PASSED);
	for (size_t i = 0; c->o->mark_bad && table_marks[i]; i++)
		put_column(c->out, table_marks[i], PUT_TEXT);
}

static void
tell(struct reasons *r, bool left_out)
{
	for (size_t k = 0; k < reasons_number(r); k++) {
		const uint64_t n = reasons_times(r, k);

		opt_note(left_out ? "left out %ju row%s: %s" : "emptied %ju cell%s: %s",
		    (uintmax_t)n, TEXT_PLURAL(n), say(reasons_text(r, k)));
	}
	reasons_free(r);
}

static void
finish(struct convert *c)
{
	for (size_t i = 0; i < c->preset->n; i++)
		if (c->preset->rule[i].word == PRESET_NOTE &&
		    (*c->preset->rule[i].as == '\0' ||
		    strcmp(c->preset->rule[i].as, c->target->name) == 0))
			opt_note("%s: %s", c->preset->name, say(c->preset->rule[i].name));
	tell(c->left_out, true);
	tell(c->emptied, false);
	plan_free(c->plan);
	map_free(c->seen);
	free(c->line);
	free(c->owner);
	free(c->both);
	if (c->beside)
		beside_free(c->beside);
}

static void
by_preset(struct convert *c)
{
	c->left_out = reasons_new();
	c->emptied = reasons_new();
	c->seen = map_new();
	if (c->o->beside)
		open_beside(c);
	make_plan(c);
	for (char **row, **from; (row = table_next(c->in)) != NULL;)
		if ((from = join(c, row)) != NULL)
			take_row(c, from);
	convert_order_end(c);
	convert_owned_end(c);
	finish(c);
}

const char *
convert_column(struct table *in, size_t column)
{
	const struct target_column *t = target_any_column(table_name(in, column));

	if (t && t->kind == TARGET_AMOUNT)
		table_reads(in, column, RECIPE_AMOUNT);
	if (t && t->kind == TARGET_NUMBER)
		table_reads(in, column, RECIPE_NUMBER);
	if (t && (t->kind == TARGET_DAY || t->kind == TARGET_TIME))
		table_reads(in, column, RECIPE_DATE);
	return t ? t->name : table_name(in, column);
}

/* Without a preset: the columns that custkit knows get their names and spelling. */
static void
as_it_is(struct convert *c)
{
	for (size_t i = 0; i < table_width(c->in); i++)
		put_column(c->out, convert_column(c->in, i), PUT_PASSED);
	for (char **row; (row = table_next(c->in)) != NULL;) {
		for (size_t i = 0; i < table_width(c->in); i++)
			put_text(c->out, row[i]);
		put_end(c->out);
	}
}

/* The options of reading, with what the preset knows. */
static void
take_preset(struct convert *c, struct reading *reading, struct reading_layout *layout)
{
	*layout = (struct reading_layout){ .is_header = is_header, .ctx = c };
	for (size_t i = 0; i < c->preset->n; i++)
		if (c->preset->rule[i].word == PRESET_FOOTER && layout->footer.n < OPT_MANY_MAX)
			layout->footer.word[layout->footer.n++] = c->preset->rule[i].name;
	reading->layout = layout;
	reading->unguard = true;
	if (reading->encoding == NULL)
		reading->encoding = preset_text(c->preset, PRESET_ENCODING);
	if (reading->decimal == NULL)
		reading->decimal = preset_text(c->preset, PRESET_DECIMAL);
	reading->dates.n = 0;	/* the plan reads the dates */
}

static void
close_rejects(struct rejects *r, const struct table *in)
{
	if (r == NULL)
		return;
	rejects_open(r, in);
	rejects_close(r);
}

/* Opens the input, and the files of the rows that are bad or left out. */
static void
open_files(struct convert *c, char **files, const struct reading *reading)
{
	const struct convert_opts *o = c->o;

	if (o->rejects)
		c->rejects = rejects_new("rejects", o->rejects, false);
	if (o->left_out)
		c->rows_out = rejects_new("left-out", o->left_out, false);
	c->in = table_open(files, &(struct table_opts){
		.policy = o->mark_bad ? TABLE_TELL : TABLE_SKIP,
		.reject = o->mark_bad ? convert_mark : c->rejects ? rejects_add : NULL,
		.ctx = o->mark_bad ? (void *)c : c->rejects,
		.left_out = c->rows_out ? rejects_add : NULL, .left_out_ctx = c->rows_out,
		.leave_out = table_marks, .reading = reading });
	if (c->rows_out)
		rejects_check(c->rows_out, c->in, files);
	if (c->rejects)
		rejects_check(c->rejects, c->in, files);
	if (c->rejects && c->rows_out && outlet_is_same(o->rejects, o->left_out))
		fail("%s: is the file of --rejects; choose another --left-out file", o->left_out);
}

void
convert_files(const struct convert_opts *o, char **files)
{
	struct convert c = { .o = o };
	struct reading reading = o->reading;
	struct reading_layout layout;

	reading_check(&o->reading);
	reading.preset = NULL;	/* it is carried out here */
	if (o->reading.preset || o->for_system) {
		c.preset = o->for_system ? preset_system(o->for_system) :
		    preset_open(o->reading.preset);
		take_preset(&c, &reading, &layout);
	}
	open_files(&c, files, &reading);
	c.out = put_open(&o->put);
	if (c.preset)
		by_preset(&c);
	else
		as_it_is(&c);
	put_close(c.out);
	close_rejects(c.rejects, c.in);
	close_rejects(c.rows_out, c.in);
	table_close(c.in);
	if (c.masked > 0 && c.printed == 0 && !c.target->attrs)
		fail("cannot be converted: the ids of all customers are masked"
		    " or damaged");
}
