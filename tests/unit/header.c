/* header: equal names, names of other systems, and the kind of a file by its first bytes. */
#include "lib/io/header.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
means(const char *name, const char *ours)
{
	const char *alias = header_alias(name);

	return ours == NULL ? alias == NULL : alias && strcmp(alias, ours) == 0;
}

static bool
kind_has(const char *s, size_t n, const char *part)
{
	const char *kind = header_file_kind(s, n);

	return part == NULL ? kind == NULL : kind && strstr(kind, part) != NULL;
}

static void
test_same(void)
{
	ok(header_same("Name", "name") && header_same(" phone\t", "phone") &&
	    header_same("EMAIL", "email"),
	    "case and blanks around a name do not matter");
	ok(!header_same("first name", "firstname") && !header_same("name", "names") &&
	    !header_same("", "a"),
	    "blanks within it do");
	ok(header_same("", "  ") && header_same("Größe", "größe") &&
	    !header_same("GRÖSSE", "größe"),
	    "only ASCII letters have a case");
}

static void
test_alias(void)
{
	ok(means("trans_date", "date") && means("Order Date", "date") &&
	    means("InvoiceDate", "date"), "a date");
	ok(means("CustomerID", "customer_id") && means("customer id", "customer_id") &&
	    means("Customer-No.", "customer_id"), "a customer");
	ok(means("tran_amount", "amount") && means("TotalPrice", "amount"), "an amount");
	ok(means("", NULL) && means("foo", NULL) && means("date;amount", NULL) && means("日期", NULL),
	    "none");
	ok(means("a_name_that_is_longer_than_any_that_is_known_here", NULL), "a long one");
	ok(means(",date", NULL) && means("e,date", NULL), "not part of the list itself");
}

static void
test_kind(void)
{
	ok(kind_has("\x1f\x8b\x08", 3, "gzip") && kind_has("SQLite format 3\0x", 17, "SQLite") &&
	    kind_has("%PDF-1.4", 8, "PDF"), "by their first bytes");
	ok(kind_has("PK\x03\x04..xl/workbook.xml", 21, "xlsx") &&
	    kind_has("PK\x03\x04..a.csv", 11, "zip"),
	    "a workbook is a zip archive");
	ok(kind_has("[{\"a\":1}]", 9, "JSON") && kind_has("\n{\"a\":1}", 8, "JSON") &&
	    kind_has("<!doctype html>", 15, "HTML") && kind_has("<?xml version", 13, "XML"),
	    "text of another kind");
	ok(kind_has("customer_id,date\n", 17, NULL) && kind_has("", 0, NULL) &&
	    kind_has("\x1f", 1, NULL) &&
	    kind_has("SQLite format 3", 15, NULL) && kind_has("PK,a\n", 5, NULL) &&
	    kind_has("[x],a\n", 6, NULL),
	    "CSV, and what is too short to tell");
}

static void
test_fault(void)
{
	char semicolon[] = "a;b", mark[] = "<<<<<<< HEAD", a[] = "a", b[] = "b;c", tab[] = "a\tb";

	ok(strstr(header_fault((char *[]){ semicolon }, 1), "';'") &&
	    strstr(header_fault((char *[]){ tab }, 1), "tabs"),
	    "another separator");
	ok(strstr(header_fault((char *[]){ mark }, 1), "merge conflict"),
	    "the mark of a merge conflict");
	ok(header_fault((char *[]){ a, b }, 2) == NULL &&
	    header_fault((char *[]){ a }, 1) == NULL &&
	    header_fault(NULL, 0) == NULL, "no fault");
}

int
main(void)
{
	test_same();
	test_alias();
	test_kind();
	test_fault();
	return done();
}
