#include "lib/io/opt_own.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"

static const char *hint = "";

bool
opt_listed(const struct opt_list *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->word[i], word) == 0)
			return true;
	return false;
}

void
opt_use_zone(const char *zone)
{
	if (zone == NULL || date_zone_use(zone))
		return;
	if (errno != ENOENT)
		fail_errno("time zone '%s'", zone);
	fail("unknown time zone '%s' (use a name such as Asia/Shanghai)", zone);
}

void
opt_since_until(int32_t since, int32_t until)
{
	if (since != DATE_NONE && until != DATE_NONE && since > until)
		opt_misuse("--since is later than --until");
}

bool
opt_is_stdin(const char *operand)
{
	return operand && strcmp(operand, "-") == 0;
}

size_t
opt_stdin_reads(char **operands)
{
	size_t n = *operands == NULL;

	for (; *operands; operands++)
		n += opt_is_stdin(*operands);
	return n;
}

void
opt_no_operands(char **operands)
{
	if (*operands)
		opt_misuse("unexpected operand '%s'", *operands);
}

void
opt_hint(const char *text)
{
	hint = text;
}

const char *
opt_hinted(void)
{
	return hint;
}

void
opt_need_input(char **operands)
{
	if (*operands == NULL && isatty(STDIN_FILENO))
		opt_misuse("no input; name a FILE or pipe a table to standard input%s", hint);
}
