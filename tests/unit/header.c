/* header: equal names, and names of other systems. */
#include "lib/io/header.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
means(const char *name, const char *ours)
{
	const char *alias = header_alias(name);

	return ours == NULL ? alias == NULL : alias && strcmp(alias, ours) == 0;
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
	ok(means("客户编号", "customer_id") && means("订单 日期", "date") && means("姓名", "name"),
	    "in Chinese, as the list of table-guess has it");
	ok(means("Type", "kind") && means("First Purchase", "first_date"), "not in that list");
	ok(means("", NULL) && means(" - ", NULL) && means("foo", NULL) &&
	    means("date;amount", NULL) && means("备注", NULL),
	    "none");
	ok(means("a_name_that_is_longer_than_any_that_is_known_here", NULL), "a long one");
	ok(means(",date", NULL) && means("e,date", NULL), "not part of the list itself");
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
	test_fault();
	return done();
}
