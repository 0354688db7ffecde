#include "lib/segment/segmap.h"

#include <fnmatch.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/put.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

struct code {
	char name[4];
	size_t segment;		/* the first one that matches */
	size_t n;		/* number that match */
	struct text all;	/* the names of all of them, joined by " + ", NUL-terminated */
};

struct segmap {
	char *path;
	int bins;
	struct map *segments;
	struct code *code;
	size_t n, wrong;
};

static size_t
number(const struct segmap *m, int r, int f, int mm)
{
	return (size_t)(((r - 1) * m->bins + f - 1) * m->bins + mm - 1);
}

static void
name_codes(struct segmap *m)
{
	m->n = (size_t)(m->bins * m->bins * m->bins);
	m->code = mem_new(m->n, sizeof *m->code);
	for (int r = 1; r <= m->bins; r++)
		for (int f = 1; f <= m->bins; f++)
			for (int k = 1; k <= m->bins; k++) {
				char *name = m->code[number(m, r, f, k)].name;

				name[0] = (char)('0' + r);
				name[1] = (char)('0' + f);
				name[2] = (char)('0' + k);
			}
}

static void
assign(struct code *c, const char *segment, size_t at)
{
	if (c->n++ == 0)
		c->segment = at;
	if (c->all.n > 0) {
		c->all.n--;
		text_add(&c->all, " + ", 3);
	}
	text_add(&c->all, segment, strlen(segment) + 1);
}

struct segmap *
segmap_open(const char *path, int bins)
{
	char *files[] = { path ? mem_text(path) : share_path("segments/rfm.csv"), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t rfm = table_column(t, "rfm"), segment = table_column(t, "segment");
	struct segmap *m = mem_new(1, sizeof *m);

	m->path = files[0];
	m->bins = bins;
	m->segments = map_new();
	name_codes(m);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		size_t at, matched = 0;

		if (cell[segment][0] == '\0')
			table_bad(t, "segment", "segment is empty");
		at = map_at(m->segments, cell[segment], strlen(cell[segment]), NULL);
		for (size_t i = 0; i < m->n; i++)
			if (fnmatch(cell[rfm], m->code[i].name, 0) == 0) {
				assign(&m->code[i], cell[segment], at);
				matched++;
			}
		if (matched == 0)
			table_bad(t, "rfm",
			    "rfm '%.20s' is not a valid code or pattern (three digits from 1 to "
			    "%d)", cell[rfm], bins);
	}
	table_close(t);
	for (size_t i = 0; i < m->n; i++)
		m->wrong += m->code[i].n != 1;
	return m;
}

void
segmap_free(struct segmap *m)
{
	for (size_t i = 0; i < m->n; i++)
		text_free(&m->code[i].all);
	free(m->code);
	map_free(m->segments);
	free(m->path);
	free(m);
}

size_t
segmap_wrong(const struct segmap *m)
{
	return m->wrong;
}

void
segmap_check(const struct segmap *m)
{
	if (m->wrong > 0)
		fail("%s: %zu codes have no segment or more than one;"
		    " list them with --check-map", m->path, m->wrong);
}

void
segmap_put_wrong(const struct segmap *m, struct put *p)
{
	put_column(p, "rfm", PUT_TEXT);
	put_column(p, "segments", PUT_INT);
	put_column(p, "names", PUT_TEXT);
	for (size_t i = 0; i < m->n; i++) {
		const struct code *c = &m->code[i];

		if (c->n == 1)
			continue;
		put_text(p, c->name);
		put_int(p, (int64_t)c->n);
		put_text(p, c->all.s);
		put_end(p);
	}
}

size_t
segmap_count(const struct segmap *m)
{
	return map_count(m->segments);
}

const char *
segmap_name(const struct segmap *m, size_t segment)
{
	return map_key(m->segments, segment);
}

size_t
segmap_segment(const struct segmap *m, int r, int f, int k)
{
	return m->code[number(m, r, f, k)].segment;
}

const char *
segmap_code(const struct segmap *m, int r, int f, int k)
{
	return m->code[number(m, r, f, k)].name;
}
