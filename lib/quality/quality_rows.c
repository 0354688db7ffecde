#include "lib/quality/quality_rows.h"

#include <math.h>

#include "lib/base/split.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static const struct put_head head[] = {
	{ "check", PUT_TEXT }, { "table", PUT_TEXT }, { "column", PUT_TEXT },
	{ "source", PUT_TEXT }, { "n", PUT_INT }, { "bad", PUT_INT }, { "share", PUT_SHARE },
	{ "before", PUT_SHARE }, { "change", PUT_REAL }, { "fix", PUT_TEXT }, { 0 } };

void
quality_rows_check(const char *checks)
{
	size_t n;

	if (*checks == '\0')
		opt_misuse("--checks is empty");
	for (const char *s; (s = split_ended(&checks, ',', &n)) != NULL;)
		if (split_find(QUALITY_CHECKS, ',', s, n) == -1)
			opt_misuse("--checks: '%.*s' is not one of " QUALITY_CHECKS, (int)n, s);
}

static double
share_of(const struct quality_row *r)
{
	return r->n > 0 ? (double)r->bad / (double)r->n : NAN;
}

static void
print_row(struct put *out, const struct quality_row *r, double before)
{
	put_text(out, r->check);
	put_text(out, r->table);
	put_text(out, r->column);
	put_text(out, r->source);
	put_int(out, r->n);
	put_int(out, r->bad);
	put_real(out, share_of(r));
	put_real(out, before);
	put_real(out, share_of(r) - before);
	put_text(out, r->bad > 0 ? r->fix : NULL);
	put_end(out);
}

bool
quality_rows_print(const struct quality *y, const struct quality_day_before *b, double least,
    struct put *out)
{
	bool good = true;

	put_columns(out, head);
	for (size_t i = 0; i < quality_count(y); i++) {
		const struct quality_row *r = quality_at(y, i);

		print_row(out, r, quality_day_before_share(b, r));
		good = good && !(100 * (1 - share_of(r)) < least);
	}
	return good;
}
