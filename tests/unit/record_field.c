/* record_field: what each type takes and refuses, how values are stored, and their texts. */
#include "lib/store/record_field.h"

#include <string.h>

#include "tests/unit/tap.h"

static char why[RECORD_FIELD_WHY];
static struct record_value value;

static bool
takes(const struct record_field *f, const char *cell)
{
	const struct date_reader dates = { 0 };

	*why = '\0';
	value = (struct record_value){ 0 };
	return record_field_read(f, &dates, cell, &value, why);
}

static bool
refuses(const struct record_field *f, const char *cell, const char *because)
{
	return !takes(f, cell) && strcmp(why, because) == 0;
}

static bool
is_text(const struct record_field *f, const char *cell, const char *text)
{
	char buf[NUM_SIZE];

	return takes(f, cell) && strcmp(record_field_text(f, &value, buf), text) == 0;
}

static bool
is_kind(const struct record_field *f, const char *cell, enum record_field_kind kind)
{
	return takes(f, cell) && record_field_kind(f, &value) == kind;
}

static void
test_numbers(void)
{
	const struct record_field whole = { .name = "score", .type = RECORD_WHOLE, .low = 1,
		.high = 5 }, open = { .name = "score", .type = RECORD_WHOLE },
	    number = { .name = "quantity", .type = RECORD_NUMBER },
	    amount = { .name = "cost", .type = RECORD_AMOUNT },
	    refund = { .name = "amount", .type = RECORD_SIGNED };

	ok(takes(&whole, "5") && value.i == 5 && is_kind(&whole, "1", RECORD_FIELD_INT),
	    "a whole number in its limits");
	ok(refuses(&whole, "6", "is not a whole number from 1 to 5") && !takes(&whole, "0") &&
	    !takes(&whole, "2.0") && !takes(&whole, "-1"), "and not outside");
	ok(takes(&open, "99") && is_kind(&open, "99", RECORD_FIELD_TEXT),
	    "without limits the check of the record decides");
	ok(is_kind(&number, "1e3", RECORD_FIELD_REAL) && value.x == 1000 &&
	    refuses(&number, "1,5", "is not a number"), "a number");
	ok(takes(&number, "\xef\xbc\x91\xef\xbc\x92") && value.x == 12 &&	/* １２ */
	    takes(&whole, "\xef\xbc\x95") && value.i == 5 &&
	    takes(&open, "\xef\xbc\x99") && strcmp(value.s, "9") == 0 &&
	    refuses(&number, "3\xe4\xbb\xb6", "is not a number"),	/* 3件 */
	    "full-width digits are stored as ASCII");
	ok(takes(&amount, "12.50") && value.i == 125000 && !takes(&amount, "-1") &&
	    takes(&refund, "-1") && value.i == -10000 && !takes(&refund, "1.00001"),
	    "amounts are ten-thousandths; only some may be below 0");
	ok(is_text(&amount, "12.50", "12.5") && is_text(&refund, "-3.00", "-3") &&
	    is_text(&number, "0.50", "0.5") && is_text(&whole, "05", "5") &&
	    is_text(&amount, "", ""), "the text of a number is its shortest form");
}

static void
test_texts(void)
{
	const struct record_field id = { .name = "customer_id", .type = RECORD_CUSTOMER },
	    need = { .name = "promise", .type = RECORD_TEXT, .required = true },
	    word = { .name = "step", .type = RECORD_WORD, .words = "start|follow-up|void" };
	char longest[66];

	memset(longest, 'x', sizeof longest);
	longest[65] = '\0';
	ok(!takes(&id, longest) && !takes(&id, "a\tb") && takes(&id, longest + 1),
	    "an id has 1 to 64 bytes and no control characters");
	ok(refuses(&need, "", "is empty") && takes(&id, "") &&
	    is_kind(&id, "", RECORD_FIELD_NONE), "only a required field may not be empty");
	ok(is_text(&word, "Follow Up", "follow-up") && is_text(&word, "VOID", "void") &&
	    is_text(&word, "follow_up", "follow-up"), "a word in any case and spelling");
	ok(refuses(&word, "follow", "is not one of start|follow-up|void") &&
	    !takes(&word, "start|void") && !takes(&word, "|"), "and no other");
}

static void
test_dates(void)
{
	const struct record_field day = { .name = "acquired", .type = RECORD_DAY },
	    moment = { .name = "due", .type = RECORD_MOMENT };
	struct record_value from = { .s = "2024-03-01T10:00:00" }, until = { .s = "2024-03-01" };

	ok(is_text(&day, "2024-02-29 10:00", "2024-02-29") && !takes(&day, "2023-02-29") &&
	    is_text(&moment, "2024-02-29 10:00", "2024-02-29T10:00:00") &&
	    is_text(&moment, "2024-02-29", "2024-02-29"), "a date, and a time if there is one");
	ok(refuses(&day, "0999-12-31", date_why(DATE_FAR_YEAR)) && !takes(&day, "03-12-31"),
	    "no year of two digits, and none far away");
	ok(!record_field_ends_before(&until, &from), "a day ends after its times");
	until.s = "2024-03-01T09:59:59";
	ok(record_field_ends_before(&until, &from), "a time is before a later one");
	until.s = "";
	ok(!record_field_ends_before(&until, &from), "what is no date is not before");
}

int
main(void)
{
	const struct record_field two[] = { { .name = "a" }, { .name = "b" } };

	test_numbers();
	test_texts();
	test_dates();
	ok(record_field_find(two, 2, "b") == 1 && record_field_find(two, 2, "c") == 2 &&
	    record_field_find(two, 1, "b") == 1, "a field by its name");
	return done();
}
