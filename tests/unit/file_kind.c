/* file_kind: what a file is by its first bytes. */
#include "lib/io/file_kind.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
kind_has(const char *s, size_t n, const char *part)
{
	const char *kind = file_kind(s, n);

	return part == NULL ? kind == NULL : kind && strstr(kind, part) != NULL;
}

/* A zip archive of files of these names, NULL ends them, as far as their headers go. */
static size_t
zip(const char *const *names, char *to)
{
	size_t n = 0;

	for (; *names; names++) {
		memset(to + n, 0, 30);
		memcpy(to + n, "PK\x03\x04", 4);
		n += 30;
		memcpy(to + n, *names, strlen(*names));
		n += strlen(*names);
	}
	return n;
}

static bool
packed(const char *const *names, const char *kind, bool is_workbook)
{
	char s[256];
	const size_t n = zip(names, s);

	return kind_has(s, n, kind) && file_kind_is_workbook(s, n) == is_workbook;
}

static void
test_zip(void)
{
	ok(packed((const char *[]){ "[Content_Types].xml", "_rels/.rels", NULL }, "xlsx", true) &&
	    packed((const char *[]){ "docProps/app.xml", "xl/workbook.xml", NULL }, "xlsx", true),
	    "a workbook is a zip archive, whatever comes first");
	ok(packed((const char *[]){ "a.csv", NULL }, "zip archive", false),
	    "one of CSV is no workbook");
	ok(packed((const char *[]){ "xl/workbook.bin", NULL }, "xlsb", false), "a binary workbook");
	ok(packed((const char *[]){ "[Content_Types].xml", "word/document.xml", NULL },
	    "Word", false), "a document");
	ok(packed((const char *[]){ "Index/Document.iwa", NULL }, "Numbers", false),
	    "Apple Numbers");
	ok(packed((const char *[]){ "mimetype"
	    "application/vnd.oasis.opendocument.spreadsheet", NULL },
	    ".ods", false), "OpenDocument");
	ok(packed((const char *[]){ "axl/b", NULL }, "zip archive", false),
	    "a name is one from its beginning");
}

static void
test_compound(void)
{
	static const char cfb[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	static const char encrypted[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1......"
	    "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
	static const char word[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1......"
	    "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";

	ok(kind_has(cfb, sizeof cfb, "old Excel workbook (.xls)"), "a workbook of Excel 97");
	ok(kind_has(encrypted, sizeof encrypted, "protected by a password; save it without one"),
	    "a workbook with a password");
	ok(kind_has(word, sizeof word, "Word document"), "a document");
}

static void
test_text(void)
{
	static const char xml[] = "<?xml version=\"1.0\"?>\n<Workbook xmlns="
	    "\"urn:schemas-microsoft-com:office:spreadsheet\">";

	ok(kind_has("[{\"a\":1}]", 9, "JSON") && kind_has("\n{\"a\":1}", 8, "JSON") &&
	    kind_has("<!doctype html>", 15, "HTML") && kind_has("<?xml version", 13, "XML"),
	    "text of another kind");
	ok(kind_has("\xef\xbb\xbf<html>", 9, "HTML") && kind_has("<TABLE>", 7, "HTML") &&
	    kind_has("<table><tr><td>1</td>", 21, "save it as .xlsx"), "a table of HTML");
	ok(kind_has(xml, strlen(xml), "XML spreadsheet of Excel 2003"), "XML of Excel");
	ok(kind_has("customer_id,date\n", 17, NULL) && kind_has("", 0, NULL) &&
	    kind_has("\x1f", 1, NULL) &&
	    kind_has("SQLite format 3", 15, NULL) && kind_has("PK,a\n", 5, NULL) &&
	    kind_has("[x],a\n", 6, NULL) && kind_has("BZh,a\n", 6, NULL),
	    "CSV, and what is too short to tell");
}

int
main(void)
{
	ok(file_kind_is_gzip("\x1f\x8b\x08", 3) && !file_kind_is_gzip("\x1f", 1) &&
	    kind_has("\x1f\x8b\x08", 3, NULL), "gzip is read");
	ok(kind_has("SQLite format 3\0x", 17, "SQLite") && kind_has("%PDF-1.4", 8, "PDF") &&
	    kind_has("PAR1\x15", 5, "Parquet") && kind_has("BZh91AY&SY", 10, "bzip2") &&
	    kind_has("\xfd" "7zXZ\0", 6, "xz") && kind_has("\x28\xb5\x2f\xfd", 4, "zstd") &&
	    kind_has("7z\xbc\xaf\x27\x1c", 6, "7-Zip") && kind_has("Rar!\x1a\x07", 6, "RAR"),
	    "by their first bytes");
	test_zip();
	test_compound();
	test_text();
	return done();
}
