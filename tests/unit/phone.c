/* phone: spellings, damage, the number plan of China; what the library adds; that both agree. */
#include "lib/customer/phone.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/customer/phone_number.h"
#include "lib/customer/phone_read.h"
#include "lib/io/share.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { RANDOM = 10000, ROOM = 64 };

/* WANT is the key or the word of a reason; "key word" if there is a warning; "" if blank. */
static void
compare(enum phone_verdict v, const struct phone *p, const char *cell, const char *want)
{
	char got[PHONE_KEY_SIZE + 32] = "", key[PHONE_KEY_SIZE];

	if (v == PHONE_VALID)
		snprintf(got, sizeof got, "%s%s%s", phone_key(p, key), p->reason ? " " : "",
		    phone_word(p->reason));
	else if (v != PHONE_EMPTY)
		snprintf(got, sizeof got, "%s%s", phone_word(p->reason), p->e164);
	char name[2 * ROOM];

	snprintf(name, sizeof name, "%s", cell);
	text_tidy(name);
	ok(strcmp(got, want) == 0, name);
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
}

static void
reads(const char *country, const char *cell, const char *want)
{
	struct phone p;

	compare(phone_read(cell, country, &p), &p, cell, want);
	ok(!p.unsure, "the library is there");
}

/* The first pass alone; a ? at the end of WANT: it is not sure. */
static void
reads_alone(const char *country, const char *cell, const char *want)
{
	struct phone p;
	struct phone_ask ask;
	const enum phone_verdict v = phone_first(cell, country, &p, &ask);
	const size_t n = strlen(want);
	const bool sure = n == 0 || want[n - 1] != '?';
	char text[ROOM];

	snprintf(text, sizeof text, "%.*s", (int)(sure ? n : n - 1), want);
	compare(v, &p, cell, text);
	ok((*ask.digits == '\0') == sure, "sure or not");
}

static void
test_spellings(void)
{
	static const char *const same[] = { "13800138000", "138 0013 8000", "+86-138-0013-8000",
		"0086 13800138000", "86 13800138000", "１３８００１３８０００", "8613800138000",
		"013800138000", "(+86)13800138000", "＋８６　１３８－００１３－８０００", "138.0013.8000",
		"tel:+86-138-0013-8000", "'13800138000", "\t13800138000\r\n", "13800138000;",
		"138\u20110013\u20118000", "\ufeff\u202a13800138000\u202c",
		"138\u00a00013\u00a08000",
		"138\u200b0013\u200b8000", "+86 138 0013 8000 ", "138—0013—8000" };

	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		reads("CN", same[i], "+8613800138000");
		reads_alone("CN", same[i], "+8613800138000");
	}
	reads("CN", "(010) 6255-1234", "+861062551234");
	reads("CN", "010-62551234", "+861062551234");
	reads("CN", "+86 010 62551234", "+861062551234");
	reads("CN", "（010）62551234", "+861062551234");
	reads("CN", "+86 (0)755 1234 5678", "+8675512345678");
	reads("CN", "86-10-62551234", "+861062551234");
	reads("CN", "1062551234", "+861062551234");	/* a spreadsheet dropped the 0 */
	reads("CN", "400-050-0827", "+864000500827");
	reads("CN", "+86 400 050 0827", "+864000500827");
	reads("CN", "800 820 8820", "+868008208820");
	reads("CN", "17951 138 0013 8000", "+8613800138000");	/* the code of a carrier */
	reads("CN", "+1 (415) 555-1234", "+14155551234");
	reads("CN", "001 415 555 1234", "+14155551234");
	reads("CN", "", "");
	reads("CN", " \u3000\t", "");
}

static void
test_extensions(void)
{
	static const char *const same[] = { "0755-12345678 转 801", "0755-12345678转801",
		"0755-12345678 轉801", "0755-12345678 分机801", "0755-12345678 转分机：801",
		"0755-12345678 转接801", "0755-12345678 ext. 801", "0755-12345678 Extension 801",
		"0755-12345678x801", "0755-12345678 #801", "0755-12345678,801",
		"tel:+86-755-12345678;ext=801", "0755-12345678-801", "+86-755-12345678-801",
		"(0755)12345678-801", "0755-12345678(转801)" };

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		reads("CN", same[i], "+8675512345678;ext=801");
	reads("CN", "010-6255-1234-8", "+861062551234;ext=8");
	reads("CN", "400-050-0827-123", "+864000500827;ext=123");
	reads("CN", "0755-12345678转", "+8675512345678");
	reads("CN", "0755-12345678 转 8 0 1", "not-a-number");
	reads("CN", "0755-12345678 转 123456789", "not-a-number");
	reads("CN", "13800138000-1", "bad-length");
	reads("US", "415-555-1234 x12", "+14155551234;ext=12");
	reads("CN", "+86-755-12345678;ext=8130081", "+8675512345678;ext=8130081");
	reads("CN", "0755-12345678; ext. 801", "+8675512345678;ext=801");
}

static void
test_damages(void)
{
	reads("CN", "13800138000.0", "+8613800138000 excel-float");
	reads("CN", "8613800138000.00", "+8613800138000 excel-float");
	reads("US", "4155551234.0", "+14155551234 excel-float");
	for (size_t i = 0; i < 2; i++) {
		const char *country = i == 0 ? "CN" : NULL;

		reads(country, "1.38001E+10", "excel-scientific");
		reads(country, "1.38E10", "excel-scientific");
		reads(country, "1,38001e+10", "excel-scientific");
		reads(country, "1.3800138E+10", "excel-scientific");
		reads(country, "１．３８００１Ｅ＋１０", "excel-scientific");
		reads(country, "138****8000", "masked");
		reads(country, "138＊＊＊＊8000", "masked");
		reads(country, "138XXXX8000", "masked");
		reads(country, "138????8000", "masked");
		reads(country, "138••••8000", "masked");
		reads(country, "1*********0", "masked");
		reads(country, "13800138000/13900139000", "several-numbers");
		reads(country, "13800138000、13900139000", "several-numbers");
		reads(country, "13800138000，13900139000", "several-numbers");
		reads(country, "13800138000;+14155551234", "several-numbers");
		reads(country, "13800138000 +8613900139000", "several-numbers");
		reads(country, "13800138000\n13900139000", "several-numbers");
		reads(country, "010-62551234/5", "several-numbers");
		reads(country, "abc", "not-a-number");
		reads(country, "无", "not-a-number");
		reads(country, "-", "not-a-number");
		reads(country, "+", "not-a-number");
		reads(country, "++8613800138000", "not-a-number");
		reads(country, "13800138000 home", "not-a-number");
		reads(country, "li@example.com", "not-a-number");
		reads(country, "x13800138000", "not-a-number");
		reads(country, "138\xff" "00138000", "not-a-number");
		reads(country, "11010519491231002X11010519491231002X11010519491231002X1234567890",
		    "not-a-number");
		reads(country, "123456789012345678901234", "bad-length");
	}
}

static void
test_plan(void)
{
	reads("CN", "1380013800", "bad-length");
	reads("CN", "138001380001", "bad-length");
	reads("CN", "+861380013800", "bad-length");
	reads("CN", "0086", "bad-length");
	reads("CN", "+86", "bad-length");
	reads("CN", "12", "bad-length");
	reads("CN", "1380013", "bad-length");
	reads("CN", "02012345", "bad-length");
	reads("CN", "12800138000", "bad-mobile-prefix");
	reads("CN", "8612800138000", "bad-mobile-prefix");
	reads("CN", "11012345678", "bad-mobile-prefix");
	reads("CN", "15412345678", "bad-mobile-prefix");	/* 154: not assigned */
	reads("CN", "95588", "short-code");
	reads("CN", "110", "short-code");
	reads("CN", "12315", "short-code");
	reads("CN", "+8695588", "short-code");
	reads("CN", "95013388", "short-code");
	reads("CN", "62551234", "no-area-code");
	reads("CN", "6255123", "no-area-code");
	reads("CN", "026-12345678", "bad-length");		/* 026: not assigned */
	reads("CN", "0300-1234567", "not-assigned");
	reads("CN", "0571-8712345", "not-assigned");		/* Hangzhou has 8 digits */
	reads("CN", "0571-87123456", "+8657187123456");
	reads("CN", "0991-2345678", "+869912345678");		/* Ürümqi has 7 */
}

/* Numbers of other countries, from the lists of their regulators and of ITU-T E.164. */
static void
test_others(void)
{
	reads("GB", "020 7946 0958", "+442079460958");
	reads("GB", "+44 (0)20 7946 0958", "+442079460958");
	reads("GB", "0086 138 0013 8000", "+8613800138000");
	reads("US", "(415) 555-1234", "+14155551234");
	reads("US", "1-415-555-1234", "+14155551234");
	reads("US", "011 86 138 0013 8000", "+8613800138000");
	reads("FR", "01 23 45 67 89", "+33123456789");
	reads("DE", "030/123456", "+4930123456");
	reads("IT", "06 6982 1234", "+390669821234");		/* Italy keeps the 0 */
	reads("JP", "03-1234-5678", "+81312345678");
	reads("IN", "98765 43210", "+919876543210");
	reads("TR", "0532 123 45 67", "+905321234567");
	reads("HK", "2123 4567", "+85221234567");
	reads("CN", "+852 6123 4567", "+85261234567");
	reads("CN", "00886 912 345 678", "+886912345678");
	reads("US", "555-1234", "no-area-code");
	reads("US", "415-555-12345", "bad-length");
	reads("US", "123-456-7890", "not-assigned");
	reads("CN", "+999 123 456", "bad-country-code");
	reads("XX", "123456789", "bad-country-code");
	reads(NULL, "+1 415 555 1234", "+14155551234");
	reads(NULL, "00 86 13800138000", "+8613800138000");
	reads(NULL, "13800138000", "no-country");
	reads(NULL, "62551234", "no-country");
}

/* Without the library: China only. */
static void
test_alone(void)
{
	reads_alone("CN", "010-62551234", "+861062551234?");
	reads_alone("CN", "0755-12345678转801", "+8675512345678;ext=801?");
	reads_alone("CN", "0300-1234567", "+863001234567?");
	reads_alone("CN", "15412345678", "bad-mobile-prefix?");
	reads_alone("CN", "12800138000", "bad-mobile-prefix");
	reads_alone("CN", "400-050-0827", "+864000500827");
	reads_alone("CN", "1795113800138000", "bad-length?");
	reads_alone("CN", "+14155551234", "no-library?");
	reads_alone("US", "4155551234", "no-library?");
	reads_alone("CN", "138****8000", "masked");
}

static void
has_country(const char *column, const char *want)
{
	char to[PHONE_COUNTRY];
	const char *got = phone_country(column, "DE", to);

	ok(want ? got && strcmp(got, want) == 0 : got == NULL, column);
}

static void
test_country(void)
{
	has_country("", "DE");
	has_country("  ", "DE");
	has_country("CN", "CN");
	has_country("us", "US");
	has_country("UK", "GB");
	has_country("中国", "CN");
	has_country("china", "CN");
	has_country("Switzerland", NULL);
	has_country("C1", NULL);
	has_country("CHE", NULL);
	ok(phone_country("", NULL, (char[PHONE_COUNTRY]){ 0 }) == NULL, "none");
}

typedef int number_read(const char *, const char *, char *, size_t);

/* Area codes of the plan of China, and how many digits follow. */
static const struct {
	const char *code;
	int digits;
} areas[] = {
	{ "10", 8 }, { "20", 8 }, { "21", 8 }, { "22", 8 }, { "23", 8 }, { "24", 8 }, { "25", 8 },
	{ "27", 8 }, { "28", 8 }, { "29", 8 }, { "755", 8 }, { "571", 8 }, { "512", 8 },
	{ "411", 8 }, { "731", 8 }, { "991", 7 }, { "891", 7 }, { "971", 7 }, { "471", 7 },
	{ "931", 7 }, { "951", 7 }, { "773", 7 }, { "756", 7 }, { "312", 7 },
};

static void
add_digits(char *to, int n)
{
	for (to += strlen(to); n > 0; n--)
		*to++ = (char)('0' + random_below(10));
	*to = '\0';
}

/* A number without a country code; half of them are mobile numbers. */
static void
make_number(char to[static ROOM])
{
	const unsigned area = random_below(sizeof areas / sizeof *areas);

	switch (random_below(8)) {
	case 0:
		snprintf(to, ROOM, "0%s%u", areas[area].code, 2 + random_below(7));
		add_digits(to, areas[area].digits - 1);
		return;
	case 1:
		strcpy(to, random_below(2) ? "400" : "800");
		add_digits(to, 7);
		return;
	case 2:	/* too short or too long */
		snprintf(to, ROOM, "1%u", 3 + random_below(7));
		add_digits(to, random_below(2) ? 8 : 10);
		return;
	case 3:	/* local */
		snprintf(to, ROOM, "%u", 2 + random_below(7));
		add_digits(to, random_below(2) ? 6 : 7);
		return;
	default:
		snprintf(to, ROOM, "1%u", random_below(10));
		add_digits(to, 9);
	}
}

/* The same number in another spelling. */
static void
respell(const char *number, char to[static ROOM])
{
	static const char *const before[] = { "", "+86", "0086", "(+86) ", "+86-" };
	size_t n = strlen(strcpy(to, before[random_below(sizeof before / sizeof *before)]));

	for (; *number; number++) {
		to[n++] = *number;
		if (random_below(4) == 0)
			to[n++] = " .()"[random_below(4)];
	}
	to[n] = '\0';
}

/*
 * Where the first pass is sure, the library says the same. One exception: for the library, 57095588
 * is the bank 95588, called in the area 570; for us, a local number.
 */
static void
test_agreement(void)
{
	char *path = share_plugin("phone_number.so"), number[ROOM], cell[ROOM], e164[ROOM];
	void *plugin = path ? dlopen(path, RTLD_NOW) : NULL;
	number_read *read = NULL;
	int valid = 0, bad = 0, local = 0, differ = 0;

	if (plugin)
		*(void **)&read = dlsym(plugin, "phone_number_read");
	ok(read != NULL, "the plugin is there");
	for (int i = 0; read && i < RANDOM; i++) {
		struct phone p;
		struct phone_ask ask;

		make_number(number);
		respell(number, cell);
		const bool own = phone_first(cell, "CN", &p, &ask) == PHONE_VALID;
		const bool theirs = read(number, "CN", e164, sizeof e164) == PHONE_NUMBER_VALID;

		if (!own && *ask.digits)
			continue;
		valid += own;
		bad += !own;
		if (own == theirs && (!own || strcmp(p.e164, e164) == 0))
			continue;
		if (p.reason == PHONE_NO_AREA_CODE && strlen(number) <= 8 && ++local)
			continue;
		if (differ++ < 5)
			printf("# %s: own %s, theirs %s\n", cell,
			    own ? p.e164 : phone_word(p.reason),
			    theirs ? e164 : "not valid");
	}
	printf("# %d valid, %d not valid\n", valid, bad);
	ok(valid > RANDOM / 4 && bad > RANDOM / 4, "many of both");
	ok(differ == 0 && local < RANDOM / 50, "the first pass and the library agree");
	if (plugin)
		dlclose(plugin);
	free(path);
}

/* How a customer is called in HOME. */
static bool
is_dialled(const char *cell, const char *home, const char *as)
{
	struct phone p;
	struct phone_ask ask;
	char to[PHONE_SIZE];

	return phone_first(cell, "CN", &p, &ask) == PHONE_VALID &&
	    strcmp(phone_dial(&p, home, to), as) == 0;
}

static void
test_dialling(void)
{
	ok(is_dialled("+86 138 0013 8000", "CN", "13800138000") &&
	    is_dialled("86-13800138000", "CN", "13800138000") &&
	    is_dialled("\xef\xbc\x91" "3800138000", "CN", "13800138000"), "a mobile number");
	ok(is_dialled("+86 20 8123 4567", "CN", "02081234567") &&
	    is_dialled("0755-81234567", "CN", "075581234567"), "the 0 of long distance");
	ok(is_dialled("+86 10 6255 1234", "CN", "01062551234"), "Beijing is no mobile number");
	ok(is_dialled("400-820-8820", "CN", "4008208820"), "no 0 before a service");
	ok(is_dialled("13800138000", "DE", "+8613800138000") &&
	    is_dialled("13800138000", "", "+8613800138000"), "from elsewhere");
}

int
main(void)
{
	test_dialling();
	test_spellings();
	test_extensions();
	test_damages();
	test_plan();
	test_others();
	test_alone();
	test_country();
	test_agreement();
	return done();
}
