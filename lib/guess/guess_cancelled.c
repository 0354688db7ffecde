#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/guess/values.h"

enum { WORDS = 600 };	/* bytes of all words; a column with more is not a status */

/* Of each order whether it has rows that are void, and rows that are not. */
struct orders {
	struct map *id;
	bool *is_void, *is_valid;
	size_t void_room, valid_room;
};

static void
look_at_row(struct orders *o, const char *id, bool is_void)
{
	bool is_new;
	const size_t at = map_at(o->id, id, strlen(id), &is_new);

	o->is_void = mem_grow(o->is_void, at + 1, &o->void_room, sizeof *o->is_void);
	o->is_valid = mem_grow(o->is_valid, at + 1, &o->valid_room, sizeof *o->is_valid);
	o->is_void[at] = is_void || (!is_new && o->is_void[at]);
	o->is_valid[at] = !is_void || (!is_new && o->is_valid[at]);
}

/* Are there void orders, and all of them void in all rows? */
static bool
are_whole(const struct guess *g, const struct column *order, const struct column *status)
{
	struct orders o = { .id = map_new() };
	size_t voids = 0, mixed = 0;

	for (size_t r = g->layout.first; r < g->layout.end; r++)
		if (guess_is_whole(g, r) && *column_text(order, r))
			look_at_row(&o, column_text(order, r),
			    guess_is_void(column_text(status, r)));
	for (size_t i = 0; i < map_count(o.id); i++) {
		voids += o.is_void[i];
		mixed += o.is_void[i] && o.is_valid[i];
	}
	map_free(o.id);
	free(o.is_void);
	free(o.is_valid);
	return voids > 0 && mixed == 0;
}

/*
 * The words of orders that are valid, which the command leaves out. False if they are too many, or
 * --leave-out cannot have one of them.
 */
static bool
valid_words(const struct column *status, struct text *words, bool *empty)
{
	for (size_t i = 0; i < values_count(status->values); i++) {
		const char *s = values_text(status->values, i);

		if (guess_is_void(s))
			continue;
		if (strpbrk(s, ",=") || words->n + strlen(s) > WORDS)
			return false;
		*empty |= *s == '\0' || column_is_nothing(s);
		if (*s == '\0')
			continue;
		text_add(words, ",", words->n > 0);
		text_add(words, s, strlen(s));
	}
	text_add(words, "", 1);
	return true;
}

static void
leave(struct guess *g, const char *name, const char *words)
{
	char *option = mem_print("%s=%s", name, words);
	struct text *t = &g->leave_out[g->leaves++];

	*t = (struct text){ 0 };
	text_add(t, option, strlen(option) + 1);
	free(option);
}

static char *
command(const struct guess *g, const struct column *status, const char *words, bool empty)
{
	struct guess of = *g;
	char *name = guess_name(status);

	of.removes = true;
	of.preset = NULL;
	of.totals = false;	/* --unique is for orders that are loaded */
	of.leaves = of.bad = 0;
	of.identity = NULL;
	of.refund = of.price = NULL;
	if (*words)
		leave(&of, name, words);
	if (empty)
		leave(&of, name, "");
	char *made = guess_command(&of);

	for (size_t i = 0; i < of.leaves; i++)
		text_free(&of.leave_out[i]);
	free(name);
	return made;
}

char *
guess_cancelled_command(const struct guess *g)
{
	const struct column *order = guess_column(g, "order_id"), *status =
	    guess_column(g, "status");
	struct text words = { 0 };
	bool empty = false;
	char *made = NULL;

	if (g->preset && !guess_preset_agrees(g, "order_id"))
		return NULL;
	if (g->tool == GUESS_ORDERS && order && status && are_whole(g, order, status) &&
	    valid_words(status, &words, &empty))
		made = command(g, status, words.s, empty);
	text_free(&words);
	return made;
}
