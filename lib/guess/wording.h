/*
 * wording - what the name of a column says, word by word, in any of the languages of
 * presets/words.csv (program).
 *
 * "Código do cliente", "Kundennummer" and 客戶代號 are all "customer id".  Words may stand together
 * without blanks.  All of a name must be known words: "Ship Date" is not the date of the order.
 */
#ifndef WORDING_H
#define WORDING_H

struct wording;

struct wording *wording_open(void);

/*
 * Lower case, compatible form, no accents; what stands between words is one blank.  The caller
 * frees it.
 */
char *wording_plain(const char *name);

/*
 * The meanings of the words of a plain name, each once and in bytewise order: "customer id"; NULL:
 * a word is not known.  The caller frees it.
 */
char *wording_means(const struct wording *, const char *plain);
void wording_close(struct wording *);

#endif
