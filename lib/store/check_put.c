#include "lib/store/check_put.h"

#include "lib/io/opt.h"

static void
print(void *ctx, const char *check, const char *what, const char *fault)
{
	struct check_put *p = ctx;

	put_text(p->out, check);
	put_text(p->out, what);
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
