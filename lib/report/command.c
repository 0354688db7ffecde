#include "lib/report/command.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/period.h"
#include "lib/base/text.h"

struct list {
	char **word;
	size_t n, room;
};

/* Takes a word, which is freed with the command. */
static void
add(struct list *l, char *word)
{
	l->word = mem_grow(l->word, l->n + 1, &l->room, sizeof *l->word);
	l->word[l->n] = word;
	l->n += word != NULL;
}

static void
add_date(struct list *l, const char *option, int32_t day)
{
	char date[DATE_SIZE];

	add(l, mem_print("--%s=%s", option, date_text(day, date)));
}

static void
add_store(struct list *l, const char *path)
{
	add(l, mem_text("-d"));
	add(l, mem_text(path));
}

static void
add_facts(struct list *l, const struct facts *f)
{
	if (f->store)
		add_store(l, f->store);
	for (char **file = f->files; *file; file++)
		add(l, mem_text(*file));
}

/* The first day of the last so many quarters. */
static int32_t
quarters_before(int32_t until, int quarters)
{
	enum { MONTHS = 3 };

	return date_add_months(period_start(PERIOD_QUARTER, until), -MONTHS * (quarters - 1));
}

enum { TWO_YEARS = 8 };		/* quarters */

/* A word that begins with @. False if the report lacks what it stands for. */
static bool
replace(struct list *l, const char *word, const struct facts *f)
{
	if (strcmp(word, "@facts") == 0)
		add_facts(l, f);
	else if (strcmp(word, "@store") == 0 && f->store)
		add_store(l, f->store);
	else if (strcmp(word, "@by") == 0 && f->by)
		add(l, mem_print("--by=%s", f->by));
	else if (strcmp(word, "@as-of") == 0)
		add_date(l, "as-of", f->as_of);
	else if (strcmp(word, "@trial") == 0 && f->trial)
		add(l, mem_print("--trial=%s", f->trial));
	else if (strcmp(word, "@since") == 0)
		add_date(l, "since", f->span.since);
	else if (strcmp(word, "@until") == 0)
		add_date(l, "until", f->span.until);
	else if (strcmp(word, "@earlier") == 0)
		add_date(l, "since", f->span.before_until);
	else if (strcmp(word, "@years") == 0)
		add_date(l, "since", quarters_before(f->span.until, TWO_YEARS));
	else if (strcmp(word, "@quarters") == 0)
		add_date(l, "since", quarters_before(f->span.until, 2));
	else if (strcmp(word, "@lang") == 0 && f->lang)
		add(l, mem_print("--lang=%s", f->lang));
	else if (strcmp(word, "@compare") != 0)
		return strcmp(word, "@lang") == 0;
	else if (f->compare == SPAN_YEAR)
		add(l, mem_text("--compare=year"));
	return true;
}

static void
free_list(char **word)
{
	for (char **w = word; w && *w; w++)
		free(*w);
	free(word);
}

enum { QUOTES = 16 };	/* room for those of a word and its end */

static void
add_text(struct text *t, char *const *words)
{
	for (; *words; words++) {
		const size_t room = 4 * strlen(*words) + QUOTES;
		char *quoted = mem_new(room, 1);
		const char *s = text_shell(*words, quoted, room);

		if (t->n > 0)
			text_add(t, " ", 1);
		text_add(t, s, strlen(s));
		free(quoted);
	}
}

char *
command_text(char *const *words)
{
	struct text t = { 0 };

	add_text(&t, words);
	text_add(&t, "", 1);
	return t.s;
}

static bool
fill(struct command *to, char *template, const struct facts *f)
{
	struct list stage = { 0 };
	bool there = true;
	char *rest;

	for (char *w = strtok_r(template, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
		if (strcmp(w, "|") == 0) {
			add(&stage, NULL);
			to->words[to->stages++] = stage.word;
			stage = (struct list){ 0 };
		} else if (*w == '@') {
			there = replace(&stage, w, f) && there;
		} else {
			add(&stage, mem_text(w));
		}
	}
	add(&stage, NULL);
	to->words[to->stages++] = stage.word;
	return there;
}

bool
command_of(const char *template, const struct facts *f, struct command *to)
{
	char *copy = mem_text(template);
	struct text t = { 0 };

	*to = (struct command){ 0 };
	const bool there = fill(to, copy, f);

	for (size_t i = 0; i < to->stages; i++) {
		if (i > 0)
			text_add(&t, " |", 2);
		add_text(&t, to->words[i]);
	}
	text_add(&t, "", 1);
	to->text = t.s;
	free(copy);
	if (!there)
		command_free(to);
	return there;
}

void
command_free(struct command *c)
{
	for (size_t i = 0; i < c->stages; i++)
		free_list(c->words[i]);
	free(c->text);
	*c = (struct command){ 0 };
}

enum { OUTCOME_DAYS = 90 };	/* the horizon of win-back and of a trial */

const char *
command_word(const char *word, const struct facts *f, char *to)
{
	if (strcmp(word, "@since") == 0)
		return date_text(f->span.since, to);
	if (strcmp(word, "@until") == 0)
		return date_text(f->span.until, to);
	if (strcmp(word, "@as-of") == 0)
		return date_text(f->as_of, to);
	if (strcmp(word, "@before") == 0)
		return date_text(f->span.before_until, to);
	if (strcmp(word, "@matured") == 0)
		return date_text(f->as_of - OUTCOME_DAYS, to);
	return strcmp(word, "@group") == 0 ? f->by : NULL;
}
