/* custkit - start the tools by the name of the project, list them, and examine a store */
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"
#include "lib/toolbox/doctor.h"
#include "lib/toolbox/schema.h"
#include "lib/toolbox/tools.h"

static const struct tool tool = {
	"custkit", "[TOOL|help|describe|doctor|sql] [ARGUMENT]...",
	"Start a tool: custkit clv-calc orders.csv is clv-calc orders.csv.\n"
	"  custkit help [TOOL]       list the tools, or the options of a tool\n"
	"  custkit describe FILE...  describe the columns of CSV files to other programs\n"
	"  custkit doctor            examine the store, the disk, libraries and plugins\n"
	"  custkit sql [ARGUMENT]... sqlite3 with the functions of the tools (custkit-sql(7))",
	"Examples:\n"
	"  custkit help\n"
	"  custkit doctor -d shop.db\n"
	"  custkit help --format=json | jq -r '.[].tool'\n"
	"  custkit describe clv.csv >datapackage.json\n"
	"  custkit sql shop.db \"SELECT nps(score) FROM v_feedback WHERE kind = 'nps'\"\n"
	"Exit status: 0 on success; 1 if --check is given and doctor finds something bad;"
	" 2 on error.\nA tool ends with its own status.\n",
};

/* Becomes a tool, or sqlite3, if the first word says so: the rest is for it. */
static void
start(char **argv)
{
	if (argv[1] == NULL || argv[1][0] == '-' || strcmp(argv[1], tool.name) == 0)
		return;
	if (tools_has(argv[1]))
		tools_run(argv + 1);
	if (strcmp(argv[1], "sql") == 0)
		tools_sql(argv + 2);
}

/* The formats of help and describe follow those of tables. */
enum { DATAPACKAGE = PUT_XLSX + 1, JSON_SCHEMA };

static enum schema_format
schema_of(const struct put_opts *form)
{
	return form->format == JSON_SCHEMA ? SCHEMA_JSON : SCHEMA_PACKAGE;
}

static void
help(char *name, const struct put_opts *form)
{
	if (name && !tools_has(name))
		tools_unknown(name);
	if (opt_given("format") && form->format < DATAPACKAGE && form->format != PUT_JSON)
		opt_misuse("help can only be printed with --format=json, datapackage or"
		    " json-schema");
	if (form->format >= DATAPACKAGE)
		schema_tables(name, schema_of(form));
	else if (opt_given("format"))
		tools_json(name);
	else if (name)
		tools_run((char *[]){ name, mem_text("--help"), NULL });
	else
		tools_list();
}

static void
describe(char **files, const struct put_opts *form)
{
	if (opt_given("format") && form->format < DATAPACKAGE)
		opt_misuse("describe can only be printed with --format=datapackage or"
		    " json-schema");
	schema_files(files, schema_of(form));
}

/* Whether all is good. */
static bool
examine(const struct store_opts *file, int32_t as_of, const struct put_opts *form)
{
	if (form->format >= DATAPACKAGE)
		opt_misuse("doctor prints a table; use --format=csv or another format of tables");
	struct put *out = put_open(form);
	const bool good = doctor(store_path(file), as_of, out);

	put_close(out);
	return good;
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { .format = PUT_TABLE };
	int32_t as_of = DATE_NONE;
	bool status = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "check", NULL, "doctor: exit 1 if something is bad", &status },
		{ OPT_DATE, 0, "today", "DATE", "doctor: the day that counts as today (today)",
		    &as_of },
		{ OPT_CHOICE, 'f', "format", PUT_FORMATS "|datapackage|json-schema",
		    "doctor: output format (table); help: json prints all options and tables as"
		    " JSON, datapackage and json-schema the tables; describe: these two"
		    " (datapackage)", &form.format },
		STORE_OPTS(&file), { 0 },
	};

	start(argv);
	char **operands = opt_parse(&tool, opts, argc, argv);
	const char *word = operands[0] ? operands[0] : "help";

	if (strcmp(word, "doctor") == 0) {
		opt_no_operands(operands + 1);
		const bool good = examine(&file, as_of, &form);

		if (status && !good)
			opt_status(EXIT_NO);
	} else if (strcmp(word, "describe") == 0) {
		describe(operands + 1, &form);
	} else if (strcmp(word, "help") == 0) {
		if (operands[0] && operands[1])
			opt_no_operands(operands + 2);
		help(operands[0] ? operands[1] : NULL, &form);
	} else {
		tools_unknown(word);
	}
	return opt_leave();
}
