#include "lib/io/put_xlsx_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/money.h"
#include "lib/base/num.h"

enum { CELL = 32767 };		/* characters of a cell, in UTF-16 */

/* Without its escape, _x0041_ would read as A.  U+FFFE and U+FFFF are not XML. */
const char *
put_xlsx_spelled(struct text *t, const char *s)
{
	t->n = 0;
	for (; *s; s++) {
		struct text_char c = text_char(s);

		if (c.code == 0xfffe || c.code == 0xffff)
			text_add(t, c.code == 0xfffe ? "_xFFFE_" : "_xFFFF_", 7);
		else if (s[0] == '_' && s[1] == 'x')
			text_add(t, "_x005F_", 7);
		else if (c.bytes == 1 && (unsigned char)*s >= 0x80)
			text_add(t, "\xef\xbf\xbd", 3);	/* not UTF-8 */
		else
			text_add(t, s, c.bytes);
		s += c.bytes - 1;
	}
	text_add(t, "", 1);
	return t->s;
}

/* How many characters the text has in UTF-16. */
static size_t
units(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (size_t)(((unsigned char)*s & 0xc0) != 0x80) + ((unsigned char)*s >= 0xf0);
	return n;
}

static void
write_text(struct put *p, const char *s)
{
	struct put_sheet *sheet = p->sheet;

	if (*s == '\0')
		return;
	if (strlen(s) > CELL && units(s) > CELL)
		fail("'%s' in row %ju of the worksheet has %zu characters, and a "
		    "cell holds 32,767", p->col[p->at].name, (uintmax_t)sheet->row + 1, units(s));
	sheet->cells[sheet->sheets - 1]++;
	put_xlsx_must(put_xlsx_lib.worksheet_write_string(sheet->sheet, sheet->row,
	    (lxw_col_t)p->at, put_xlsx_spelled(&sheet->text, put_said(&p->col[p->at], s)), NULL));
}

static void
write_number(struct put *p, double x, int look)
{
	struct put_sheet *sheet = p->sheet;

	sheet->cells[sheet->sheets - 1]++;
	put_xlsx_must(put_xlsx_lib.worksheet_write_number(sheet->sheet, sheet->row,
	    (lxw_col_t)p->at, x, sheet->look[look]));
}

static int
look_of(enum put_style style)
{
	return style == PUT_MONEY ? PUT_LOOK_MONEY : style == PUT_PERCENT ? PUT_LOOK_PERCENT
	    : style == PUT_POINTS ? PUT_LOOK_POINTS : PUT_LOOK_GENERAL;
}

/* A number that S spells, if the cell gives it back byte for byte. */
static void
write_spelled(struct put *p, const char *s)
{
	const int places = serial_places(s);
	const enum put_style style = p->col[p->at].style;

	if (places < 0)
		write_text(p, s);
	else
		write_number(p, strtod(s, NULL),
		    places > 0 ? PUT_LOOK_PLACES + places - 1 : look_of(style));
}

static void
write_day(struct put *p, const char *s)
{
	const struct serial_day d = serial_day_of(s);

	if (d.which < 0)
		write_text(p, s);
	else
		write_number(p, d.number, PUT_LOOK_DAYS + d.which);
}

static void
write_string(struct put *p, const char *s)
{
	const struct put_column *c = &p->col[p->at];

	if (c->date)
		write_day(p, s);
	else if (c->maybe_number)
		write_spelled(p, s);
	else
		write_text(p, s);
}

/* With the 15 digits that a worksheet holds: libxlsxwriter would write 16, which round again. */
static void
write_real(struct put *p, enum put_kind kind, double x)
{
	char buf[NUM_SIZE];

	if (isfinite(x)) {
		snprintf(buf, sizeof buf, "%.15g", x);
		write_number(p, strtod(buf, NULL), look_of(put_style_of(&p->col[p->at], kind)));
	} else {
		num_text(x, buf);	/* inf; nothing for NAN */
		write_text(p, buf);
	}
}

void
put_xlsx_write(struct put *p, enum put_kind kind, const struct value *v)
{
	char buf[NUM_SIZE];

	if (v->none)
		return;
	switch (kind) {
	case PUT_TEXT: case PUT_CELL: case PUT_PASSED:
		write_string(p, v->s ? v->s : "");
		break;
	case PUT_INT:
		num_int(v->i, buf);
		write_spelled(p, buf);
		break;
	case PUT_AMOUNT:
		money_text(v->i, buf);
		write_spelled(p, buf);
		break;
	case PUT_REAL: case PUT_SHARE: case PUT_MEAN:
		write_real(p, kind, v->x);
		break;
	case PUT_DATE:
		write_day(p, v->i == DATE_NONE ? "" : date_text((int32_t)v->i, buf));
		break;
	}
}
