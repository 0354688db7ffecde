/* The command line that reads the table as it was guessed. */
#include "lib/guess/guess_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/header.h"
#include "lib/preset/target.h"

enum { WORD = 1024 };	/* bytes of an option, quoted for a shell */

/* Adds " --name=value", or an operand if NAME is NULL, quoted for a shell. */
static void
add(struct text *t, const char *name, const char *value)
{
	char shell[WORD];
	const char *word = text_shell(value, shell, sizeof shell);
	char *option = mem_print(name ? " --%s=%s" : "%s %s", name ? name : "", word);

	text_add(t, option, strlen(option));
	free(option);
}

/* A name that begins with "-" gets "./" before it. So the user can still add options at the end. */
static void
add_file(struct text *t, const char *file)
{
	char *path = mem_print(file[0] == '-' && file[1] != '\0' ? "./%s" : "%s", file);

	add(t, NULL, path);
	free(path);
}

/* A zone of this offset from UTC; NULL: not known. */
static const char *
zone_of(long offset, char to[static 16])
{
	static const struct { long minutes; const char *zone; } odd[] = {
		{ 330, "Asia/Kolkata" }, { 345, "Asia/Kathmandu" }, { 210, "Asia/Tehran" },
		{ 270, "Asia/Kabul" }, { 390, "Asia/Yangon" }, { 570, "Australia/Darwin" } };

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		if (odd[i].minutes * 60 == offset)
			return odd[i].zone;
	if (offset % 3600 != 0)
		return NULL;
	snprintf(to, 16, offset == 0 ? "UTC" : "Etc/GMT%+ld", -offset / 3600);
	return to;
}

/* The wall clock of the file is kept: its own offset is the zone. */
static void
add_zone(struct text *t, const struct guess *g)
{
	const struct column *date = guess_column(g, "date");
	char zone[16];

	if (date == NULL)
		return;
	for (size_t f = 0; f < g->formats; f++)
		if (strncmp(column_format(g->format[f]), "unix", 4) == 0) {
			add(t, "tz", "UTC");
			return;
		}
	if (date->offsets == 0)
		return;
	const char *name = date->offset_varies ? NULL : zone_of(date->offset, zone);

	add(t, "tz", name ? name : "UTC");
}

/* How the file is read, whatever its columns are. */
static void
add_reading(struct text *t, const struct guess *g)
{
	char *word[GUESS_READING];
	const size_t n = guess_reading(g, word);

	for (size_t i = 0; i < n; i++) {
		char *value = strchr(word[i], '=');

		*value = '\0';
		add(t, word[i] + 2, value + 1);	/* without -- */
		free(word[i]);
	}
}

/* Ends the command, and returns it. */
static char *
finish(struct text *t, const struct guess *g)
{
	if (g->bad > 0)
		add(t, "rejects", g->rejects ? g->rejects : "rejects.csv");
	add_file(t, g->file);
	text_add(t, "", 1);
	return t->s;
}

/* Must it be ignored: damaged, or found by its name, although the guess gives no such role? */
static bool
is_taken(const struct guess *g, const struct column *c)
{
	if (c->damaged)
		return true;
	for (const char *const *field = loaded_by(guess_loaded(g)); *field; field++)
		if (header_same(c->head, *field))
			return c->role == NULL || strcmp(c->role, *field) != 0;
	return false;
}

static bool
is_column(const char *role)
{
	return strcmp(role, "price") != 0 && strcmp(role, "refund") != 0 &&
	    strcmp(role, "status") != 0 && strcmp(role, "currency") != 0;
}

/* Does the name need an option of its own in a list? */
static bool
is_alone(const char *name)
{
	return strpbrk(name, ",=") != NULL;
}

static void
list_add(struct text *list, struct text *t, const char *option, const char *word, bool alone)
{
	if (alone) {
		add(t, option, word);
		return;
	}
	text_add(list, ",", list->n > 0);
	text_add(list, word, strlen(word));
}

static void
list_end(struct text *list, struct text *t, const char *option)
{
	text_add(list, "", 1);
	if (list->n > 1)
		add(t, option, list->s);
	text_free(list);
}

/* The column of the tool. A phone finds the customer, however it is written. */
static const char *
field_of(const struct column *c)
{
	return c->is_key ? "phone" : c->role;
}

static void
add_renames(struct text *t, const struct guess *g)
{
	struct text renames = { 0 }, ignored = { 0 };
	const bool has_formula = g->refund || g->price;

	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];
		char *name = guess_name(c);
		const bool is_part = has_formula && c->role && strcmp(c->role, "amount") == 0 &&
		    !header_same(c->head, "amount");

		const char *field = field_of(c);

		if (field && is_column(field) && !is_part && (c->same > 1 ||
		    (has_formula ? strcmp(c->head, field) != 0 :
		    !header_same(c->head, field)))) {
			char *word = mem_print("%s=%s", name, field);

			list_add(&renames, t, "rename", word, is_alone(name));
			free(word);
		} else if (*c->head && is_taken(g, c))
			list_add(&ignored, t, "ignore", name, is_alone(name));
		free(name);
	}
	list_end(&renames, t, "rename");
	list_end(&ignored, t, "ignore");
}

static void
add_formula(struct text *t, const struct guess *g)
{
	const struct column *quantity = guess_column(g, "quantity");
	char *word = NULL;

	if (g->identity)
		word = mem_print("customer_id=%s", g->identity->role);
	else if (g->refund)
		word = mem_print("amount=%s-%s", header_same(g->amount, "amount") ? "amount" :
		    g->amount, g->refund);
	else if (g->price && quantity)
		word = mem_print("amount=%s*%s", quantity->head, g->price);
	if (word)
		add(t, "set", word);
	free(word);
}

/* Has the tool no column for it, and is there no option of its own that says so? */
static bool
is_unknown(const struct guess *g, const struct column *c)
{
	return c->role ? !is_column(c->role) : !(c->damaged && g->layout.has_header);
}

static bool
has_unknown(const struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if (is_unknown(g, &g->column[i]) && (*g->column[i].head ||
		    !g->layout.has_header || g->layout.beyond))
			return true;
	return g->refund || g->price;
}

/* The preset knows the columns. */
static char *
by_preset(const struct guess *g)
{
	const char *tool = target_find(g->as)->load;
	struct text t = { 0 };

	text_add(&t, tool, strlen(tool));
	if (g->db)
		add(&t, "db", g->db);
	add_reading(&t, g);
	return finish(&t, g);
}

char *
guess_command(const struct guess *g)
{
	static const char *const tools[] = { "order-add --create", "cust-add",
		"feedback-log --create", "order-add --create" };
	const struct column *id = guess_column(g, "customer_id");
	struct text t = { 0 };

	if (g->preset)
		return by_preset(g);
	const char *tool = g->removes ? "order-add --remove" : tools[g->tool];

	text_add(&t, tool, strlen(tool));
	if (g->db)
		add(&t, "db", g->db);
	if (id && id->is_key && !g->removes)
		add(&t, "find-by", "phone");
	if (g->tool == GUESS_FEEDBACK && g->kind)
		add(&t, "kind", g->kind);
	add_reading(&t, g);
	add_zone(&t, g);
	if (g->nothing.n > 0)
		add(&t, "null", g->nothing.s);
	if (g->layout.sheet.guarded > 0)
		text_add(&t, " --unguard", 10);
	if (g->layout.sheet.padded > 0)
		text_add(&t, " --trim", 7);
	if (g->layout.has_header)
		add_renames(&t, g);
	add_formula(&t, g);
	for (size_t i = 0; i < g->leaves; i++)
		add(&t, "leave-out", g->leave_out[i].s);
	if (g->totals)
		text_add(&t, " --unique", 9);
	if (has_unknown(g))
		text_add(&t, " --ignore-unknown", 17);
	return finish(&t, g);
}
