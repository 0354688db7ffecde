/*
 * A column becomes an object by put_field; a table or a file is a list of columns. Those of a file
 * may have no help: they came from another system.
 */
#include "lib/toolbox/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/toolbox/tables.h"
#include "version.h"

/* A day or a moment. */
#define DATE "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?$"
#define DIALECT "https://json-schema.org/draft/2020-12/schema"

enum { NAME_SIZE = 64 };

static const char *
type_of(const struct tables_column *c)
{
	switch (tables_kind(c)) {
	case TABLES_ANY:
		return "any";
	case LEXICON_NUMBER:
	case LEXICON_AMOUNT:
	case LEXICON_SHARE:
	case LEXICON_POINTS:
		return "number";
	case LEXICON_OBJECT:
		return "object";
	default:
		return "string";
	}
}

static bool
is_date(const struct tables_column *c)
{
	return tables_kind(c) == LEXICON_DATE;
}

static void
print_string(const char *s)
{
	struct text t = { 0 };

	json_string(&t, s);
	fwrite(t.s, 1, t.n, stdout);
	text_free(&t);
}

/* "NAME":"VALUE" */
static void
member(const char *before, const char *name, const char *value)
{
	printf("%s\"%s\":", before, name);
	print_string(value);
}

/* Whether the cells of a required column are never empty. */
static bool
is_never_empty(const struct tables_column *c)
{
	return c->is_required && strstr(c->help, "mpty") == NULL;
}

/* A field of Table Schema. */
static void
put_field(const char *name, const struct tables_column *c)
{
	member("{", "name", name);
	member(",", "type", c ? type_of(c) : "any");
	if (c)
		member(",", "description", c->help);
	if (c && is_date(c))
		member(",\"constraints\":{", "pattern", DATE);
	if (c && is_never_empty(c))
		printf("%s\"required\":true", is_date(c) ? "," : ",\"constraints\":{");
	printf("%s", c && (is_date(c) || is_never_empty(c)) ? "}}" : "}");
}

/* A property of JSON Schema: an empty cell is null. */
static void
put_property(const char *name, const struct tables_column *c)
{
	print_string(name);
	printf(":{");
	if (c && tables_kind(c) != TABLES_ANY)
		printf(is_never_empty(c) ? "\"type\":\"%s\"," : "\"type\":[\"%s\",\"null\"],",
		    type_of(c));
	if (c && is_date(c))
		printf("\"pattern\":\"%s\",", DATE);
	if (c)
		member("", "description", c->help);
	printf("}");
}

static void
put_required(const struct tables *t)
{
	const char *comma = "";

	for (const struct tables_column *c = t->columns; c->name; c++)
		if (c->is_required) {
			printf("%s", *comma ? comma : ",\"required\":[");
			print_string(c->name);
			comma = ",";
		}
	printf("%s", *comma ? "]" : "");
}

static void
put_columns(const struct tables *t, void (*put)(const char *, const struct tables_column *))
{
	for (const struct tables_column *c = t->columns; c->name; c++) {
		printf("%s\n  ", c == t->columns ? "" : ",");
		put(c->name, c);
	}
}

static void
put_resource(const char *name, const char *title, const char *about, const char *path)
{
	member("{", "name", name);
	member(",", "path", path);
	if (title) {
		member(",", "title", title);
		member(",", "description", about);
	}
	printf(",\"profile\":\"tabular-data-resource\",\"encoding\":\"utf-8\","
	    "\"schema\":{\"missingValues\":[\"\"],\"fields\":[");
}

static void
put_table(const struct tables *t, enum schema_format format)
{
	char name[NAME_SIZE], path[NAME_SIZE + sizeof ".csv"];

	tables_name(t, name, sizeof name);
	snprintf(path, sizeof path, "%s.csv", name);
	if (format == SCHEMA_PACKAGE) {
		put_resource(name, t->title, t->about, path);
		put_columns(t, put_field);
		printf("]}}");
		return;
	}
	print_string(name);
	member(":{\"type\":\"object\",", "title", t->title);
	member(",", "description", t->about);
	printf(",\"properties\":{");
	put_columns(t, put_property);
	printf("}");
	put_required(t);
	printf("}");
}

static void
put_package(const char *name)
{
	member("{", "name", name);
	member(",\"profile\":\"tabular-data-package\",", "custkit", CUSTKIT_VERSION);
	printf(",\"resources\":[\n");
}

void
schema_tables(const char *tool, enum schema_format format)
{
	const char *name = tool ? tool : "custkit", *comma = "";

	if (format == SCHEMA_PACKAGE) {
		put_package(name);
	} else {
		member("{\"$schema\":\"" DIALECT "\",", "title", name);
		printf(",\"$defs\":{\n");
	}
	for (const struct tables *t = NULL; (t = tables_next(tool, t)) != NULL; comma = ",\n") {
		printf("%s", comma);
		put_table(t, format);
	}
	printf("\n%s}\n", format == SCHEMA_PACKAGE ? "]" : "}");
}

/* The file's name without folder and ending, as the name of a resource can be. */
static void
resource_name(const char *path, char to[static NAME_SIZE])
{
	const char *slash = strrchr(path, '/');
	size_t n = 0;

	for (const char *s = slash ? slash + 1 : path; *s && *s != '.' && n < NAME_SIZE - 1; s++)
		to[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') :
		    strchr("abcdefghijklmnopqrstuvwxyz0123456789-_", *s) ? *s : '-';
	to[n] = '\0';
	if (n == 0)
		strcpy(to, "table");
}

/* The same, in which no name is that of an earlier one of FILES. */
static void
unique_name(char **files, size_t i, char to[static NAME_SIZE])
{
	enum { NUMBER_SIZE = 24 };
	char plain[NAME_SIZE], other[NAME_SIZE];
	size_t same = 0;

	resource_name(files[i], plain);
	for (size_t k = 0; k < i; k++) {
		resource_name(files[k], other);
		same += strcmp(plain, other) == 0;
	}
	if (same > 0)
		snprintf(to, NAME_SIZE, "%.*s.%zu", NAME_SIZE - NUMBER_SIZE, plain, same + 1);
	else
		strcpy(to, plain);
}

static void
put_header(const char *const *header, size_t n,
    void (*put)(const char *, const struct tables_column *))
{
	for (size_t i = 0; i < n; i++) {
		printf("%s\n  ", i ? "," : "");
		put(header[i], tables_fit(header, n, header[i]));
	}
}

/* An object with these properties, all of them and no others. */
static void
put_object(const char *name, const char *const *header, size_t n)
{
	member("{\"$schema\":\"" DIALECT "\",\"type\":\"object\",", "title", name);
	printf(",\"properties\":{");
	put_header(header, n, put_property);
	printf("},\n\"required\":[");
	for (size_t i = 0; i < n; i++) {
		printf("%s", i ? "," : "");
		print_string(header[i]);
	}
	printf("],\"additionalProperties\":false}\n");
}

static void
put_file(char *file, const char *name, enum schema_format format)
{
	struct table *t = table_open((char *[]){ file, NULL }, &(struct table_opts){ 0 });
	const size_t n = table_width(t);
	const char **header = mem_new(n, sizeof *header);

	table_need_unique(t);
	for (size_t i = 0; i < n; i++)
		header[i] = table_name(t, i);
	if (format == SCHEMA_PACKAGE) {
		put_resource(name, NULL, NULL, file);
		put_header(header, n, put_field);
		printf("]}}");
	} else {
		put_object(name, header, n);
	}
	free(header);
	table_close(t);
}

void
schema_files(char **files, enum schema_format format)
{
	const char *comma = "";

	if (*files == NULL)
		opt_misuse("no input; name a FILE");
	if (format == SCHEMA_JSON && files[1])
		opt_misuse("a JSON Schema describes one FILE");
	for (char **f = files; *f; f++)
		if (strcmp(*f, "-") == 0)
			opt_misuse("describe needs the path of a FILE, not standard input");
	if (format == SCHEMA_PACKAGE)
		put_package("custkit");
	for (size_t i = 0; files[i]; i++, comma = ",\n") {
		char name[NAME_SIZE];

		unique_name(files, i, name);
		printf("%s", comma);
		put_file(files[i], name, format);
	}
	if (format == SCHEMA_PACKAGE)
		printf("\n]}\n");
}

void
schema_members(const char *tool)
{
	const char *comma = "";

	printf(",\"tables\":[");
	for (const struct tables *t = NULL; (t = tables_next(tool, t)) != NULL; comma = ",") {
		char name[NAME_SIZE];

		tables_name(t, name, sizeof name);
		printf("%s\n", comma);
		member("{", "name", name);
		member(",", "title", t->title);
		member(",", "is", t->is_read ? "read" : "printed");
		member(",", "about", t->about);
		printf(",\"columns\":[");
		put_columns(t, put_field);
		printf("]}");
	}
	printf("]");
}
