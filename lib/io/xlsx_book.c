#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

enum { TABS = 10000 };

/* Does the type of a relationship end with this?  Strict OOXML begins it in another way. */
static bool
ends(const char *s, const char *with)
{
	const size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

/* Removes the last name of a path. */
static void
drop_name(struct text *path)
{
	const char *slash = path->n > 0 ? memrchr(path->s, '/', path->n) : NULL;

	path->n = slash ? (size_t)(slash - path->s) : 0;
}

/* The path of what TARGET means in a part at FROM: "../a.xml" in "xl/b.xml" is "a.xml". */
static char *
resolve(const char *from, const char *target)
{
	struct text t = { 0 };

	if (*target != '/' && *target != '\\') {
		text_add(&t, from, strlen(from));
		drop_name(&t);
	}
	while (*target) {
		const size_t n = strcspn(target, "/\\");

		if (n == 2 && memcmp(target, "..", 2) == 0) {
			drop_name(&t);
		} else if (n > 0 && !(n == 1 && *target == '.')) {
			text_add(&t, "/", t.n > 0);
			text_add(&t, target, n);
		}
		target += n + (target[n] != '\0');
	}
	text_add(&t, "", 1);
	return t.s;
}

/* xl/workbook.xml has its relationships in xl/_rels/workbook.xml.rels. */
static char *
rels_path(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return mem_print("%.*s_rels/%s.rels", (int)(name - path), path, name);
}

/* The workbook. */

static void
on_root(void *ctx, const char *name, const char **attribute)
{
	char **path = ctx;
	const char *type = xlsx_attribute(attribute, "Type");
	const char *target = xlsx_attribute(attribute, "Target");

	if (xlsx_is(name, "Relationship") && type && target && ends(type, "/officeDocument") &&
	    *path == NULL)
		*path = resolve("", target);
}

static char *
workbook_path(struct xlsx_zip *z)
{
	static const struct xlsx_tags tags = { .start = on_root };
	char *path = NULL;

	if (xlsx_zip_has(z, "_rels/.rels"))
		xlsx_xml_read(z, "_rels/.rels", &tags, &path);
	if (path == NULL && xlsx_zip_has(z, "xl/workbook.xml"))
		return mem_text("xl/workbook.xml");
	if (path && ends(path, ".bin"))
		xlsx_bad(z, "a binary workbook (.xlsb) is not read; save it as .xlsx");
	if (path == NULL || !xlsx_zip_has(z, path))
		xlsx_bad(z, "a zip archive, but not a workbook");
	return path;
}

struct reading {
	struct xlsx_zip *zip;
	struct xlsx_book *book;
	const char *path;	/* of the workbook */
	struct map *ids;	/* of the relationships, numbered as the tabs are */
};

static void
add_tab(struct reading *r, const char **attribute)
{
	struct xlsx_book *b = r->book;
	const char *name = xlsx_attribute(attribute, "name");
	const char *id = xlsx_attribute(attribute, "id");
	const char *state = xlsx_attribute(attribute, "state");
	bool is_new;

	if (name && strlen(name) > XLSX_NAME)
		xlsx_bad(r->zip, "the name of worksheet %zu has more than %d bytes; "
		    "no spreadsheet program writes this", b->n + 1, XLSX_NAME);
	map_at(r->ids, id ? id : "", id ? strlen(id) : 0, &is_new);
	if (!is_new || b->n == TABS)
		xlsx_bad(r->zip, "the workbook is damaged: worksheet '%s' is one too many",
		    name ? name : "");
	b->tab = mem_grow(b->tab, b->n + 1, &b->room, sizeof *b->tab);
	b->tab[b->n++] = (struct xlsx_tab){
		.name = mem_text(name ? name : ""),
		.hidden = state && strcmp(state, "visible") != 0,
	};
}

static void
on_book(void *ctx, const char *name, const char **attribute)
{
	struct reading *r = ctx;

	if (xlsx_is(name, "sheet"))
		add_tab(r, attribute);
	else if (xlsx_is(name, "workbookPr"))
		r->book->from_1904 = xlsx_true(xlsx_attribute(attribute, "date1904"));
}

/* Its relationships. */

static void
set_once(char **to, char *path)
{
	if (*to)
		free(path);
	else
		*to = path;
}

static void
relate(struct reading *r, const char *id, const char *type, const char *path)
{
	struct xlsx_book *b = r->book;
	size_t i;

	if (map_find(r->ids, id, strlen(id), &i) && b->tab[i].path == NULL) {
		b->tab[i].path = mem_text(path);
		b->tab[i].worksheet = ends(type, "/worksheet");
	}
	if (ends(type, "/sharedStrings"))
		set_once(&b->strings, mem_text(path));
	if (ends(type, "/styles"))
		set_once(&b->styles, mem_text(path));
}

static void
on_relation(void *ctx, const char *name, const char **attribute)
{
	struct reading *r = ctx;
	const char *id = xlsx_attribute(attribute, "Id");
	const char *type = xlsx_attribute(attribute, "Type");
	const char *target = xlsx_attribute(attribute, "Target");

	if (!xlsx_is(name, "Relationship") || id == NULL || type == NULL || target == NULL)
		return;
	char *path = resolve(r->path, target);

	relate(r, id, type, path);
	free(path);
}

static void
check(struct xlsx_zip *z, const struct xlsx_book *b)
{
	size_t worksheets = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->tab[i].path == NULL)
			xlsx_bad(z, "the workbook is damaged: nothing says where worksheet '%s' is",
			    b->tab[i].name);
		worksheets += b->tab[i].worksheet;
	}
	if (worksheets == 0)
		xlsx_bad(z, "the workbook has no worksheet");
}

struct xlsx_book *
xlsx_book_read(struct xlsx_zip *z)
{
	static const struct xlsx_tags book_tags = { .start = on_book };
	static const struct xlsx_tags relation_tags = { .start = on_relation };
	struct xlsx_book *b = mem_new(1, sizeof *b);
	char *path = workbook_path(z), *rels = rels_path(path);
	struct reading r = { z, b, path, map_new() };

	xlsx_xml_read(z, path, &book_tags, &r);
	xlsx_xml_read(z, rels, &relation_tags, &r);
	check(z, b);
	map_free(r.ids);
	free(rels);
	free(path);
	return b;
}

void
xlsx_book_free(struct xlsx_book *b)
{
	for (size_t i = 0; i < b->n; i++) {
		free(b->tab[i].name);
		free(b->tab[i].path);
	}
	free(b->tab);
	free(b->strings);
	free(b->styles);
	free(b);
}
