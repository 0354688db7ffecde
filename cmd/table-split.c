/* table-split - split a table into parts by a hash of a column */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/partition.h"
#include "lib/io/opt.h"
#include "lib/io/part_files.h"
#include "lib/io/reading.h"
#include "lib/io/table.h"
#include "lib/preset/convert.h"

static const struct tool tool = {
	"table-split", "N PREFIX [FILE...]",
	"Split a table into N files, PREFIX0.csv, PREFIX1.csv and so on, so that all rows of a\n"
	"customer are in the same file.  The number of the file is\n"
	"pmod(xxhash64(customer_id), N), as in Apache Spark.  Each file has the header.",
	"The files appear when all of them are complete; an existing file is an error.\n"
	"custkit-scale(7) says when to use parts.\n"
	"Example:\n"
	"  mkdir parts && table-split 16 parts/ orders.csv\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static uint32_t
count_of(const char *text)
{
	int64_t n;

	if (text == NULL)
		opt_misuse("missing operand N");
	if (!num_count(text, &n) || n < 1 || n > PARTITION_MOST)
		opt_misuse("N must be a whole number from 1 to %d, not '%s'", PARTITION_MOST, text);
	return (uint32_t)n;
}

static void
add_header(struct table *in, struct part_files *to)
{
	const size_t width = table_width(in);
	const char **name = mem_new(width, sizeof *name);

	table_need_unique(in);
	for (size_t i = 0; i < width; i++)
		name[i] = convert_column(in, i);
	part_files_add_all(to, name, width);
	free(name);
}

static void
add_rows(struct table *in, size_t key, uint32_t n, struct part_files *to)
{
	for (char **cell; (cell = table_next(in)) != NULL;) {
		const size_t length = strlen(cell[key]);

		if (length == 0)
			table_bad(in, table_name(in, key), "%s is empty", table_name(in, key));
		part_files_add(to, partition_of(cell[key], length, n), (const char *const *)cell,
		    table_width(in));
	}
}

int
main(int argc, char *argv[])
{
	static struct reading reading;
	const char *key = "customer_id";
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "key", "COLUMN",
		    "keep rows with the same value in this column together (customer_id)", &key },
		READING_OPTS(&reading), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	const uint32_t n = count_of(operands[0]);

	if (operands[1] == NULL)
		opt_misuse("missing operand PREFIX");
	reading_check(&reading);
	opt_need_input(operands + 2);
	struct table *in = table_open(operands + 2, &(struct table_opts){ .reading = &reading });
	const size_t column = table_column(in, key);
	struct part_files *to = part_files_open(operands[1], n);

	add_header(in, to);
	add_rows(in, column, n, to);
	table_close(in);
	part_files_close(to);
	return opt_leave();
}
