/*
 * our_word - the word of custkit that a word of another language or system means (pure).
 *
 * They are those of share/presets/values.csv, which has the words of CSV files, too
 * (record_words.h): 微信 of channel is chat, 投诉 of kind is complaint.
 */
#ifndef OUR_WORD_H
#define OUR_WORD_H

/*
 * COLUMN may be the name of an option, preferred-channel. The case of ASCII letters does not
 * matter. NULL: not known.
 */
const char *our_word(const char *column, const char *word);

#endif
