#define _GNU_SOURCE
#include "lib/report/logo.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/late_sodium.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

enum { LARGEST = 1 << 20 };

static const char png[] = "\x89PNG\r\n\x1a\n";

static char *
read_whole(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rbe");
	char *bytes = mem_new(LARGEST + 2, 1);

	if (file == NULL)
		fail_errno("%s", path);
	*n = fread(bytes, 1, LARGEST + 1, file);
	if (ferror(file))
		fail_errno("%s", path);
	fclose(file);
	if (*n > LARGEST)
		fail("%s: larger than 1 MiB", path);
	return bytes;
}

/* What an SVG must not have: a page with it would run or load something. NULL: nothing. */
static const char *
active_part(const char *svg)
{
	static const char *const parts[] = { "<script", "<foreignObject", "<!ENTITY", "javascript:",
		"href=\"http", "href='http", "url(http", "@import", " onload", " onclick" };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcasestr(svg, parts[i]))
			return parts[i];
	return NULL;
}

static const char *
type_of(const char *path, const char *bytes, size_t n)
{
	if (n >= sizeof png - 1 && memcmp(bytes, png, sizeof png - 1) == 0)
		return "image/png";
	if (strlen(bytes) != n || text_utf8(bytes, n) != n || strstr(bytes, "<svg") == NULL)
		fail("%s: neither PNG nor SVG", path);
	const char *part = active_part(bytes);

	if (part)
		fail("%s: the SVG has '%s'; a logo must be a drawing alone", path,
		    part);
	return "image/svg+xml";
}

char *
logo_read(const char *path)
{
	static struct {
		__typeof__(sodium_bin2base64) *text;
	} lib;
	static const struct late_symbol symbols[] = { { "sodium_bin2base64", &lib.text }, { 0 } };
	size_t n;

	if (path == NULL)
		return NULL;
	char *bytes = read_whole(path, &n);
	const char *type = type_of(path, bytes, n);
	const size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
	char *base64 = mem_new(room, 1);

	late_sodium("a logo", symbols);
	lib.text(base64, room, (const unsigned char *)bytes, n, sodium_base64_VARIANT_ORIGINAL);
	char *uri = mem_print("data:%s;base64,%s", type, base64);

	free(base64);
	free(bytes);
	return uri;
}
