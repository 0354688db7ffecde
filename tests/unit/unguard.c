/* unguard: the guards that exports of Shopify, Taobao, Alipay and WeChat have. */
#include "lib/io/unguard.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/tap.h"

static void
quotes(const char *text, char separator, const char *want, const char *name)
{
	char s[128];

	snprintf(s, sizeof s, "%s", text);
	const size_t n = unguard_quotes(s, strlen(s), separator);

	ok(n == strlen(want) && memcmp(s, want, n) == 0, name);
}

static void
cell(const char *text, const char *want)
{
	char s[128];

	snprintf(s, sizeof s, "%s", text);
	ok(strcmp(unguard_cell(s), want) == 0, text);
}

int
main(void)
{
	quotes("=\"007\",a\nb,=\"008\"\n", ',', "\"007\",a\nb,\"008\"\n", "two rows");
	quotes("a;=\"007\"", ';', "a;\"007\"", "a;\"007\"");
	quotes("a,x=\"007\"", ',', "a,x=\"007\"", "a,x=\"007\"");
	quotes("\"a,=\"\"b\"\"\",c", ',', "\"a,=\"\"b\"\"\",c", "\"a,=\"\"b\"\"\",c");
	quotes("a,b", ',', "a,b", "a,b");
	cell("=\"007\"", "007");
	cell("'007", "007");
	cell("`007", "007");
	cell("007\t", "007");
	cell("\t\t007\t", "007");
	cell("'", "'");
	cell("'s-Gravenhage", "'s-Gravenhage");
	cell("'=1+1", "=1+1");
	cell("'+8613800138000", "+8613800138000");
	cell("it's", "it's");
	cell("''s-Gravenhage", "'s-Gravenhage");
	cell("'a\t", "a\t");
	cell("'\ta\t", "\ta\t");
	cell("", "");
	cell("=\"\"", "");
	cell("=1+1", "=1+1");
	return done();
}
