/*
 * history_log: random order logs, read through their cells and the quick way, in blocks of any
 * size, on one thread and on two: the same histories and the same messages.
 *
 * build/unit/history_log [CASES [SEED]]: make check runs a few hundred logs. If one fails, it is
 * kept and named.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/logs.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { CASES = 300, SOAK_CASES = 200000, ROWS = 40, OUTPUT = 1 << 16 };
enum { SMALLEST = 16, LARGE = 1 << 20 };	/* blocks */

static bool
once_in(unsigned n)
{
	return random_below(n) == 0;
}

#define ANY(list) (list)[random_below(sizeof (list) / sizeof *(list))]

/* The log is not UTF-8; what is said about that depends on the block. */
static bool damaged;

static void
draw_id(FILE *f, unsigned customers)
{
	static const char *const odd[] = { "", "NULL", "nan", " x", "N1", "\"q\"", "\"q,\n\"",
		"\xe5\xae\xa2\xe6\x88\xb7", "a\tb", "null and more than fifteen bytes",
		"01234567890123456789012345678901234567890123456789012345678901234" };
	static const char *const before[] = { "", "C000000", "id-000000000",
		"customer of Peking " };
	const unsigned c = random_below(customers);

	if (once_in(400))
		fputs(ANY(odd), f);
	else if (once_in(400) && (damaged = true))
		fputs("\xff", f);
	else
		fprintf(f, "%s%u", before[c % 4], c / 3);
}

static void
draw_date(FILE *f, int32_t day)
{
	static const char *const odd[] = { "", "2024-02-30", "1899-12-31", "2024-13-01", "today",
		"2024-01-01T12:00:00", "2024-01-01 25:00", "\"2024-01-01\"", "2024-1-01",
		"2024-01-01T10:00Z" };
	char text[DATE_SIZE];

	fputs(once_in(400) ? ANY(odd) : date_text(day, text), f);
}

static void
draw_amount(FILE *f, bool refunds)
{
	static const char *const odd[] = { "", "x", "1e3", "+5", "-.5", "5.", ".5", "1.23456",
		"1,2", "\"1,200.50\"", "$5", "900000000000", "900000000001",
		"899999999999.9999", "-0.00" };
	static const char *const between[] = { ".", ".", ".", ".0", "", ".000" };

	if (once_in(200)) {
		fputs(ANY(odd), f);
		return;
	}
	if (refunds && once_in(6))
		fputc('-', f);
	fprintf(f, "%s%u%s%u", once_in(9) ? "00" : "", random_below(once_in(4) ? 10000000 : 200),
	    ANY(between), once_in(4) ? random_below(10) : 10 + random_below(90));
}

static const char *
line_end(bool odd)
{
	static const char *const end[] = { "\r\n", "\n\n", ",\n", ",,,\n", "\r", "\n \n" };

	return odd && once_in(100) ? ANY(end) : "\n";
}

/* A log; most are in order, by date or by customer, and most have no fault. */
static void
draw_log(FILE *f)
{
	const unsigned customers = 1 + random_below(12), rows = random_below(ROWS);
	const bool orders = once_in(3), note = once_in(3), last = once_in(4), jumbled = once_in(4);
	const bool refunds = once_in(2), odd = once_in(2);
	int32_t day = date_of(2024, 1, 1);

	damaged = false;
	fprintf(f, "%scustomer_id,date,%s%s%s\n", last ? "amount," : "", orders ? "order_id," : "",
	    note ? "note," : "", last ? "x" : "amount");
	for (unsigned i = 0; i < rows; i++) {
		day += jumbled && once_in(5) ? -3 : once_in(2) ? 0 : (int32_t)random_below(9);
		if (last)
			draw_amount(f, refunds), fputc(',', f);
		draw_id(f, customers);
		fputc(',', f);
		draw_date(f, day);
		if (orders)
			fprintf(f, once_in(6) ? "," : ",%u", random_below(30));
		fputs(!note ? "" : once_in(3) ? ",\xe4\xb8\xad" : once_in(50) ? ",\"a\"" : ",n", f);
		fputc(',', f);
		if (last)
			fputs("y", f);
		else
			draw_amount(f, refunds);
		fputs(i + 1 == rows && once_in(4) ? "" : line_end(odd), f);
	}
}

/* What a process says that reads the log in this way: histories, messages and its status. */
static size_t
say(const char *path, const struct history_opts *o, struct way way, char to[static OUTPUT])
{
	const int fd = memfd_create("says", MFD_CLOEXEC);
	const pid_t pid = fd == -1 ? -1 : fork();
	int status;

	if (pid == -1)
		err(2, NULL);
	if (pid == 0) {
		dup2(fd, STDERR_FILENO);
		FILE *out = fdopen(fd, "w");

		logs_read(path, o, way, out);
		fflush(out);
		_exit(opt_leave());
	}
	waitpid(pid, &status, 0);
	ssize_t n = pread(fd, to, OUTPUT - 32, 0);

	close(fd);
	n = n < 0 ? 0 : n;
	return (size_t)n + (size_t)sprintf(to + n, "status %d", status);
}

static struct way
draw_way(size_t block)
{
	const enum marks_way marks = MARKS_NONE + 1 + random_below(MARKS_WAYS - 1);

	return (struct way){ marks_can(marks) ? marks : MARKS_SCALAR, block, 1 + random_below(2) };
}

static bool
agrees(const char *path)
{
	static char want[OUTPUT], got[OUTPUT];
	const size_t block = SMALLEST + random_below(once_in(2) ? 60 : 1000);
	const struct way careful = { MARKS_NONE, damaged ? block : LARGE, 1 };
	struct history_opts o = HISTORY_DEFAULTS;

	o.skip_bad = !once_in(3);
	o.as_of = date_of(2024, 1, 1) + (int32_t)random_below(400);
	o.days = once_in(3);
	o.after = o.days && once_in(2) ? 30 : 0;
	const size_t n = say(path, &o, careful, want);

	for (int i = 0; i < 4; i++) {
		const struct way way = draw_way(block);
		const size_t k = say(path, &o, way, got);

		if (n == k && memcmp(want, got, n) == 0)
			continue;
		printf("# %s, as of %" PRId32 ", marks %d, blocks of %zu, %" PRId64 " threads\n"
		    "# %.*s\n# but %.*s\n", path, o.as_of, (int)way.marks, way.block, way.threads,
		    (int)n, want, (int)k, got);
		return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	const long cases = argc > 1 ? atol(argv[1]) : getenv("SOAK") ? SOAK_CASES : CASES;
	char path[] = "/tmp/history_log.XXXXXX", name[80];
	const int fd = mkstemp(path);
	bool good = true;

	random_state += argc > 2 ? (uint64_t)atol(argv[2]) : 0;
	if (fd == -1)
		err(2, "%s", path);
	for (long i = 0; good && i < cases; i++) {
		FILE *f = fopen(path, "w");

		draw_log(f);
		fclose(f);
		fflush(stdout);
		good = agrees(path);
	}
	close(fd);
	if (good)
		unlink(path);
	snprintf(name, sizeof name, "%ld logs, each in five ways", cases);
	ok(good, name);
	return done();
}
