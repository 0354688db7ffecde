#include "lib/io/model.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "version.h"

static const char all[] = "custkit";	/* .model of the rows about the file as a whole */

struct row {
	char *model, *name, *value;
	uint64_t line;
	bool used;
};

struct model {
	const char *path;
	struct row *row;
	size_t n, room;
};

static void
put_row(struct put *p, const char *model, const char *name, const char *value, const char *se)
{
	put_text(p, model);
	put_text(p, name);
	put_text(p, value);
	put_text(p, se);
	put_end(p);
}

void
model_begin(struct put *p, const char *tool)
{
	static const char *const columns[] = { "model", "name", "value", "se" };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		put_column_in(p, columns[i], i < 2 ? PUT_TEXT : PUT_CELL, "parameter");
	model_count(p, all, "format", MODEL_FORMAT);
	model_word(p, all, "tool", tool);
	model_word(p, all, "version", CUSTKIT_VERSION);
}

void
model_part(struct put *p, struct partition part)
{
	char text[2 * NUM_SIZE];

	snprintf(text, sizeof text, "%u/%u", part.k, part.n);
	if (part.n > 1)
		model_word(p, all, "partition", text);
}

void
model_word(struct put *p, const char *model, const char *name, const char *value)
{
	put_row(p, model, name, value, "");
}

void
model_count(struct put *p, const char *model, const char *name, int64_t value)
{
	char buf[NUM_SIZE];

	num_int(value, buf);
	put_row(p, model, name, buf, "");
}

void
model_date(struct put *p, const char *model, const char *name, int32_t day)
{
	put_text(p, model);
	put_text(p, name);
	put_date(p, day);
	put_none(p);
	put_end(p);
}

void
model_number(struct put *p, const char *model, const char *name, double value, double se)
{
	put_text(p, model);
	put_text(p, name);
	put_real(p, value);
	put_real(p, se);
	put_end(p);
}

struct model *
model_open(const char *path)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t model = table_column(t, "model"), name = table_column(t, "name");
	const size_t value = table_column(t, "value");
	struct model *m = mem_new(1, sizeof *m);

	m->path = path;
	for (char **cell; (cell = table_next(t)) != NULL;) {
		m->row = mem_grow(m->row, m->n + 1, &m->room, sizeof *m->row);
		m->row[m->n++] = (struct row){
			mem_text(cell[model]), mem_text(cell[name]), mem_text(cell[value]),
			table_line(t), false,
		};
	}
	table_close(t);
	free(files[0]);
	if (m->n == 0 || strcmp(m->row[0].name, "format") != 0)
		fail("%s: not a model file: the first row is not custkit,format",
		    path);
	if (model_value(m, all, "format") != MODEL_FORMAT)
		fail("%s: model file has format %s, but this custkit reads "
		    "format %d; fit again with --save=%s",
		    path, m->row[0].value, MODEL_FORMAT, path);
	model_skip(m, all, "tool");
	model_skip(m, all, "version");
	model_skip(m, all, "partition");
	return m;
}

static struct row *
find(const struct model *m, const char *model, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->row[i].model, model) == 0 &&
		    (name == NULL || strcmp(m->row[i].name, name) == 0))
			return &m->row[i];
	return NULL;
}

bool
model_has(const struct model *m, const char *model)
{
	return find(m, model, NULL) != NULL;
}

const char *
model_text(struct model *m, const char *model, const char *name)
{
	struct row *r = find(m, model, name);

	if (r == NULL)
		return NULL;
	r->used = true;
	return r->value;
}

double
model_value(struct model *m, const char *model, const char *name)
{
	const char *s = model_text(m, model, name);
	double x = NAN;

	if (s == NULL)
		fail("%s: no row %s,%s", m->path, model, name);
	if (!num_parse(s, &x))
		fail("%s: %s,%s '%s' is not a number", m->path, model, name, s);
	return x;
}

bool
model_row(const struct model *m, size_t i, const char **model, const char **name)
{
	if (i >= m->n)
		return false;
	*model = m->row[i].model;
	*name = m->row[i].name;
	return true;
}

double
model_positive(struct model *m, const char *model, const char *name, double most)
{
	const double x = model_value(m, model, name);

	if (!(x > 0))
		fail("%s: %s,%s must be positive", m->path, model, name);
	if (x > most)
		fail("%s: %s,%s is out of range", m->path, model, name);
	return x;
}

void
model_skip(struct model *m, const char *model, const char *name)
{
	(void)model_text(m, model, name);
}

static void
free_model(struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->row[i].model);
		free(m->row[i].name);
		free(m->row[i].value);
	}
	free(m->row);
	free(m);
}

bool
model_is(const char *path, const char *model)
{
	struct model *m = model_open(path);
	const bool is = model_has(m, model);

	free_model(m);
	return is;
}

void
model_close(struct model *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (!m->row[i].used)
			fail("%s:%ju: unknown row %s,%s", m->path,
			    (uintmax_t)m->row[i].line, m->row[i].model, m->row[i].name);
	free_model(m);
}
