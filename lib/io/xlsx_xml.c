#include "lib/io/xlsx_own.h"

#include <expat.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "late.h"
#include "lib/base/late.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { CHUNK = 64 << 10 };

struct xlsx_xml {
	struct xlsx_zip *zip;
	struct xlsx_part *part;
	XML_Parser parser;
	char *path;
	const struct xlsx_tags *tags;
	void *ctx;
	uint64_t most, fed, seen;	/* bytes: allowed; given to expat; when it last called */
	size_t run;			/* bytes of text since the last tag */
	bool stopped, ended;
};

#define CALLS(X) \
	X(XML_ParserCreate_MM) X(XML_ParserFree) X(XML_SetUserData) X(XML_SetElementHandler) \
	X(XML_SetCharacterDataHandler) X(XML_SetStartDoctypeDeclHandler) X(XML_GetBuffer) \
	X(XML_ParseBuffer) X(XML_StopParser) X(XML_GetErrorCode) X(XML_ErrorString)

static struct {
#define POINTER(f) __typeof__(f) *f;
	CALLS(POINTER)
	/* Typed here: expat 2.9 deprecates it, and earlier releases lack its successor. */
	XML_Size (*XML_GetCurrentLineNumber)(XML_Parser);
} lib;

static void
load(void)
{
	static const struct late_symbol symbols[] = {
#define SYMBOL(f) { #f, &lib.f },
		CALLS(SYMBOL)
		SYMBOL(XML_GetCurrentLineNumber)
		{ 0 }
	};

	if (lib.XML_ParserCreate_MM == NULL)
		late_load(say("workbooks"), LATE_EXPAT, symbols);
}

/*
 * Memory for the parser, of which there is one at a time: a few bytes of an archive can be millions
 * of tags within one another, or of names.
 */
static size_t held;

static void *
resize(void *old, size_t n)
{
	const size_t others = held - malloc_usable_size(old);

	if (others > XLSX_PARSER || n > XLSX_PARSER - others)
		return NULL;
	void *p = mem_resize(old, n, 1);

	held = others + malloc_usable_size(p);
	return p;
}

static void *
take(size_t n)
{
	return resize(NULL, n);
}

static void
give_back(void *p)
{
	held -= malloc_usable_size(p);
	free(p);
}

static XML_Parser
new_parser(void)
{
	const XML_Memory_Handling_Suite memory = { take, resize, give_back };

	held = 0;
	return lib.XML_ParserCreate_MM(NULL, &memory, NULL);
}

static void
on_start(void *ctx, const char *name, const char **attribute)
{
	struct xlsx_xml *x = ctx;

	x->seen = x->fed;
	x->run = 0;
	if (!x->stopped && x->tags->start)
		x->tags->start(x->ctx, name, attribute);
}

static void
on_end(void *ctx, const char *name)
{
	struct xlsx_xml *x = ctx;

	x->seen = x->fed;
	x->run = 0;
	if (!x->stopped && x->tags->end)
		x->tags->end(x->ctx, name);
}

static _Noreturn void
refuse_run(const struct xlsx_xml *x)
{
	xlsx_bad(x->zip, "%s has more than 1 MiB without a tag; no spreadsheet program writes this",
	    x->path);
}

static void
on_text(void *ctx, const char *s, int n)
{
	struct xlsx_xml *x = ctx;

	x->seen = x->fed;
	x->run += (size_t)n;
	if (x->run > XLSX_RUN)
		refuse_run(x);
	if (!x->stopped && x->tags->text)
		x->tags->text(x->ctx, s, (size_t)n);
}

/* Refuses entities: a small file could expand to a very large text. */
static void
on_doctype(void *ctx, const char *name, const char *sysid, const char *pubid, int internal)
{
	const struct xlsx_xml *x = ctx;

	(void)name, (void)sysid, (void)pubid, (void)internal;
	xlsx_bad(x->zip, "%s has a document type, which no workbook has", x->path);
}

struct xlsx_xml *
xlsx_xml_open(struct xlsx_zip *z, const char *path, uint64_t most, const struct xlsx_tags *tags,
    void *ctx)
{
	struct xlsx_xml *x = mem_new(1, sizeof *x);

	load();
	*x = (struct xlsx_xml){
		.zip = z, .part = xlsx_part_open(z, path), .path = mem_text(path),
		.most = most, .tags = tags, .ctx = ctx, .parser = new_parser(),
	};
	lib.XML_SetUserData(x->parser, x);
	lib.XML_SetElementHandler(x->parser, on_start, on_end);
	lib.XML_SetCharacterDataHandler(x->parser, on_text);
	lib.XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

static _Noreturn void
refuse_xml(const struct xlsx_xml *x)
{
	const enum XML_Error error = lib.XML_GetErrorCode(x->parser);

	if (error == XML_ERROR_NO_MEMORY)
		xlsx_bad(x->zip, "%s needs more than %d MiB of memory for its tags; "
		    "no spreadsheet program writes this", x->path, XLSX_PARSER >> 20);
	xlsx_bad(x->zip, "the workbook is damaged: %s, line %llu: %s", x->path,
	    (unsigned long long)lib.XML_GetCurrentLineNumber(x->parser),
	    lib.XML_ErrorString(error));
}

static void
feed(struct xlsx_xml *x)
{
	char *buf = lib.XML_GetBuffer(x->parser, CHUNK);

	if (buf == NULL)
		refuse_xml(x);
	const size_t n = xlsx_part_read(x->part, buf, CHUNK);

	x->fed += n;
	if (x->most > 0 && x->fed > x->most)
		xlsx_bad(x->zip, "%s inflates to more than %llu MiB and is not read", x->path,
		    (unsigned long long)x->most >> 20);
	if (lib.XML_ParseBuffer(x->parser, (int)n, n == 0) == XML_STATUS_ERROR && !x->stopped)
		refuse_xml(x);
	if (x->fed - x->seen > XLSX_RUN)
		refuse_run(x);
	x->ended = n == 0 || x->stopped;
}

bool
xlsx_xml_step(struct xlsx_xml *x)
{
	if (!x->ended)
		feed(x);
	return !x->ended;
}

void
xlsx_xml_stop(struct xlsx_xml *x)
{
	x->stopped = true;
	lib.XML_StopParser(x->parser, XML_FALSE);
}

uint64_t
xlsx_xml_at(const struct xlsx_xml *x)
{
	return x->fed;
}

void
xlsx_xml_close(struct xlsx_xml *x)
{
	lib.XML_ParserFree(x->parser);
	xlsx_part_close(x->part);
	free(x->path);
	free(x);
}

void
xlsx_xml_read(struct xlsx_zip *z, const char *path, const struct xlsx_tags *tags, void *ctx)
{
	struct xlsx_xml *x = xlsx_xml_open(z, path, XLSX_SMALL, tags, ctx);

	while (xlsx_xml_step(x))
		continue;
	xlsx_xml_close(x);
}

bool
xlsx_is(const char *name, const char *local)
{
	const char *colon = strchr(name, ':');

	return strcmp(colon ? colon + 1 : name, local) == 0;
}

const char *
xlsx_attribute(const char **attribute, const char *local)
{
	for (; *attribute; attribute += 2)
		if (xlsx_is(attribute[0], local))
			return attribute[1];
	return NULL;
}

bool
xlsx_true(const char *s)
{
	return s && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0 || strcmp(s, "on") == 0);
}
