#include "lib/io/xlsx_own.h"

#include <string.h>

enum { FAR = 256 << 10 };		/* bytes; a sheet without a table by then has none */

struct peek {
	struct xlsx_xml *xml;
	bool data, value;		/* within the cells; within the value of one */
	bool filled;			/* the cell has one */
	size_t cells, rows;		/* that are not empty: of the row, so far */
	bool wide;			/* some row has several */
};

static void
on_start(void *ctx, const char *name, const char **attribute)
{
	struct peek *p = ctx;
	(void)attribute;

	if (xlsx_is(name, "sheetData"))
		p->data = true;
	else if (xlsx_is(name, "row"))
		p->cells = 0;
	else if (xlsx_is(name, "c"))
		p->filled = false;
	p->value = xlsx_is(name, "v") || xlsx_is(name, "t");
}

static void
end_row(struct peek *p)
{
	p->rows += p->cells > 0;
	p->wide |= p->cells > 1;
	if (p->wide && p->rows > 1)
		xlsx_xml_stop(p->xml);
}

static void
on_end(void *ctx, const char *name)
{
	struct peek *p = ctx;

	p->value = false;
	if (!p->data)
		return;
	if (xlsx_is(name, "c"))
		p->cells += p->filled;
	else if (xlsx_is(name, "row"))
		end_row(p);
	else if (xlsx_is(name, "sheetData"))
		xlsx_xml_stop(p->xml);
}

static void
on_text(void *ctx, const char *s, size_t n)
{
	struct peek *p = ctx;

	p->filled |= p->value && n > 0;
	(void)s;
}

enum xlsx_look
xlsx_peek(struct xlsx_zip *z, const char *path, uint64_t *peeked)
{
	static const struct xlsx_tags tags = { on_start, on_end, on_text };
	struct peek p = { 0 };

	p.xml = xlsx_xml_open(z, path, 0, &tags, &p);
	while (xlsx_xml_step(p.xml) && xlsx_xml_at(p.xml) < FAR)
		continue;
	*peeked += xlsx_xml_at(p.xml);
	xlsx_xml_close(p.xml);
	if (p.rows == 0)
		return XLSX_EMPTY;
	return !p.wide ? XLSX_CELLS : p.rows > 1 ? XLSX_TABLE : XLSX_LINE;
}
