#include "lib/customer/person.h"

#include <err.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/table.h"

/* Where each cell goes. */
struct person {
	struct load *l;
	ptrdiff_t id, attrs, field[CUSTOMERS_FIELDS];
	size_t nattrs, *attr;
	const char **attr_name, **attr_value;
	char date[CUSTOMERS_FIELDS][DATE_SIZE];	/* of the row at hand */
};

static void
add_attr(struct person *p, size_t at)
{
	p->attr = mem_resize(p->attr, p->nattrs + 1, sizeof *p->attr);
	p->attr_name = mem_resize(p->attr_name, p->nattrs + 1, sizeof *p->attr_name);
	p->attr_value = mem_resize(p->attr_value, p->nattrs + 1, sizeof *p->attr_value);
	p->attr[p->nattrs] = at;
	p->attr_name[p->nattrs++] = table_name(p->l->in, at);
}

static ptrdiff_t
field_number(const char *name)
{
	for (ptrdiff_t f = 0; f < CUSTOMERS_FIELDS; f++)
		if (strcmp(customers_fields[f], name) == 0)
			return f;
	return -1;
}

struct person *
person_open(struct load *l, bool attrs, const struct opt_list *clear)
{
	struct person *p = mem_new(1, sizeof *p);

	p->l = l;
	p->id = p->attrs = -1;
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		p->field[f] = -1;
	for (size_t i = 0; i < table_width(l->in); i++) {
		const char *name = table_name(l->in, i);
		const ptrdiff_t f = field_number(name);

		if (strcmp(name, "customer_id") == 0)
			p->id = (ptrdiff_t)i;
		else if (strcmp(name, "attrs") == 0)
			p->attrs = (ptrdiff_t)i;
		else if (f != -1)
			p->field[f] = (ptrdiff_t)i;
		else if (attrs)
			add_attr(p, i);
		else
			errx(EXIT_TROUBLE, "unknown column '%s' (use --attrs to keep it)", name);
	}
	for (size_t i = 0; i < clear->n; i++)
		if (!table_find(l->in, clear->word[i], &(size_t){ 0 }))
			errx(EXIT_TROUBLE, "--erase: the table has no column '%s'", clear->word[i]);
	return p;
}

void
person_close(struct person *p)
{
	free(p->attr);
	free(p->attr_name);
	free(p->attr_value);
	free(p);
}

/* A cell that is a date, as YYYY-MM-DD in BUF; NULL where it is bad. */
static const char *
date_cell(struct load *l, const char *field, const char *s, char buf[static DATE_SIZE])
{
	int32_t day, second;

	if (*s == '\0')
		return s;
	enum date_result r = date_read(&l->opts.dates, s, &day, &second);

	if (r == DATE_OK)
		return date_text(day, buf);
	table_bad(l->in, field, "%s '%.60s' %s", field, s, date_why(r));
	return NULL;
}

bool
person_read(struct person *p, char **cell, struct customers_row *row)
{
	struct load *l = p->l;

	row->id = p->id == -1 ? "" : cell[p->id];
	if (*row->id != '\0' && !text_is_id(row->id, strlen(row->id))) {
		table_bad(l->in, "customer_id", "customer_id is longer than 64 bytes or has control characters");
		return false;
	}
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		row->value[f] = p->field[f] == -1 ? "" : cell[p->field[f]];
		if (customers_is_date(f))
			row->value[f] = date_cell(l, customers_fields[f], row->value[f], p->date[f]);
		if (row->value[f] == NULL)
			return false;
	}
	row->attrs = p->attrs == -1 ? "" : cell[p->attrs];
	if (*row->attrs && !customers_is_object(l->store, row->attrs)) {
		table_bad(l->in, "attrs", "attrs is not a JSON object");
		return false;
	}
	for (size_t i = 0; i < p->nattrs; i++)
		p->attr_value[i] = cell[p->attr[i]];
	row->nattrs = p->nattrs;
	row->attr = p->attr_name;
	row->attr_value = p->attr_value;
	return true;
}
