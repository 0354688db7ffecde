/*
 * serial: which number formats are dates (ECMA-376 part 1, 18.8.30 and 18.8.31), what the serial
 * numbers of 18.17.4 say, and the numbers that a cell gives back.
 */
#include "lib/io/serial.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { ROUNDS = 20000 };

static char *
text_of(const char *s, struct serial_format f, bool from_1904)
{
	struct text t = { 0 };

	serial_text(&t, s, f, from_1904);
	text_add(&t, "", 1);
	return t.s;
}

static bool
gives(const char *s, struct serial_format f, bool from_1904, const char *want)
{
	char *got = text_of(s, f, from_1904);
	const bool same = strcmp(got, want) == 0;

	if (!same)
		printf("# %s gives %s, not %s\n", s, got, want);
	free(got);
	return same;
}

static bool
kinds(const char *const *code, enum serial_kind kind)
{
	bool good = true;

	for (; *code; code++)
		if (serial_format_of(*code).kind != kind) {
			printf("# %s: kind %d\n", *code, (int)serial_format_of(*code).kind);
			good = false;
		}
	return good;
}

static void
formats(void)
{
	static const char *const days[] = { "yyyy-mm-dd", "d/m/yy", "mm", "mmm-yy", "D.M.YYYY",
	    "yyyy\\-mm\\-dd;@", "[$-409]d-mmm-yy;@", "e/m/d",
	    "[$-411]ggge\"年\"m\"月\"d\"日\";@",
	    "[$-F800]dddd, mmmm dd, yyyy", "yyyy/m/d h:mm", "m/d/yy h:mm AM/PM", "bbbb", "[Red]dd",
	    "\"none\";yyyy-mm-dd", "yyyy\"年\"m\"月\"", NULL };
	static const char *const clocks[] = { "h:mm", "h:mm:ss AM/PM", "mm:ss", "mmss.0", "hh:mm;@",
	    "[$-F400]h:mm:ss AM/PM", "ss", NULL };
	static const char *const spans[] = { "[h]:mm:ss", "[hh]:mm", "[mm]:ss", "[S]", NULL };
	static const char *const numbers[] = { "General", "0.00", "#,##0.00", "[Blue]#,##0.00",
	    "[Blue]#,##0.00;[Magenta]-#,##0.00", "0.00E+00", "##0.0e+0", "0\" days\"", "#,##0 \\d",
	    "0_d", "0*d", "[$€-407] #,##0", "[$HKD] 0", "@", "", "0%", "# ?/?", "\"Order \"0",
	    "GENERAL\" h\"", "[Red]0;[Green]\"d\"", "0", "[>=1000]#,##0\"d\";0", "\\", "\"open",
	    "[open", "[Dark]0", NULL };

	ok(kinds(days, SERIAL_DAY), "codes of dates");
	ok(kinds(clocks, SERIAL_CLOCK), "codes of times of the day");
	ok(kinds(spans, SERIAL_SPAN), "codes of durations");
	ok(kinds(numbers, SERIAL_NUMBER),
	    "letters in quotes, brackets or after a backslash are no dates; nor is an exponent");
	ok(serial_format_of("00000").kind == SERIAL_ZEROS && serial_format_of("00000").digits == 5,
	    "a code of zeros alone: leading zeros");
}

static void
builtin(void)
{
	static const struct {
		unsigned from, to;
		enum serial_kind kind;
	} ids[] = {
		{ 0, 13, SERIAL_NUMBER }, { 14, 17, SERIAL_DAY }, { 18, 21, SERIAL_CLOCK },
		{ 22, 22, SERIAL_DAY }, { 23, 26, SERIAL_NUMBER }, { 27, 36, SERIAL_DAY },
		{ 37, 44, SERIAL_NUMBER }, { 45, 45, SERIAL_CLOCK }, { 46, 46, SERIAL_SPAN },
		{ 47, 47, SERIAL_CLOCK }, { 48, 49, SERIAL_NUMBER }, { 50, 58, SERIAL_DAY },
		{ 59, 70, SERIAL_NUMBER }, { 71, 81, SERIAL_DAY }, { 82, 163, SERIAL_NUMBER },
	};
	bool good = true;

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		for (unsigned id = ids[i].from; id <= ids[i].to; id++)
			good &= serial_format_builtin(id).kind == ids[i].kind;
	ok(good, "the built-in formats");
}

static void
dates(void)
{
	const struct serial_format day = { .kind = SERIAL_DAY }, clock = { .kind = SERIAL_CLOCK };
	const struct serial_format span = { .kind = SERIAL_SPAN };

	ok(gives("1", day, false, "1900-01-01") && gives("59", day, false, "1900-02-28") &&
	    gives("61", day, false, "1900-03-01") && gives("2958465", day, false, "9999-12-31"),
	    "days since 1900");
	ok(gives("60", day, false, "1900-02-29") && gives("0", day, false, "1900-01-00") &&
	    gives("60.5", day, false, "1900-02-29 12:00:00"),
	    "days that do not exist are not valid dates");
	ok(gives("0", day, true, "1904-01-01") && gives("43885", day, true, "2024-02-25") &&
	    gives("2957003", day, true, "9999-12-31") && gives("60", day, true, "1904-03-01"),
	    "days since 1904");
	ok(gives("45437.69097222222", day, false, "2024-05-25 16:35:00") &&
	    gives("45498", clock, false, "2024-07-25") &&
	    gives("45437.999999", day, false, "2024-05-26"), "moments, rounded to the second");
	ok(gives(".75", day, false, "18:00:00") && gives("0", clock, false, "00:00:00") &&
	    gives("0.5", clock, true, "1904-01-01 12:00:00"), "times of the day");
	ok(gives("1.5208333333333333", span, false, "36:30:00") &&
	    gives("-0.25", span, true, "-06:00:00") && gives("100", span, false, "2400:00:00"),
	    "durations");
	ok(gives("-1", day, false, "-1") && gives("2958466", day, false, "2958466") &&
	    gives("1e300", day, false, "1e+300") && gives("9e18", span, false,
	    "9000000000000000000"),
	    "what is no day stays a number");
	ok(gives("n/a", day, false, "n/a") && gives("", day, false, ""), "what is no number stays");
}

static void
numbers(void)
{
	const struct serial_format f = { 0 }, zeros = { .kind = SERIAL_ZEROS, .digits = 5 };
	const struct serial_format places = { .kind = SERIAL_PLACES, .digits = 2 };

	ok(gives("0.30000000000000004", f, false, "0.3") && gives("1200.50", f, false, "1200.5") &&
	    gives("74.56999999999999", f, false, "74.57") && gives("166.56", f, false, "166.56"),
	    "up to 15 digits");
	ok(gives("1E+3", f, false, "1000") && gives("1.5E-5", f, false, "0.000015") &&
	    gives("007", f, false, "7") && gives(".5", f, false, "0.5") &&
	    gives("-0.0", f, false, "0") && gives("100", f, false, "100") &&
	    gives("-2.50", f, false, "-2.5") && gives("1.23456789012345678E+20", f, false,
	    "123456789012346000000") && gives("1e22", f, false, "1e+22") &&
	    gives("-1e-9", f, false, "-1e-09"), "without an exponent if possible");
	ok(gives("42", zeros, false, "00042") && gives("123456", zeros, false, "123456") &&
	    gives("4.5", zeros, false, "4.5") && gives("-4", zeros, false, "-4"), "leading zeros");
	ok(gives("12.5", places, false, "12.50") && gives("12", places, false, "12.00") &&
	    gives("12.345", places, false, "12.345") && gives("0", places, false, "0.00") &&
	    gives("1e300", places, false, "1e+300"), "decimals");
}

/* What a spreadsheet makes of the number: it stores a double. */
static bool
comes_back(const char *s)
{
	const int places = serial_places(s);
	char stored[NUM_SIZE];

	if (places < 0)
		return true;
	snprintf(stored, sizeof stored, "%.16G", strtod(s, NULL));
	return gives(stored, places > 0 ? serial_format_of(serial_places_code(places))
	    : (struct serial_format){ 0 }, false, s);
}

static void
written(void)
{
	static const char *const never[] = { "007", "+1", "1e3", "1234567890123456", "-0", "-0.00",
	    "1.", ".5", "", "-", "0.00000001", "1.50000", "x", "1,5", NULL };
	bool good = true;

	for (const char *const *s = never; *s; s++)
		good &= serial_places(*s) == -1;
	ok(good, "what no number gives back is text");
	ok(serial_places("12.5") == 0 && serial_places("-3") == 0 && serial_places("0") == 0 &&
	    serial_places("12.50") == 2 && serial_places("0.0000") == 4 &&
	    serial_places("999999999999999") == 0, "numbers, and how many decimals they show");
	good = true;
	for (int i = 0; i < ROUNDS && good; i++) {
		char *s = mem_print("%s%u.%0*u", random_below(2) ? "-" : "",
		    random_below(100000000), (int)random_below(7) + 1, random_below(10000));

		good = comes_back(s);
		free(s);
	}
	ok(good, "decimals come back byte for byte");
}

static void
written_days(void)
{
	static const char *const good[] = { "1900-03-01", "2024-02-29", "2199-12-31",
	    "2024-01-05T10:00", "2024-01-05T00:00:00", "2024-01-05 23:59", "2024-01-05 23:59:59",
	    "2199-12-31T23:59:59", NULL };
	static const char *const bad[] = { "", "1900-02-28", "1899-12-31", "2023-02-29", "20240101",
	    "2024-01-05T10:00:00Z", "2024-01-05T10:00+08", "2024-01-05T24:00", "2024-1-5",
	    "2024-01-05x", NULL };
	bool all = true;

	for (const char *const *s = good; *s; s++) {
		const struct serial_day d = serial_day_of(*s);
		char stored[NUM_SIZE];

		snprintf(stored, sizeof stored, "%.16G", d.number);
		all &= d.which >= 0 &&
		    gives(stored, serial_format_of(serial_day_code(d.which)), false, *s);
	}
	ok(all, "dates and moments come back byte for byte");
	all = true;
	for (const char *const *s = bad; *s; s++)
		all &= serial_day_of(*s).which == -1;
	ok(all, "other texts have no serial number");
}

int
main(void)
{
	formats();
	builtin();
	dates();
	numbers();
	written();
	written_days();
	return done();
}
