#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { STYLES = 1 << 20, FORMATS = 1 << 16 };	/* spreadsheet programs stop at 65,490 and 250 */

struct named {
	unsigned id;
	struct serial_format format;
};

struct xlsx_styles {
	struct named *named;
	size_t nnamed, named_room;
	struct serial_format *style;
	size_t n, room;
	struct xlsx_zip *zip;
	bool within;		/* the formats of cells, not those of named styles */
};

static unsigned
id_of(const char *s)
{
	return s ? (unsigned)strtoul(s, NULL, 10) : 0;
}

static int
by_id(const void *a, const void *b)
{
	const unsigned i = ((const struct named *)a)->id, k = ((const struct named *)b)->id;

	return (i > k) - (i < k);
}

static struct serial_format
format_of(const struct xlsx_styles *s, unsigned id)
{
	const struct named key = { .id = id }, *f = NULL;

	if (s->nnamed > 0)
		f = bsearch(&key, s->named, s->nnamed, sizeof *s->named, by_id);
	return f ? f->format : serial_format_builtin(id);
}

/* All formats with names of their own are known now. */
static void
begin_styles(struct xlsx_styles *s)
{
	s->within = true;
	if (s->nnamed > 0)
		qsort(s->named, s->nnamed, sizeof *s->named, by_id);
}

static void
add_named(struct xlsx_styles *s, const char **attribute)
{
	const char *code = xlsx_attribute(attribute, "formatCode");
	const unsigned id = id_of(xlsx_attribute(attribute, "numFmtId"));

	if (s->nnamed == FORMATS)
		xlsx_bad(s->zip, "the workbook has more than %d number formats", FORMATS);
	s->named = mem_grow(s->named, s->nnamed + 1, &s->named_room, sizeof *s->named);
	s->named[s->nnamed++] = (struct named){ id, serial_format_of(code ? code : "") };
}

static void
add_style(struct xlsx_styles *s, const char **attribute)
{
	const unsigned id = id_of(xlsx_attribute(attribute, "numFmtId"));

	if (s->n == STYLES)
		xlsx_bad(s->zip, "the workbook has more than %d cell formats", STYLES);
	s->style = mem_grow(s->style, s->n + 1, &s->room, sizeof *s->style);
	s->style[s->n++] = format_of(s, id);
}

static void
on_start(void *ctx, const char *name, const char **attribute)
{
	struct xlsx_styles *s = ctx;

	if (xlsx_is(name, "cellXfs"))
		begin_styles(s);
	else if (s->within && xlsx_is(name, "xf"))
		add_style(s, attribute);
	else if (!s->within && s->n == 0 && xlsx_is(name, "numFmt"))
		add_named(s, attribute);
}

static void
on_end(void *ctx, const char *name)
{
	struct xlsx_styles *s = ctx;

	if (xlsx_is(name, "cellXfs"))
		s->within = false;
}

struct xlsx_styles *
xlsx_styles_read(struct xlsx_zip *z, const char *path)
{
	static const struct xlsx_tags tags = { .start = on_start, .end = on_end };

	if (path == NULL)
		return NULL;
	struct xlsx_styles *s = mem_new(1, sizeof *s);

	s->zip = z;
	xlsx_xml_read(z, path, &tags, s);
	return s;
}

struct serial_format
xlsx_styles_format(const struct xlsx_styles *s, size_t style)
{
	return s && style < s->n ? s->style[style] : (struct serial_format){ 0 };
}

void
xlsx_styles_free(struct xlsx_styles *s)
{
	if (s == NULL)
		return;
	free(s->named);
	free(s->style);
	free(s);
}
