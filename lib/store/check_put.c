#include "lib/store/check_put.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"

/* "case 12" in the language of the table: what it is, which may be two words, and which one. */
static char *
what_of(const char *what)
{
	for (const char *s = strchr(what, ' '); s; s = strchr(s + 1, ' ')) {
		char *kind = mem_print("%.*s", (int)(s - what), what);
		const char *said = say_word(SAY_CELL, "what", kind);
		char *all = said == kind ? NULL : mem_print("%s%s", said, s);

		free(kind);
		if (all)
			return all;
	}
	return mem_text(what);
}

static void
print(void *ctx, const char *check, const char *what, const char *fault)
{
	struct check_put *p = ctx;

	put_text(p->out, check);
	char *said = what_of(what);

	put_text(p->out, said);
	free(said);
	put_text(p->out, fault);
	put_end(p->out);
	p->n++;
}

void
check_put_open(const struct put_opts *form, struct check_put *to)
{
	*to = (struct check_put){ .out = put_open(form), .to = { print, to } };
	put_columns(to->out, (const struct put_head[]){ { "check", PUT_TEXT },
	    { "what", PUT_TEXT }, { "fault", PUT_TEXT }, { 0 } });
}

void
check_put_close(struct check_put *p)
{
	put_close(p->out);
	opt_status(p->n > 0 ? EXIT_NO : 0);
}
