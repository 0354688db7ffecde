/* --pseudonym and --mask: replaces cells that name a person, before rows are sorted or written. */
#include "lib/io/put_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/header.h"
#include "lib/io/json.h"
#include "lib/io/lexicon.h"
#include "lib/io/mask.h"
#include "lib/io/opt.h"
#include "lib/io/pseudonym.h"

struct put_veil {
	struct pseudonym *key;	/* NULL: only --mask */
	enum lexicon_privacy *of;	/* per column */
	struct text text;	/* of the current cell */
};

struct put_veil *
put_veil_new(const struct put_opts *o)
{
	if (o->pseudonym && o->key_file == NULL)
		opt_misuse("--pseudonym requires --key-file=FILE (make a key:"
		    " (umask 077; head -c 32 /dev/urandom >FILE))");
	if (o->key_file && !o->pseudonym)
		opt_misuse("--key-file requires --pseudonym");
	if (!o->pseudonym && !o->mask)
		return NULL;
	struct put_veil *v = mem_new(1, sizeof *v);

	v->key = o->pseudonym ? pseudonym_open(o->key_file) : NULL;
	return v;
}

void
put_veil_free(struct put_veil *v)
{
	if (v == NULL)
		return;
	pseudonym_close(v->key);
	free(v->of);
	text_free(&v->text);
	free(v);
}

/* Notes the columns that may hold anything. */
static void
note_unknown(const struct put *p)
{
	struct text names = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < p->nchosen; i++) {
		const struct put_column *c = &p->col[p->chosen[i]];

		if (!put_is_text(c->kind) || lexicon_find(c->name) || header_alias(c->name))
			continue;
		text_add(&names, n > 0 ? "', '" : "'", n > 0 ? 4 : 1);
		text_add(&names, c->name, strlen(c->name));
		n++;
	}
	text_add(&names, "'", 2);
	if (n > 0)
		opt_note("printed as it is: column%s %s, unknown to custkit (leave out what is"
		    " personal with --columns)", TEXT_PLURAL(n), names.s);
	text_free(&names);
}

void
put_veil_plan(struct put *p)
{
	p->veil->of = mem_new(p->ncol + 1, sizeof *p->veil->of);
	for (size_t i = 0; i < p->ncol; i++)
		p->veil->of[i] = lexicon_privacy(p->col[i].name);
	note_unknown(p);
}

bool
put_veil_sorts(const struct put *p, size_t *at)
{
	if (p->veil == NULL || p->veil->key == NULL)
		return false;
	for (*at = 0; *at < p->ncol; ++*at)
		if (strcmp(p->col[*at].name, "customer_id") == 0 ||
		    strcmp(p->col[*at].name, "keep_id") == 0)
			return true;
	return false;
}

/* Keyed, masked or as it is: a cell that is not empty. */
static void
veil_text(struct put_veil *v, enum lexicon_privacy how, struct value *cell)
{
	char id[PSEUDONYM_SIZE];

	v->text.n = 0;
	if (how == LEXICON_WORDS || (how == LEXICON_MAYBE_WORDS && !json_is_number(cell->s))) {
		*cell = (struct value){ .none = true };
	} else if (how == LEXICON_ID && v->key) {
		pseudonym_of(v->key, cell->s, id);
		text_add(&v->text, id, sizeof id);
		cell->s = v->text.s;
	} else if (how == LEXICON_PERSON) {
		mask_cell(&v->text, cell->s, strlen(cell->s));
		text_add(&v->text, "", 1);
		cell->s = v->text.s;
	}
}

struct value
put_veil_cell(struct put *p, size_t column, enum put_kind kind, struct value cell)
{
	if (!cell.none && put_is_text(kind) && *cell.s != '\0')
		veil_text(p->veil, p->veil->of[column], &cell);
	return cell;
}
