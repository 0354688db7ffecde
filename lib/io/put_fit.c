#include "lib/io/put_own.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/base/num.h"
#include "lib/base/say_list.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

enum { CUT_FROM = 32 };		/* a wider text may be cut, but not below this width */
enum { RANK_EMPTY = 10 };	/* a column without any value is hidden first */

size_t
put_fit_width(const struct put_opts *o)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int64_t n = 0;

	if (o->wide || (o->width == 0 && !isatty(STDOUT_FILENO)))
		return 0;
	if (o->width > 0)
		return (size_t)o->width;
	if (columns && num_count(columns, &n) && n > 0)
		return (size_t)n;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static int
rank(const struct put *p, const struct put_column *c)
{
	return p->rows > 0 && !c->filled ? RANK_EMPTY : c->rank;
}

/* The least width of a column, if its text is cut. */
static size_t
least(const struct put_column *c)
{
	const char *said = put_said_name(c);
	const size_t name = text_width(said, strlen(said));
	const size_t cut = name > CUT_FROM ? name : CUT_FROM;

	return c->number || c->width < cut ? c->width : cut;
}

static size_t
needed(const struct put *p, size_t gap)
{
	size_t sum = 0;

	for (size_t i = 0; i < p->ncol; i++)
		if (!p->col[i].hidden)
			sum += least(&p->col[i]) + (sum > 0 ? gap : 0);
	return sum;
}

/*
 * The least important column, the last one of equals. Never the first column; NULL if there is no
 * other.
 */
static struct put_column *
least_important(const struct put *p)
{
	struct put_column *worst = NULL;

	for (size_t i = 1; i < p->ncol; i++) {
		struct put_column *c = &p->col[i];

		if (!c->hidden && (worst == NULL || rank(p, c) >= rank(p, worst)))
			worst = c;
	}
	return worst;
}

/* Shows hidden columns that fit now, because wider columns were hidden after them. */
static void
show_again(struct put *p, size_t gap)
{
	for (int r = 1; r <= RANK_EMPTY; r++)
		for (size_t i = 0; i < p->ncol; i++) {
			struct put_column *c = &p->col[i];

			if (c->hidden && rank(p, c) == r) {
				c->hidden = false;
				c->hidden = needed(p, gap) > p->fit;
			}
		}
}

/* Gives the space that is left to the wide texts, from left to right, and cuts them to it. */
static void
cut(struct put *p, size_t gap)
{
	const size_t sum = needed(p, gap);
	size_t spare = sum < p->fit ? p->fit - sum : 0;

	for (size_t i = 0; i < p->ncol; i++) {
		struct put_column *c = &p->col[i];
		const size_t missing = c->width - least(c);

		if (c->hidden || missing == 0)
			continue;
		const size_t more = missing < spare ? missing : spare;

		spare -= more;
		c->cut = more < missing ? least(c) + more : 0;
	}
}

static char *
names(const struct put *p, bool hidden)
{
	struct text t = { 0 };

	for (size_t i = 0; i < p->ncol; i++) {
		const struct put_column *c = &p->col[i];

		if (hidden ? !c->hidden : c->hidden || c->cut == 0)
			continue;
		say_list(&t, put_said_name(c));
	}
	text_add(&t, "", 1);
	return t.s;
}

static void
tell(const struct put *p)
{
	char *hidden = names(p, true), *shortened = names(p, false);

	if (*hidden)
		opt_note("left out to fit a width of %zu: %s (--wide shows all)", p->fit, hidden);
	if (*shortened)
		opt_note("cut to fit a width of %zu: %s (--wide shows all)", p->fit, shortened);
	free(hidden);
	free(shortened);
}

void
put_fit(struct put *p, size_t gap)
{
	while (needed(p, gap) > p->fit) {
		struct put_column *c = least_important(p);

		if (c == NULL)
			break;
		c->hidden = true;
	}
	show_again(p, gap);
	cut(p, gap);
	tell(p);
}
