/* cust-export - print or write all that is stored about one customer */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/alias.h"
#include "lib/store/export.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-export", "ID",
	"Print all that the store holds about one customer, for the customer to read or to take\n"
	"along: every table, with earlier forms of rows that were changed, and the meaning of\n"
	"every column in English and Chinese.  With - as ID, read the id from standard input.",
	"Examples:\n"
	"  cust-export -d shop.db C000001 >C000001.json\n"
	"  cust-export -d shop.db --dir=C000001 C000001\n"
	"  cust-export C000001 | jq '.orders.rows[].amount'\n"
	"Exit status: 0 on success; 2 on error, also if the customer is not in the store.\n",
};

enum { JSON, CSV };

/* The only line of standard input. The caller frees it. */
static char *
read_id(void)
{
	char *line = NULL, *more = NULL;
	size_t room = 0, more_room = 0;
	ssize_t n = getline(&line, &room, stdin);

	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	if (n > 0 && line[n - 1] == '\r')
		line[--n] = '\0';
	if (ferror(stdin))
		fail_errno("standard input");
	if (n <= 0 || strlen(line) != (size_t)n || getline(&more, &more_room, stdin) > 0)
		fail("standard input must be one line with the id of a customer");
	free(more);
	return line;
}

static void
print_long(struct store *store, const char *id)
{
	struct put *out = put_open(&(struct put_opts){ 0 });

	export_long(store, id, out);
	put_close(out);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	const char *dir = NULL;
	int form = JSON;
	const struct opt opts[] = {
		{ OPT_CHOICE, 'f', "format", "json|csv",
		    "one JSON object, or one table with a row per cell (json)", &form },
		{ OPT_FILE, 0, "dir", "DIR",
		    "write a CSV per table into this new folder instead", &dir },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (operands[0] == NULL)
		opt_misuse("missing operand ID");
	opt_no_operands(operands + 1);
	if (dir && opt_given("format"))
		opt_misuse("--dir writes CSV; it cannot be used with --format");
	if (dir && *dir == '\0')
		opt_misuse("--dir is empty");
	const bool piped = opt_is_stdin(operands[0]);

	if (piped)
		opt_need_input(operands);
	char *line = piped ? read_id() : NULL;
	struct store *store = store_open(&file, STORE_READ, NULL);
	char *id = alias_customer(store, piped ? line : operands[0], store_path(&file));

	if (dir)
		export_folder(store, id, dir);
	else
		(form == CSV ? print_long : export_json)(store, id);
	store_close(store);
	free(id);
	free(line);
	return opt_leave();
}
