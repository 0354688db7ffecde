/*
 * record_words - the words of other systems for those of custkit: "Email" and 电话 of a channel
 * (program).
 *
 * A cell may write a word in any case, with blanks or '-' for '_'. Words of another kind are looked
 * up in a file of the user, and then in share/presets/values.csv. So are words for whole numbers:
 * 非常满意 of the scale csat is 5.
 */
#ifndef RECORD_WORDS_H
#define RECORD_WORDS_H
#include <stdbool.h>

#include "lib/store/record_field.h"

#define RECORD_WORDS_OPT(file) { OPT_FILE, 0, "values", "FILE", \
	"words of another system and ours: CSV with the columns column, word, value", file }

/*
 * As record_field_read. FILE is that of --values; NULL: none. Ends the tool if FILE is not valid.
 * The words are read once, when the first one is looked up. SCALE is the word of the field
 * .scale_of; NULL: not known.
 */
bool record_words_read(const char *file, const struct record_field *, const char *scale,
    const struct date_reader *, const char *cell, struct record_value *to,
    char why[static RECORD_FIELD_WHY]);

#endif
