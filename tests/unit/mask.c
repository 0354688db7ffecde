/* mask: what a message shows of a personal cell. */
#include "lib/io/mask.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/tap.h"

static void
shows(const char *column, const char *message, const char *want)
{
	char *got = mask_message(column, message);

	ok(strcmp(got, want) == 0, want);
	if (strcmp(got, want) != 0)
		printf("# got %s\n", got);
	free(got);
}

/* A cell alone, as --mask prints it. */
static void
hides(const char *cell, const char *want)
{
	struct text t = { 0 };

	mask_cell(&t, cell, strlen(cell));
	text_add(&t, "", 1);
	ok(strcmp(t.s, want) == 0, cell);
	text_free(&t);
}

int
main(void)
{
	hides("wendy@example.com", "w***@example.com");
	hides("13800138000", "1***");
	hides("123", "***");
	hides("王小明", "王***");
	hides("王", "***");
	shows("email", "email 'wendy@example.com' is bad", "email 'w***@example.com' is bad");
	shows("email", "'a@b@c.org'", "'a***@c.org'");
	shows("email", "'no address'", "'n***'");
	shows("email", "'@x'", "'***@x'");
	shows("email", "'客户@x.cn'", "'客***@x.cn'");
	shows("name", "name 'O'Neill' is bad", "name 'O***' is bad");
	shows("name", "'Bob'", "'***'");
	shows("name", "''", "''");
	shows("phone", "'13800138000' is another than '13800138001'", "'1***'");
	shows("text", "text 'I want my money back' is bad (use --x)",
	    "text 'I***' is bad (use --x)");
	shows("birthday", "birthday '5/3/48' is in the future (2048-05-03)",
	    "birthday '5***' is in the future (***)");
	shows("birthday", "birthday is missing", "birthday is missing");
	shows("birthday", "one ' alone", "one ' alone");
	shows("E-Mail", "'bob@x.org' differs", "'b***@x.org' differs");
	shows(" Email ", "'bob@x.org' differs", "'b***@x.org' differs");
	shows("Phone Number", "'13800138000'", "'1***'");
	shows("客户姓名", "'王小伟' differs", "'王***' differs");
	shows("plan", "plan 'gold' is bad", "plan 'gold' is bad");
	shows(NULL, "'x@y.org'", "'x@y.org'");
	return done();
}
