#include "lib/store/record_field.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/money.h"
#include "lib/base/moment.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/shortened.h"
#include "lib/base/split.h"
#include "lib/base/text.h"

static bool
bad(char why[static RECORD_FIELD_WHY], const char *text)
{
	snprintf(why, RECORD_FIELD_WHY, "%s", text);
	return false;
}

/* Are the N bytes the same word, but for case, and blanks or '-' for '_'? */
static bool
same_word(const char *s, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char a = s[i] == '-' || s[i] == ' ' ? '_' : s[i];
		const char b = word[i] == '-' ? '_' : word[i];

		if (tolower((unsigned char)a) != b)
			return false;
	}
	return true;
}

/* The word in custkit's spelling. */
static bool
read_word(const struct record_field *f, struct record_value *to,
    char why[static RECORD_FIELD_WHY])
{
	const char *words = f->words;
	const size_t n = strlen(to->s);
	size_t size;

	for (const char *w; (w = split_ended(&words, '|', &size)) != NULL;)
		if (size == n && same_word(to->s, w, n) && n < sizeof to->own) {
			to->s = memcpy(to->own, w, n);
			to->own[n] = '\0';
			return true;
		}
	snprintf(why, RECORD_FIELD_WHY, say("is not one of %s"), f->words);
	return false;
}

static bool
read_whole(const struct record_field *f, struct record_value *to,
    char why[static RECORD_FIELD_WHY])
{
	if (f->high == 0)
		return true;
	if (num_count(to->s, &to->i) && strlen(to->s) < NUM_SIZE &&
	    to->i >= f->low && to->i <= f->high)
		return true;
	snprintf(why, RECORD_FIELD_WHY, say("is not a whole number from %d to %d"), f->low,
	    f->high);
	return false;
}

static bool
read_amount(const struct record_field *f, struct record_value *to,
    char why[static RECORD_FIELD_WHY])
{
	const enum money_result r = money_parse(to->s, &to->i);

	if (r != MONEY_OK)
		return bad(why, money_why(r));
	return f->type == RECORD_SIGNED || to->i >= 0 || bad(why, say("is below 0"));
}

static bool
read_date(const struct record_field *f, const struct date_reader *dates, struct record_value *to,
    char why[static RECORD_FIELD_WHY])
{
	int32_t second;
	const enum date_result r = date_read(dates, to->s, &to->day, &second);

	if (r == DATE_BAD && dates->option)
		return bad(why, say("is not a date (YYYY-MM-DD)"));
	if (r != DATE_OK)
		return bad(why, date_why(r));
	if (f->type == RECORD_DAY || f->type == RECORD_PAST_DAY)
		second = -1;
	/* A date without a time is already in the form of the store. */
	if (second != -1 || to->s[DATE_SIZE - 1] != '\0')
		to->s = date_time_text(to->day, second, to->own);
	return true;
}

/* A number as it is stored: "３" is 3. */
static const char *
narrow(const char *cell, char to[static NUM_SIZE])
{
	return text_plain(cell) < strlen(cell) && num_narrow(cell, to) ? to : cell;
}

bool
record_field_read(const struct record_field *f, const struct date_reader *dates, const char *cell,
    struct record_value *to, char why[static RECORD_FIELD_WHY])
{
	to->s = cell;
	if (*cell == '\0')
		return !f->required || bad(why, say("is empty"));
	switch (f->type) {
	case RECORD_CUSTOMER:
	case RECORD_ID:
		return text_id_why(cell) == NULL || bad(why, text_id_why(cell));
	case RECORD_WORD:
		return read_word(f, to, why);
	case RECORD_WHOLE:
		to->s = narrow(cell, to->own);
		return read_whole(f, to, why);
	case RECORD_NUMBER:
		return num_parse(narrow(cell, to->own), &to->x) ||
		    bad(why, say("is not a number"));
	case RECORD_AMOUNT:
	case RECORD_SIGNED:
		return read_amount(f, to, why);
	case RECORD_DAY:
	case RECORD_PAST_DAY:
	case RECORD_PAST:
	case RECORD_MOMENT:
		return read_date(f, dates, to, why);
	case RECORD_TEXT:
		return !f->code || shortened_why(cell) == NULL || bad(why, shortened_why(cell));
	case RECORD_ROW:
	case RECORD_OBJECT:
		break;
	}
	return true;
}

bool
record_field_ends_before(const struct record_value *until, const struct record_value *from)
{
	struct moment first, last;

	return moment_parse(from->s, &first) && moment_parse(until->s, &last) &&
	    moment_last(last) < moment_first(first);
}

size_t
record_field_find(const struct record_field *f, size_t n, const char *name)
{
	size_t i = 0;

	while (i < n && strcmp(f[i].name, name) != 0)
		i++;
	return i;
}

enum record_field_kind
record_field_kind(const struct record_field *f, const struct record_value *v)
{
	if (*v->s == '\0')
		return RECORD_FIELD_NONE;
	if (f->type == RECORD_AMOUNT || f->type == RECORD_SIGNED ||
	    (f->type == RECORD_WHOLE && f->high > 0))
		return RECORD_FIELD_INT;
	return f->type == RECORD_NUMBER ? RECORD_FIELD_REAL : RECORD_FIELD_TEXT;
}

const char *
record_field_text(const struct record_field *f, const struct record_value *v,
    char buf[static NUM_SIZE])
{
	switch (record_field_kind(f, v)) {
	case RECORD_FIELD_INT:
		(f->type == RECORD_WHOLE ? num_int : money_text)(v->i, buf);
		return buf;
	case RECORD_FIELD_REAL:
		num_text(v->x, buf);
		return buf;
	case RECORD_FIELD_NONE:
	case RECORD_FIELD_TEXT:
		break;
	}
	return v->s;
}
