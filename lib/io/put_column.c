#include "lib/io/put_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/lexicon.h"
#include "lib/io/typed.h"

struct put *
put_new(FILE *out, enum put_format format, bool header)
{
	struct put *p = mem_new(1, sizeof *p);

	p->out = out;
	p->format = format;
	p->header = header;
	p->bom = format == PUT_EXCEL_CSV;
	p->limit = -1;
	p->names = map_new();
	return p;
}

static enum put_style
style_of(enum put_kind kind, const struct lexicon *k)
{
	static const enum put_style styles[] = {
		[LEXICON_NUMBER] = PUT_ROUNDED, [LEXICON_AMOUNT] = PUT_MONEY,
		[LEXICON_SHARE] = PUT_PERCENT, [LEXICON_POINTS] = PUT_POINTS,
		[LEXICON_OBJECT] = PUT_AS_IS,
	};

	if (kind == PUT_AMOUNT || kind == PUT_MEAN)
		return PUT_MONEY;
	if (kind == PUT_SHARE)
		return PUT_PERCENT;
	return k ? styles[k->kind] : PUT_AS_IS;
}

static struct put_column
column_of(const char *name, enum put_kind kind, const char *context)
{
	const struct lexicon *k = lexicon_find(name);
	const bool text = lexicon_is_text(k);

	return (struct put_column){
		.name = mem_text(name), .kind = kind, .style = style_of(kind, k),
		.maybe_number = (kind == PUT_CELL && !text) || (kind == PUT_PASSED && k && !text),
		.object = k && k->kind == LEXICON_OBJECT,
		.date = k && k->kind == LEXICON_DATE,
		.rank = k ? k->rank : LEXICON_RANK_OTHER, .context = context,
		.number = kind != PUT_TEXT && !(kind == PUT_PASSED && text),
	};
}

void
put_column_in(struct put *p, const char *name, enum put_kind kind, const char *context)
{
	bool is_new;

	name = typed_ours(name);
	map_at(p->names, name, strlen(name), &is_new);
	if (!is_new && !p->repeats)
		fail("duplicate column '%s' in the output", name);
	p->col = mem_grow(p->col, p->ncol + 1, &p->room, sizeof *p->col);
	p->col[p->ncol++] = column_of(name, kind, context);
	if (put_is_aligned(p))
		put_aligned_column(p, &p->col[p->ncol - 1]);
	if (p->held)
		p->held->width = p->ncol;
}

void
put_column(struct put *p, const char *name, enum put_kind kind)
{
	put_column_in(p, name, kind, "column");
}

void
put_columns(struct put *p, const struct put_head *head)
{
	for (; head->name; head++)
		put_column(p, head->name, head->kind);
}

void
put_rank(struct put *p, const char *column, int rank)
{
	size_t at;

	if (map_find(p->names, column, strlen(column), &at))
		p->col[at].rank = rank;
}

void
put_free(struct put *p)
{
	for (size_t i = 0; i < p->ncol; i++)
		free(p->col[i].name);
	free(p->col);
	map_free(p->names);
	put_rows_free(p->held);
	put_rows_free(p->seen);
	put_veil_free(p->veil);
	text_free(&p->buf);
	free(p);
}
