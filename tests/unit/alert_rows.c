/*
 * alert_rows: several nights, killed at every write to the disk.
 *
 * With operands it is the nightly job itself, for alerts.bats: alert_rows [OPTION]... CASES. CASES
 * is a CSV of customer_id, risk, clv, flag and reasons.
 */
#include "lib/churn/alert_rows.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/table.h"
#include "lib/store/backup.h"
#include "lib/store/query.h"
#include "tests/unit/tap.h"

/* A file system that kills the process at the Nth change of a file. */

static int64_t kill_at = -1;
static sqlite3_vfs shim;
static sqlite3_vfs *disk;

enum { KINDS = 4 };		/* kinds of files: with locks, without locks, ... */
static struct {
	const sqlite3_io_methods *real;
	sqlite3_io_methods shim;
} kind[KINDS];
static const sqlite3_io_methods *real;	/* the methods for writing are the same in all kinds */

static void
count(void)
{
	if (kill_at >= 0 && kill_at-- == 0)
		raise(SIGKILL);
}

static int
shim_write(sqlite3_file *f, const void *buf, int n, sqlite3_int64 at)
{
	count();
	return real->xWrite(f, buf, n, at);
}

static int
shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	count();
	return real->xTruncate(f, size);
}

static int
shim_sync(sqlite3_file *f, int flags)
{
	count();
	return real->xSync(f, flags);
}

static int
shim_delete(sqlite3_vfs *v, const char *name, int sync)
{
	(void)v;
	count();
	return disk->xDelete(disk, name, sync);
}

static int
shim_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
	(void)v;
	const int r = disk->xOpen(disk, name, f, flags, out);

	int k = 0;

	if (f->pMethods == NULL)
		return r;
	while (kind[k].real && kind[k].real != f->pMethods)
		k++;
	real = kind[k].real = f->pMethods;
	kind[k].shim = *real;
	kind[k].shim.xWrite = shim_write;
	kind[k].shim.xTruncate = shim_truncate;
	kind[k].shim.xSync = shim_sync;
	f->pMethods = &kind[k].shim;
	return r;
}

static void
use_shim(void)
{
	disk = sqlite3_vfs_find(NULL);
	shim = *disk;
	shim.zName = "mortal";
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	sqlite3_vfs_register(&shim, 1);
}

/* The nightly job. */

struct cases {
	struct alert_rows_case *at;
	char **reasons;
	size_t n, room, reasons_room;
};

static const char *
reasons(const void *ctx, size_t i)
{
	return ((const struct cases *)ctx)->reasons[i];
}

static const char *
cell_of(const struct table *t, char **cell, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? cell[at] : "";
}

/* For rows without a column idle: a purchase so long ago that it does not matter. */
enum { LONG_AGO = 10000 };

static int32_t
bought_of(const struct table *t, char **cell, int32_t as_of)
{
	double idle;

	return num_parse(cell_of(t, cell, "idle"), &idle) ? as_of - (int32_t)idle : LONG_AGO;
}

static struct cases
read_cases(char **files, int32_t as_of)
{
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct cases c = { 0 };

	for (char **cell; (cell = table_next(t)) != NULL; c.n++) {
		struct alert_rows_case one = { .id = mem_text(cell_of(t, cell, "customer_id")),
		    .risk = NAN, .clv = NAN };

		num_parse(cell_of(t, cell, "risk"), &one.risk);
		num_parse(cell_of(t, cell, "clv"), &one.clv);
		one.bought = bought_of(t, cell, as_of);
		one.flag = flag_of(one.risk, &(struct flag_limits)FLAG_DEFAULTS);
		c.at = mem_grow(c.at, c.n + 1, &c.room, sizeof *c.at);
		c.reasons = mem_grow(c.reasons, c.n + 1, &c.reasons_room, sizeof *c.reasons);
		c.at[c.n] = one;
		c.reasons[c.n] = mem_text(cell_of(t, cell, "reasons"));
	}
	table_close(t);
	return c;
}

static void
cases_free(struct cases *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free((char *)(uintptr_t)c->at[i].id);
		free(c->reasons[i]);
	}
	free(c->at);
	free(c->reasons);
}

static int
night(int argc, char *argv[])
{
	static const struct tool tool = { "alert_rows", "[CASES...]",
	    "The nightly job, of scores that were made elsewhere.", NULL };
	struct alert_rows_opts o = { .limits = { .raise = 70, .raise_late = 70, .worse = 85,
	    .clear = 60, .repeat = 7 },
		.calm = { 0, 'd' }, .give_up = { 35, 'd' }, .trial = ALERT_TRIAL_DEFAULTS };
	struct duration horizon = { 90, 'd' };
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	int32_t as_of = DATE_NONE;
	bool gauges = false;
	int64_t at = INT64_MAX;
	const struct opt opts[] = {
		{ OPT_DATE, 0, "as-of", "DATE", "the day", &as_of },
		{ OPT_COUNT, 0, "kill", "N", "at this change of a file", &at },
		{ OPT_FLAG, 0, "gauges", NULL, "print these", &gauges },
		{ OPT_NUMBER, 0, "raise", "RISK", "a case begins at this risk (70)",
		    &o.limits.raise },
		{ OPT_DURATION, 0, "horizon", "DURATION", "of the risks (90d)", &horizon },
		ALERT_ROWS_OPTS(&o), STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	alert_rows_check(&o);
	struct cases c = { 0 };

	if (!gauges)
		c = read_cases(operands, as_of);
	struct store *store = store_open(&file, gauges || o.dry_run ? STORE_READ : STORE_UPDATE,
	    NULL);

	if (gauges) {
		alert_gauges(store);
		store_close(store);
		return opt_leave();
	}
	kill_at = at == INT64_MAX ? -1 : at;
	alert_rows_tell(store, &(struct alert_rows_scores){ as_of, duration_days(horizon, as_of),
	    c.at, c.n,
	    NULL, reasons, &c, NULL }, &o, &form);
	kill_at = -1;
	store_close(store);
	cases_free(&c);
	return opt_leave();
}

/* The tests. Each night runs in its own process. */

static const char store_file[] = "s.db", kept_file[] = "kept.db", out_file[] = "out";
static char n1[] = "n1.csv", n2[] = "n2.csv", n3[] = "n3.csv";

/* Runs the job, and appends its output to the file. Returns whether it was killed. */
static bool
run_night(const char *as_of, int64_t at, char *cases)
{
	char as_of_arg[32], kill_arg[32];
	char *argv[] = { (char[]){ "alert_rows" }, (char[]){ "--db=s.db" },
	    (char[]){ "--no-header" }, as_of_arg, kill_arg, cases, NULL };
	int status = 0;

	snprintf(as_of_arg, sizeof as_of_arg, "--as-of=%s", as_of);
	snprintf(kill_arg, sizeof kill_arg, "--kill=%jd", (intmax_t)(at < 0 ? INT64_MAX : at));
	fflush(stdout);
	const pid_t child = fork();

	if (child == 0) {
		const int out = open(out_file, O_WRONLY | O_CREAT | O_APPEND, 0600);

		if (out != -1 && dup2(out, STDOUT_FILENO) != -1)
			execv("/proc/self/exe", argv);
		_exit(9);
	}
	waitpid(child, &status, 0);
	if (!WIFSIGNALED(status) && WEXITSTATUS(status) != 0)
		printf("# the night ended with status %d\n", WEXITSTATUS(status));
	return WIFSIGNALED(status);
}

static void
write_file(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	fputs(text, f);
	fclose(f);
}

static char *
read_file(const char *name)
{
	static char text[1 << 16];
	FILE *f = fopen(name, "r");
	const size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;

	text[n] = '\0';
	if (f)
		fclose(f);
	return text;
}

/* Runs two nights. Then a and b have open cases, and d is given up. */
static void
two_nights(void)
{
	const struct store_opts o = { .db = store_file };
	struct store *store = store_open(&o, STORE_NEW, NULL);

	query_exec(store, "INSERT INTO customer (customer_id) VALUES ('a'), ('b'), ('c'), ('d')");
	store_close(store);
	run_night("2024-01-01", -1, n1);
	run_night("2024-01-02", -1, n2);
	rename(store_file, kept_file);
}

static void
third_night(void)
{
	const struct store_opts o = { .db = kept_file };
	struct store *store = store_open(&o, STORE_READ, NULL);

	unlink(store_file);
	unlink("s.db-journal");
	unlink(out_file);
	backup_write(store, store_file);
	store_close(store);
}

static const char all_told[] =
	"4,2024-01-10,c,NEW,90,x,,,,\n"
	"5,2024-01-10,b,STILL,71,x,,,,\n"
	"6,2024-01-10,a,RESOLVED,10,"
	"\"the risk fell to 10, below 60; no purchase since 1997-05-19\",,,,\n";

/* The number of times that the output has each line; -1 if it has anything else. */
static int
times_told(void)
{
	const char *out = read_file(out_file);
	const size_t n = strlen(all_told);
	int times = 0;

	for (; strncmp(out, all_told, n) == 0; out += n)
		times++;
	return *out == '\0' ? times : -1;
}

static bool
all_marked(void)
{
	const struct store_opts o = { .db = store_file };
	struct store *store = store_open(&o, STORE_READ, NULL);
	const bool all = query_number(store, "SELECT count(*) FROM alert") == 6 &&
	    query_number(store, "SELECT count(*) FROM alert WHERE printed IS NULL") == 0 &&
	    query_number(store, "SELECT count(*) FROM alert_run") == 3 &&
	    query_number(store,
	    "SELECT count(*) FROM alert_state WHERE state || customer_id || changed || told IN"
	    " ('raisedb2024-01-022024-01-10', 'worsenedc2024-01-102024-01-10',"
	    " 'given_upd2024-01-012024-01-01')") == 3;

	store_close(store);
	return all;
}

static void
test_killed(void)
{
	int once = 0, twice = 0, after = 0;
	bool good = true;
	int64_t at = 0;

	two_nights();
	for (bool killed = true; killed; at++) {
		third_night();
		killed = run_night("2024-01-10", at, n3);
		const int before = times_told();

		run_night("2024-01-10", -1, n3);
		const int told = times_told();

		good = good && all_marked() && (told == 1 || (told == 2 && before == 1));
		once += told == 1;
		twice += told == 2;
		after += killed && before == 1;
	}
	printf("# killed at %jd changes: told once %d times, twice %d times\n", (intmax_t)at - 1,
	    once, twice);
	ok(good, "killed at any change of a file, run again: all is printed and marked");
	ok(once > 1 && twice > 0, "   in some cases once, in some twice");
	ok(after == twice, "   twice if the first time was complete but not marked");
	/* The next run can also be on the next day. */
	good = true;
	for (int64_t k = 0; k < at; k++) {
		third_night();
		run_night("2024-01-10", k, n3);
		run_night("2024-01-11", -1, n3);
		const char *out = read_file(out_file);

		good = good && strstr(out, ",c,NEW,") && strstr(out, ",b,STILL,") && strstr(out,
		    ",a,RESOLVED,") && !strstr(out, "7,2024");
	}
	ok(good, "   and the next night tells it too");
}

int
main(int argc, char *argv[])
{
	char scratch[] = "/tmp/alerts.XXXXXX";

	use_shim();
	if (argc > 1)
		return night(argc, argv);
	if (mkdtemp(scratch) == NULL || chdir(scratch) == -1)
		return 1;
	write_file(n1, "customer_id,risk,reasons\na,10,x\nb,10,x\nc,10,x\nd,99,x\n");
	write_file(n2, "customer_id,risk,reasons\na,75,x\nb,70,x\nc,10,x\nd,99,x\n");
	write_file(n3, "customer_id,risk,reasons\na,10,x\nb,71,x\nc,90,x\nd,99,x\n");
	test_killed();
	for (const char *const *f = (const char *const[]){ n1, n2, n3, store_file, kept_file,
	    out_file, NULL }; *f; f++)
		unlink(*f);
	if (chdir("/") == 0)
		rmdir(scratch);
	return done();
}
