#define _GNU_SOURCE
#include "lib/io/file_kind.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lib/base/say.h"

static bool
begins(const char *s, size_t n, const char *with, size_t k)
{
	return n >= k && memcmp(s, with, k) == 0;
}

static bool
has(const char *s, size_t n, const char *part)
{
	return memmem(s, n, part, strlen(part)) != NULL;
}

/* Does a zip archive have a file whose name begins with this? A header stands before each. */
static bool
zip_has(const char *s, size_t n, const char *name)
{
	enum { NAME = 30 };	/* where the name stands in the header of a file */
	const size_t k = strlen(name);

	for (const char *p = s, *end = s + n; (p = memmem(p, (size_t)(end - p), "PK\x03\x04", 4));
	    p++)
		if ((size_t)(end - p) >= NAME + k && memcmp(p + NAME, name, k) == 0)
			return true;
	return false;
}

bool
file_kind_is_gzip(const char *s, size_t n)
{
	return begins(s, n, "\x1f\x8b", 2);
}

bool
file_kind_is_zip(const char *s, size_t n)
{
	return begins(s, n, "PK\x03\x04", 4);
}

bool
file_kind_is_workbook(const char *s, size_t n)
{
	return file_kind_is_zip(s, n) && !zip_has(s, n, "xl/workbook.bin") &&
	    (zip_has(s, n, "xl/") ||
	    (zip_has(s, n, "[Content_Types].xml") && !zip_has(s, n, "word/") &&
	    !zip_has(s, n, "ppt/")));
}

static const char *
zip_kind(const char *s, size_t n)
{
	if (file_kind_is_workbook(s, n))
		return say("is an Excel workbook (.xlsx), not CSV; save the sheet as CSV UTF-8");
	if (zip_has(s, n, "xl/workbook.bin"))
		return say("is a binary Excel workbook (.xlsb), not CSV; "
		    "save it as .xlsx or as CSV UTF-8");
	if (has(s, n, "opendocument.spreadsheet"))
		return say("is an OpenDocument spreadsheet (.ods), not CSV; "
		    "save it as .xlsx or as CSV UTF-8");
	if (zip_has(s, n, "Index/") || zip_has(s, n, "Index.zip"))
		return say("is a document of Apple Numbers (.numbers), not CSV; "
		    "export it as .xlsx or as CSV UTF-8");
	if (zip_has(s, n, "word/"))
		return say("is a Word document (.docx), not CSV");
	return say("is a zip archive, not CSV: unzip -p");
}

/* The names of the streams of a compound file (of Microsoft) are UTF-16. */
static bool
has_stream(const char *s, size_t n, const char *name)
{
	char wide[64];
	const size_t k = strlen(name);

	for (size_t i = 0; i < k; i++) {
		wide[2 * i] = name[i];
		wide[2 * i + 1] = '\0';
	}
	return memmem(s, n, wide, 2 * k) != NULL;
}

static const char *
compound_kind(const char *s, size_t n)
{
	if (has_stream(s, n, "EncryptedPackage"))
		return say("is a workbook that is protected by a password; save it without one");
	if (has_stream(s, n, "WordDocument"))
		return say("is an old Word document (.doc), not CSV");
	return say("is an old Excel workbook (.xls), not CSV; save it as .xlsx or as CSV UTF-8");
}

static bool
begins_tag(const char *s, size_t n, const char *tag)
{
	return n >= strlen(tag) && strncasecmp(s, tag, strlen(tag)) == 0;
}

static const char *
text_kind(const char *s, size_t n)
{
	static const char *const html[] = { "<!DOCTYPE", "<html", "<head", "<table", "<meta",
		"<style", "<body" };

	if (begins(s, n, "\xef\xbb\xbf", 3))
		s += 3, n -= 3;
	while (n > 0 && strchr(" \t\r\n", *s) && *s != '\0')
		s++, n--;
	if (begins(s, n, "{", 1) || begins(s, n, "[{", 2) || begins(s, n, "[\n", 2))
		return say("is JSON, not CSV");
	if (begins(s, n, "<?xml", 5) || begins(s, n, "<Workbook", 9))
		return has(s, n, "urn:schemas-microsoft-com:office:spreadsheet") ?
		    say("is an XML spreadsheet of Excel 2003, not CSV; "
		    "save it as .xlsx or as CSV UTF-8") : say("is XML, not CSV");
	for (size_t i = 0; i < sizeof html / sizeof *html; i++)
		if (begins_tag(s, n, html[i]))
			return memmem(s, n, "<td", 3) || memmem(s, n, "<TD", 3) ?
			    say("is a web page (HTML), not CSV; open it in a spreadsheet program"
			    " and save it as .xlsx or as CSV UTF-8") :
			    say("is a web page (HTML), not CSV;"
			    " what was downloaded may be a login page");
	return NULL;
}

const char *
file_kind(const char *s, size_t n)
{
	static const struct {
		const char *magic;
		size_t n;
		const char *kind;
	} kinds[] = {
		{ "\xfd" "7zXZ", 5, SAY("is an xz file, not CSV: xz -dc") },
		{ "\x28\xb5\x2f\xfd", 4, SAY("is a zstd file, not CSV: zstd -dc") },
		{ "7z\xbc\xaf\x27\x1c", 6, SAY("is a 7-Zip archive, not CSV; extract it") },
		{ "Rar!\x1a\x07", 6, SAY("is a RAR archive, not CSV; extract it") },
		{ "SQLite format 3", 16,
		    SAY("is an SQLite database, not CSV; a store is named with -d") },
		{ "PAR1", 4, SAY("is a Parquet file, not CSV") },
		{ "%PDF-", 5, SAY("is a PDF file, not CSV") },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (begins(s, n, kinds[i].magic, kinds[i].n))
			return say(kinds[i].kind);
	if (begins(s, n, "BZh", 3) && n > 4 && begins(s + 4, n - 4, "1AY&SY", 6))
		return say("is a bzip2 file, not CSV: bunzip2 -c");
	if (begins(s, n, "\xd0\xcf\x11\xe0", 4))
		return compound_kind(s, n);
	return file_kind_is_zip(s, n) ? zip_kind(s, n) : text_kind(s, n);
}
