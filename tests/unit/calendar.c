/*
 * calendar: due times worked by hand, random calendars compared minute by minute with the rules as
 * they are written, the limits of time, and the messages of the reader about a file.
 */
#define _GNU_SOURCE
#include "lib/service/calendar_rows.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { CASES = 1000, SOAK_CASES = 30000, DAY = CALENDAR_DAY_SECONDS, HOUR = 3600, MINUTE = 60 };

/* YYYY-MM-DD HH:MM[:SS] */
static int64_t
moment(const char *s)
{
	const struct date_reader iso = { 0 };
	int32_t day, second;

	if (date_read_any(&iso, s, &day, &second) != DATE_OK || second < 0)
		errx(EXIT_TROUBLE, "no moment: %s", s);
	return (int64_t)day * DAY + second;
}

/*
 * Worked by hand, in both directions: Monday to Friday, 09:00 to 18:00, with the public holidays of
 * China in autumn 2025.
 */
static const struct {
	const char *from, *to;
	int64_t seconds;
} by_hand[] = {
	{ "2025-06-06 17:00", "2025-06-09 10:00", 2 * HOUR },
	{ "2025-06-07 12:00", "2025-06-09 11:00", 2 * HOUR },
	{ "2025-09-30 17:00", "2025-10-09 12:00", 4 * HOUR },
	{ "2025-10-10 17:30", "2025-10-11 10:30", 2 * HOUR },
	{ "2025-09-26 17:30", "2025-09-28 09:30", 1 * HOUR },
	{ "2025-06-06 08:00", "2025-06-06 18:00", 9 * HOUR },
	{ "2025-06-06 18:00", "2025-06-09 09:01", 1 * MINUTE },
}, by_hand_lunch = { "2025-06-06 11:30", "2025-06-06 15:00", 2 * HOUR };

static void
test_by_hand(void)
{
	static const struct calendar_row lunch = { .weekdays = true, .to = 4,
		.hours = { 2, { { 9 * HOUR, 12 * HOUR },
		    { 13 * HOUR + 30 * MINUTE, 18 * HOUR } } } };
	char *path = share_path("examples/calendar.csv"), name[80];
	struct calendar *c = calendar_rows_read(path), *l = calendar_new("lunch", &lunch, 1);

	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
		const int64_t from = moment(by_hand[i].from), to = moment(by_hand[i].to);

		snprintf(name, sizeof name, "from %s", by_hand[i].from);
		ok(calendar_add(c, from, by_hand[i].seconds) == to &&
		    calendar_between(c, from, to) == by_hand[i].seconds, name);
	}
	const int64_t from = moment(by_hand_lunch.from), to = moment(by_hand_lunch.to);

	ok(calendar_add(l, from, by_hand_lunch.seconds) == to &&
	    calendar_between(l, from, to) == by_hand_lunch.seconds, "over lunch");
	ok(calendar_add(l, from, 30 * MINUTE) == moment("2025-06-06 12:00"),
	    "   the end of a span, not the next opening");
	ok(calendar_add(l, from, 30 * MINUTE + 1) == moment("2025-06-06 13:30:01"),
	    "   a second more");
	ok(calendar_day(c) == 9 * HOUR && calendar_day(l) == 7 * HOUR + 30 * MINUTE,
	    "a working day");
	ok(strncmp(calendar_name(c), "calendar.csv ", 13) == 0 &&
	    strlen(calendar_name(c)) == 13 + 8 &&
	    strspn(calendar_name(c) + 13, "0123456789abcdef") == 8 &&
	    strcmp(calendar_name(l), "lunch") == 0, "its name");
	ok(calendar_between(c, moment("2025-10-01 00:00"), moment("2025-10-09 00:00")) == 0,
	    "National Day");
	ok(calendar_between(c, moment("2025-09-27 00:00"), moment("2025-10-12 00:00")) ==
	    (2 + 1 + 2 + 1) * 9 * HOUR,
	    "the weeks around it: Sunday, Monday, Tuesday; Thursday, Friday, Saturday");
	calendar_free(c);
	calendar_free(l);
	free(path);
}

/* In Berlin 2025-03-30 has no hour from 02:00, and 2025-10-26 has two of them. */
static int64_t
between(const struct calendar *c, const char *from, const char *to)
{
	return calendar_between(c, moment(from), moment(to));
}

static void
test_shifts(void)
{
	static const struct calendar_row night = { .weekdays = true, .to = 6,
	    .hours = { 1, { { 1 * HOUR, 5 * HOUR } } } };
	struct calendar *always = calendar_rows_read(NULL), *c = calendar_new("night", &night, 1);
	struct date_shift shift[DATE_SHIFTS];
	const int32_t march = date_parse("2025-03-30"), october = date_parse("2025-10-26");
	const int64_t spring = (int64_t)march * DAY, autumn = (int64_t)october * DAY;

	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	const size_t n = date_zone_shifts(shift, DATE_SHIFTS);

	calendar_shift(always, shift, n);
	calendar_shift(c, shift, n);
	ok(calendar_between(always, spring, spring + DAY) == 23 * HOUR &&
	    calendar_between(always, autumn, autumn + DAY) == 25 * HOUR, "days of 23 and 25 hours");
	ok(between(always, "2025-03-30 01:30", "2025-03-30 03:30") == HOUR &&
	    between(always, "2025-03-30 01:30", "2025-03-30 02:30") == HOUR / 2,
	    "the hour that the clocks skip, and a moment of it");
	ok(between(always, "2025-10-26 01:30", "2025-10-26 02:30") == HOUR &&
	    between(always, "2025-10-26 02:30", "2025-10-26 03:30") == 2 * HOUR,
	    "in a repeated hour, a moment means the first one");
	ok(calendar_between(c, spring, spring + DAY) == 3 * HOUR &&
	    calendar_between(c, autumn, autumn + DAY) == 5 * HOUR &&
	    calendar_between(c, spring, autumn + DAY) == 211 * 4 * HOUR, "within working hours");
	ok(calendar_add(always, moment("2025-03-30 01:30"), HOUR) == moment("2025-03-30 03:30") &&
	    calendar_add(always, moment("2025-10-26 01:30"), 3 * HOUR) ==
	    moment("2025-10-26 03:30"), "dues");
	ok(!date_zone_has(march, 2 * HOUR) && !date_zone_has(march, 3 * HOUR - 1) &&
	    date_zone_has(march, 3 * HOUR) && date_zone_has(march, 2 * HOUR - 1) &&
	    date_zone_has(march, -1) && date_zone_has(october, 2 * HOUR), "which times there are");
	setenv("TZ", "UTC0", 1);
	tzset();
	ok(date_zone_shifts(shift, DATE_SHIFTS) == 0, "UTC has none");
	calendar_free(always);
	calendar_free(c);
}

static void
test_edges(void)
{
	static const struct calendar_row five = { .weekdays = true, .to = 4,
	    .hours = { 1, { { 9 * HOUR, 18 * HOUR } } } };
	struct calendar *always = calendar_rows_read(NULL), *c = calendar_new("c", &five, 1);
	const int64_t begin = moment("0001-01-01 00:00"), end = moment("9999-12-31 23:59:59") + 1;
	const int64_t noon = moment("2025-06-07 12:00");
	/* 3652059 days from a Monday to a Friday */
	const int64_t all = (INT64_C(521722) * 5 + 5) * 9 * HOUR;

	ok(calendar_between(always, begin, end) == end - begin &&
	    calendar_add(always, begin, end - begin) == end,
	    "around the clock, all the years");
	ok(calendar_add(always, noon, 1) == noon + 1 && calendar_day(always) == DAY &&
	    strcmp(calendar_name(always), "around the clock") == 0, "   a second, a day, its name");
	ok(calendar_between(c, begin, end) == all, "nine hours on five days, all the years");
	ok(calendar_add(c, begin, all) == moment("9999-12-31 18:00"), "   the last hour of them");
	ok(calendar_add(c, begin, all + 1) == CALENDAR_NEVER &&
	    calendar_add(c, noon, INT64_MAX) == CALENDAR_NEVER &&
	    calendar_add(c, end, 1) == CALENDAR_NEVER &&
	    calendar_add(c, INT64_MAX, 1) == CALENDAR_NEVER, "   more than there are");
	ok(calendar_between(c, INT64_MIN, INT64_MAX) == all &&
	    calendar_add(c, INT64_MIN, all) == moment("9999-12-31 18:00"),
	    "   outside them nobody works");
	ok(calendar_between(c, noon, noon) == 0 && calendar_between(c, end, begin) == 0,
	    "nothing, and backwards");
	ok(calendar_add(c, noon, 0) == noon && calendar_add(c, noon, -5) == noon,
	    "to add nothing: the moment itself");
	/*
	 * Wednesday to Friday; in 2023 and 1900 there was one day less, Tuesday to Thursday,
	 * Wednesday to Thursday
	 */
	ok(calendar_between(c, moment("2024-02-28 00:00"), moment("2024-03-02 00:00")) ==
	    3 * 9 * HOUR, "a leap day is a day");
	ok(calendar_between(c, moment("2023-02-28 00:00"), moment("2023-03-02 00:00")) ==
	    2 * 9 * HOUR &&
	    calendar_between(c, moment("1900-02-28 00:00"), moment("1900-03-02 00:00")) ==
	    2 * 9 * HOUR, "   where there is one");
	calendar_free(always);
	calendar_free(c);
}

static void
test_dates(void)
{
	const int32_t first = date_parse("0001-01-01"), last = date_parse("9999-12-31"),
	    monday = date_parse("2025-06-09");
	const struct calendar_hours hour = { 1, { { 9 * HOUR, 10 * HOUR } } };
	const struct calendar_row ages[] = {
		{ .from = first, .to = last }, { .from = monday, .to = monday, .work = true },
		{ .weekdays = true, .to = 6, .hours = hour },
	}, closed[] = {
		{ .weekdays = true, .to = 6 }, { .from = first, .to = last, .hours = hour },
	}, work = { .weekdays = true, .to = 6, .work = true };
	struct calendar *c = calendar_new("ages", ages, 3);

	ok(calendar_add(c, (int64_t)first * DAY, HOUR) == (int64_t)monday * DAY + 10 * HOUR,
	    "closed for ages but for an hour");
	ok(calendar_add(c, (int64_t)first * DAY, HOUR + 1) == CALENDAR_NEVER, "   and never more");
	ok(calendar_between(c, INT64_MIN, INT64_MAX) == HOUR, "   all in all");
	calendar_free(c);
	ok(calendar_new("closed", closed, 2) == NULL && calendar_new("none", NULL, 0) == NULL &&
	    calendar_new("work", &work, 1) == NULL, "no weekday has hours: no calendar");
}

/* Random calendars of whole minutes, around a random year. */

enum { ROWS = 12, WINDOW = 60 };

static int32_t
below(int32_t n)
{
	return (int32_t)random_below((unsigned)n);
}

static int
by_size(const void *a, const void *b)
{
	return *(const int32_t *)a - *(const int32_t *)b;
}

static struct calendar_hours
random_hours(void)
{
	struct calendar_hours h = { .n = (size_t)below(below(4) ? 4 : CALENDAR_SPANS + 1) };
	int32_t at[2 * CALENDAR_SPANS];

	for (size_t i = 0; i < 2 * h.n; i++)
		at[i] = below(5) ? below(24) * 60 : below(24 * 60 + 1);
	qsort(at, 2 * h.n, sizeof *at, by_size);
	const size_t spans = h.n;

	h.n = 0;
	for (size_t i = 0; i < spans; i++)
		if (at[2 * i] < at[2 * i + 1])
			h.span[h.n++] = (struct calendar_span){ at[2 * i] * MINUTE,
			    at[2 * i + 1] * MINUTE };
	return h;
}

static size_t
random_rows(struct calendar_row *row, int32_t first)
{
	const size_t n = 1 + (size_t)below(ROWS);

	for (size_t i = 0; i < n; i++) {
		row[i] = (struct calendar_row){ .weekdays = i == 0 || below(3) == 0,
		    .hours = random_hours() };
		row[i].work = i > 0 && below(3) == 0;
		row[i].from = row[i].weekdays ? below(7) : first + below(WINDOW);
		row[i].to = row[i].weekdays ? below(7) : row[i].from + (below(2) ? 0 : below(10));
	}
	return n;
}

/* The hours of a day by the rules as they are written; NULL: closed. */
static const struct calendar_hours *
hours_of(const struct calendar_row *row, size_t n, int32_t day)
{
	const time_t t = (time_t)day * DAY;
	const struct calendar_hours *work = NULL;
	struct tm tm;

	gmtime_r(&t, &tm);
	for (size_t i = n; i-- > 0;)
		if (row[i].weekdays && !row[i].work && row[i].hours.n > 0)
			work = &row[i].hours;
	for (int weekdays = 0; weekdays < 2; weekdays++)
		for (size_t i = n; i-- > 0;) {
			const int32_t which = weekdays ? (tm.tm_wday + 6) % 7 : day;
			const bool from = row[i].from <= which, to = which <= row[i].to;

			if (row[i].weekdays == weekdays &&
			    (row[i].to < row[i].from ? from || to : from && to))
				return row[i].work ? work : &row[i].hours;
		}
	return NULL;
}

/* worked[m]: the working seconds in the first m minutes of the window. */
static void
reference(const struct calendar_row *row, size_t n, int32_t first,
    int32_t worked[static WINDOW * 1440 + 1])
{
	const struct calendar_hours *h = NULL;

	worked[0] = 0;
	for (int32_t m = 0; m < WINDOW * 1440; m++) {
		const int32_t second = m % 1440 * MINUTE;

		if (second == 0)
			h = hours_of(row, n, first + m / 1440);
		worked[m + 1] = worked[m];
		for (size_t i = 0; h && i < h->n; i++)
			if (h->span[i].from <= second && second < h->span[i].to)
				worked[m + 1] += MINUTE;
	}
}

/* Compares whole minutes, and some seconds into the next. */
static bool
agrees_between(const struct calendar *c, int32_t first, const int32_t *worked)
{
	const int32_t from = below(WINDOW * 1440), to = from + below(WINDOW * 1440 - from),
	    seconds = below(MINUTE);
	const int32_t want = worked[to] - worked[from],
	    more = worked[to + 1] > worked[to] ? seconds : 0;
	const int64_t start = (int64_t)first * DAY, begin = start + from * MINUTE,
	    end = start + to * MINUTE;

	return calendar_between(c, begin, end) == want &&
	    calendar_between(c, begin, end + seconds) == want + more;
}

static bool
agrees_add(const struct calendar *c, int32_t first, const int32_t *worked)
{
	const int32_t from = below(WINDOW * 1440), left = worked[WINDOW * 1440] - worked[from];
	const int64_t start = (int64_t)first * DAY;

	if (left == 0)
		return true;
	const int32_t seconds = below(5) ? 1 + below(left) : (1 + below(left / MINUTE)) * MINUTE;
	const int32_t goal = worked[from] + seconds;
	int32_t k = from;

	while (worked[k + 1] < goal)
		k++;
	return calendar_add(c, start + from * MINUTE, seconds) ==
	    start + k * MINUTE + goal - worked[k];
}

/* Long periods, to the second. */
static bool
has_inverse(const struct calendar *c, int32_t first)
{
	const int64_t from = ((int64_t)first - WINDOW + below(3 * WINDOW)) * DAY + below(DAY);
	const int64_t seconds = 1 + below(below(2) ? 3000 * HOUR : 10 * DAY),
	    to = calendar_add(c, from, seconds);

	if (to == CALENDAR_NEVER)	/* one minute per week */
		return calendar_between(c, from, INT64_MAX) < seconds;
	return calendar_between(c, from, to) == seconds &&
	    calendar_between(c, from, to - 1) == seconds - 1;
}

static bool
adds_up(const struct calendar *c, int32_t first)
{
	const int64_t a = ((int64_t)first - WINDOW) * DAY + below(WINDOW * DAY),
	    b = a + below(3 * WINDOW * DAY),
	    d = b + below(400 * DAY);

	return calendar_between(c, a, b) + calendar_between(c, b, d) == calendar_between(c, a, d);
}

static void
test_random(void)
{
	static int32_t worked[WINDOW * 1440 + 1];
	const int cases = getenv("SOAK") ? SOAK_CASES : CASES;
	int between = 0, add = 0, inverse = 0, sums = 0, calendars = 0;

	for (int i = 0; i < cases; i++) {
		struct calendar_row row[ROWS];
		const int32_t first = date_of(2 + below(9990), 1 + below(12), 1 + below(28));
		const size_t n = random_rows(row, first);
		struct calendar *c = calendar_new("random", row, n);

		if (c == NULL)
			continue;
		calendars++;
		reference(row, n, first, worked);
		for (int k = 0; k < 20; k++) {
			between += !agrees_between(c, first, worked);
			add += !agrees_add(c, first, worked);
			inverse += !has_inverse(c, first);
			sums += !adds_up(c, first);
		}
		calendar_free(c);
	}
	printf("# %d calendars\n", calendars);
	ok(calendars > cases / 2, "random calendars, most of them with hours");
	ok(between == 0, "   between: minute by minute");
	ok(add == 0, "   add: minute by minute");
	ok(inverse == 0, "   each the inverse of the other");
	ok(sums == 0, "   parts add up");
}

/* Runs the reader in a child process, which it may end. */

static int
scratch(const char *text)
{
	char name[] = "/tmp/custkit-unit.XXXXXX";
	int fd = mkstemp(name);

	if (fd == -1 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		err(EXIT_TROUBLE, "%s", name);
	unlink(name);
	return fd;
}

/* The message about a file with this text, without the file name; "" if the file is good. */
static const char *
said_of(const char *text)
{
	static char said[500];
	const int file = scratch(text), faults = scratch("");
	char path[40];
	int status;

	snprintf(path, sizeof path, "/dev/fd/%d", file);
	fflush(stdout);
	const pid_t pid = fork();

	if (pid == -1)
		err(EXIT_TROUBLE, "fork");
	if (pid == 0) {
		dup2(faults, STDERR_FILENO);
		calendar_free(calendar_rows_read(path));
		exit(0);
	}
	waitpid(pid, &status, 0);
	const ssize_t n = pread(faults, said, sizeof said - 1, 0);

	close(file);
	close(faults);
	said[n > 0 ? n : 0] = '\0';
	const char *at = strstr(said, path);

	if (!WIFEXITED(status) || WEXITSTATUS(status) != (n == 0 ? 0 : EXIT_TROUBLE) ||
	    (n > 0 && at == NULL))
		return "neither good nor said to be bad";
	said[strcspn(said, "\n")] = '\0';
	return at ? at + strlen(path) : "";
}

#define NO_HOURS "are not HH:MM-HH:MM (up to 24:00); use closed or work alone"

static const char *const good_rows[] = {
	"sat-mon,00:00-24:00", "sun,work", "mon-mon,closed", "2025-10-01..2025-10-01,work",
	"0001-01-01..9999-12-31,closed",
	"2024-02-29,  08:00-09:00  09:00-10:00 ",
	("sat,00:00-01:00 02:00-03:00 04:00-05:00 06:00-07:00 08:00-09:00 10:00-11:00 "
	    "12:00-13:00 23:59-24:00"),
}, *const no_days[] = {
	"", "Mon", "mo", "monday", "mon-", "mon-fri-sun", "mon..fri", "mon-2025-10-01",
	"2025-02-29", "2025-10-01..",
	"2025-10-01..fri", "2025-10-011..2025-10-12", "2025-10-01..2025-10-08..",
	"2025-10-01 09:00", "2025-10-01-2025-10-08",
}, *const no_hours[] = {
	"", "Closed", "9-17", "9:00-17:00", "09:00-25:00", "09:00-24:01", "09:60-10:00",
	"29:00-30:00", "09:00-12:00-13:00",
	"09:00", "closed;work",
};

static const struct {
	const char *row, *says;
} bad_rows[] = {
	{ "2025-10-08..2025-10-01,closed",
	    ":3: day '2025-10-08..2025-10-01' ends before it begins" },
	{ "sat,22:00-06:00", ":3: hours '22:00-06:00' must end after they begin" },
	{ "sat,09:00-09:00", ":3: hours '09:00-09:00' must end after they begin" },
	{ "sat,24:00-24:00", ":3: hours '24:00-24:00' must end after they begin" },
	{ "sat,09:00-12:00 11:59-13:00",
	    ":3: hours '11:59-13:00' begin before the previous hours end" },
	{ "sat,13:00-14:00 09:00-12:00",
	    ":3: hours '09:00-12:00' begin before the previous hours end" },
	{ "sat,00:00-01:00 02:00-03:00 04:00-05:00 06:00-07:00 08:00-09:00 10:00-11:00 12:00-13:00 "
	    "14:00-15:00 16:00-17:00",
	  ":3: more than 8 ranges of hours per day" },
	{ "sat,09:00-12:00,13:30-18:00", ":3: 3 cells but the header has 2" },
}, files[] = {
	{ "", ": empty input, no header" },
	{ "hours\nwork\n", ": no column 'day'" },
	{ "day\nmon\n", ": no column 'hours'" },
	{ "day,hours\n", ": no weekday has working hours" },
	{ "day,hours\nmon-sun,closed\n2025-10-01,09:00-18:00\n", ": no weekday has working hours" },
	{ "day,hours\nmon-fri,work\n", ": no weekday has working hours" },
	{ "day,hours\nmon,09:00-18:00\nmon,closed\n", ": no weekday has working hours" },
	{ "note,hours,day\n\"Easter, 2025\",work,2025-04-21\n,09:00-18:00,mon-fri\n", "" },
};

static void
test_says(const char *text, const char *want, const char *name)
{
	const char *said = said_of(text);

	ok(strcmp(said, want) == 0, name);
	if (strcmp(said, want) != 0)
		printf("# said '%s', want '%s'\n", said, want);
}

/* A bad row after a good one. */
static void
test_row(const char *row, const char *want)
{
	char text[200];

	snprintf(text, sizeof text, "day,hours\nmon-fri,09:00-18:00\n%s\n", row);
	test_says(text, want, row);
}

static void
test_messages(void)
{
	char row[80], want[200];

	for (size_t i = 0; i < sizeof good_rows / sizeof *good_rows; i++)
		test_row(good_rows[i], "");
	for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++) {
		snprintf(row, sizeof row, "%s,closed", no_days[i]);
		snprintf(want, sizeof want,
		    ":3: day '%s' is not a valid weekday (mon), date (2025-09-28) or range "
		    "(mon-fri, 2025-10-01..2025-10-08)", no_days[i]);
		test_row(row, want);
	}
	for (size_t i = 0; i < sizeof no_hours / sizeof *no_hours; i++) {
		snprintf(want, sizeof want, ":3: hours '%s' " NO_HOURS, no_hours[i]);
		snprintf(row, sizeof row, "sat,%s", no_hours[i]);
		test_row(row, want);
		snprintf(row, sizeof row, "sat,  00:00-01:00 %s",
		    *no_hours[i] ? no_hours[i] : "closed");
		test_row(row, *no_hours[i] ? want : ":3: hours 'closed' " NO_HOURS);
	}
	test_row("sat,   ", ":3: hours '' " NO_HOURS);
	test_row("sat,\"09:00-12:00,13:30-18:00\"",
	    ":3: hours '09:00-12:00,13:30-18:00' " NO_HOURS);
	for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++)
		test_row(bad_rows[i].row, bad_rows[i].says);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		test_says(files[i].row, files[i].says,
		    *files[i].says ? files[i].says : "other columns, another order");
}

/*
 * Rows as the reader takes them: dates override weekdays, later rows override earlier ones,
 * weekdays wrap, and work can precede the row that defines it.
 */
static void
test_file(void)
{
	const int fd = scratch("day,hours\n2025-06-07,work\nsun,closed\nfri-mon,10:00-11:00 "
	    "12:00-12:30\nmon-fri,00:00-24:00\n"
	    "2025-06-09..2025-06-13,closed\n2025-06-11,06:30-07:00\n2025-06-12..2025-06-13,work\n");
	/*
	 * from Friday 6 June on: the week, Saturday as its date, Sunday as wrapped, the closed week
	 * but for three days
	 */
	static const int64_t minutes[] = { 1440, 90, 90, 0, 0, 30, 90, 90, 90, 90, 1440 };
	const int64_t friday = moment("2025-06-06 00:00");
	char path[40];
	bool good = true;

	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	struct calendar *c = calendar_rows_read(path);

	for (int i = 0; i < (int)(sizeof minutes / sizeof *minutes); i++)
		good = good && calendar_between(c, friday + i * DAY, friday + (i + 1) * DAY) ==
		    minutes[i] * MINUTE;
	ok(good, "a file with all of it");
	ok(calendar_day(c) == 90 * MINUTE, "   a working day is of the first weekdays with hours");
	struct calendar *again = calendar_rows_read(path);

	ok(strcmp(calendar_name(c), calendar_name(again)) == 0,
	    "   the same bytes have the same name");
	calendar_free(again);
	if (pwrite(fd, "\n", 1, lseek(fd, 0, SEEK_END)) != 1)
		err(EXIT_TROUBLE, "a scratch file");
	again = calendar_rows_read(path);
	ok(strcmp(calendar_name(c), calendar_name(again)) != 0,
	    "   others, though the rows are the same, another");
	calendar_free(again);
	calendar_free(c);
	close(fd);
}

int
main(void)
{
	test_by_hand();
	test_shifts();
	test_edges();
	test_dates();
	test_random();
	test_messages();
	test_file();
	return done();
}
