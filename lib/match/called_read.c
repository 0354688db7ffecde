#include "lib/match/called_read.h"

#include <string.h>

#include "lib/base/sort.h"
#include "lib/base/text.h"

enum { HAN_NAME = 6, ALL_WORDS = 16 };

static const char *const titles[] = {
	"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "herr", "frau", "mme",
};
static const char *const han_titles[] = {
	"先生", "女士", "小姐", "太太", "老师", "同学", "经理", "师傅", "阿姨",
};
static const char double_surnames[] =
	"欧阳 司马 诸葛 上官 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 夏侯 独孤 南宫 长孙 宇文 端木 司空 "
	"申屠 轩辕 钟离 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 呼延 百里 东郭 西门 赫连 闾丘 ";

/* Surnames that are read otherwise than the character is elsewhere. */
static const struct reading_of {
	const char *han, *reading;
} surnames[] = {
	{ "单", "shan" }, { "曾", "zeng" }, { "仇", "qiu" }, { "解", "xie" }, { "查", "zha" },
	{ "翟", "zhai" }, { "盖", "ge" }, { "乐", "yue" }, { "区", "ou" }, { "朴", "piao" },
	{ "缪", "miao" }, { "员", "yun" }, { "召", "shao" }, { "折", "she" }, { "黑", "he" },
	{ "逄", "pang" }, { "任", "ren" }, { "尹", "yin" }, { "覃", "qin" }, { "宁", "ning" },
	{ "晟", "cheng" }, { "那", "na" }, { "燕", "yan" }, { "华", "hua" }, { "哈", "ha" },
	{ "尉迟", "yuchi" }, { "单于", "chanyu" }, { "澹台", "tantai" }, { "万俟", "moqi" },
};

static bool
is_title(const char *word)
{
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (strcmp(word, titles[i]) == 0)
			return true;
	return false;
}

/* Adds a word, of which there are at most CALLED_WORDS: what comes later is added to the last. */
static void
add_word(struct called_text *to, const char *s, size_t n)
{
	if (to->n == CALLED_WORDS)
		to->words.n--;
	else
		to->n++;
	text_add(&to->words, s, n);
	text_add(&to->words, "", 1);
}

/* The words of a name that is not Chinese; the whole name is the words in their sorted order. */
static void
read_words(char *s, struct called_text *to)
{
	char *word[ALL_WORDS] = { NULL };
	size_t n = 0;

	for (char *w; n < ALL_WORDS && (w = strsep(&s, " ")) != NULL;)
		if (*w && !is_title(w))
			word[n++] = w;
	for (size_t i = 0; i < n; i++)
		add_word(to, word[i], strlen(word[i]));
	sort_texts(word, n);
	for (size_t i = 0; i < n; i++) {
		text_add(&to->whole, word[i], strlen(word[i]));
		text_add(&to->whole, " ", 1);
	}
}

/* The simplified characters of a name in Chinese characters alone, at most ROOM; else 0. */
static size_t
read_han(struct latin *l, const char *cell, uint32_t to[static HAN_NAME + 2])
{
	size_t n = 0;

	while (*cell) {
		const struct text_char c = text_char(cell);

		cell += c.bytes;
		if (c.code == ' ' || c.code == 0x3000 || c.code == 0xb7)
			continue;
		if (!latin_is_han(c.code) || n == HAN_NAME + 2)
			return 0;
		to[n++] = latin_simplified(l, c.code);
	}
	return n;
}

static void
add_code(struct text *to, uint32_t code)
{
	char *s = text_room(to, 4);

	if (code >= 0x10000) {
		*s++ = (char)(0xf0 | code >> 18);
		*s++ = (char)(0x80 | (code >> 12 & 0x3f));
	} else {
		*s++ = (char)(0xe0 | code >> 12);
	}
	*s++ = (char)(0x80 | (code >> 6 & 0x3f));
	*s = (char)(0x80 | (code & 0x3f));
	to->n += code >= 0x10000 ? 4 : 3;
}

static bool
ends_with(const struct text *t, const char *end)
{
	const size_t n = strlen(end);

	return t->n > n && memcmp(t->s + t->n - n, end, n) == 0;
}

static void
drop_han_title(struct text *t)
{
	for (size_t i = 0; i < sizeof han_titles / sizeof *han_titles; i++)
		if (ends_with(t, han_titles[i])) {
			t->n -= strlen(han_titles[i]);
			return;
		}
}

static const char *
surname_reading(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof surnames / sizeof *surnames; i++)
		if (text_is(surnames[i].han, s, n))
			return surnames[i].reading;
	return NULL;
}

/* Is a surname of two characters at the beginning of this name? */
static bool
is_double(const struct text *t)
{
	char two[8];

	if (t->n < 9)
		return false;
	memcpy(two, t->s, 6);
	memcpy(two + 6, " ", 2);
	return strstr(double_surnames, two) != NULL;
}

static void
add_syllables(struct latin *l, struct text *to, const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		const struct text_char c = text_char(s + at);
		const char *one = latin_syllable(l, c.code);

		text_add(to, one, strlen(one));
		at += c.bytes;
	}
}

/* The surname and the given name of t->whole, in which all characters are Chinese. */
static void
split_han(struct latin *l, struct called_text *t)
{
	struct text *w = &t->whole;
	const size_t one = text_char(w->s).bytes, first = is_double(w) ? 6 : one;
	const char *own = surname_reading(w->s, first);
	struct text word = { 0 };

	if (own)
		text_add(&word, own, strlen(own));
	else
		add_syllables(l, &word, w->s, first);
	add_word(t, word.s, word.n);
	word.n = 0;
	add_syllables(l, &word, w->s + first, w->n - first);
	if (word.n > 0)
		add_word(t, word.s, word.n);
	text_free(&word);
}

void
called_read(struct latin *l, const char *cell, struct called_text *to)
{
	uint32_t han[HAN_NAME + 2];
	size_t n = read_han(l, cell, han);

	to->whole.n = to->words.n = to->n = 0;
	to->han = n > 0;
	if (to->han) {
		for (size_t i = 0; i < n; i++)
			add_code(&to->whole, han[i]);
		drop_han_title(&to->whole);
		text_add(&to->whole, "", 1);
		to->whole.n--;
		split_han(l, to);
		return;
	}
	struct text words = { 0 };

	latin_words(l, cell, &words);
	text_add(&words, "", 1);
	read_words(words.s, to);
	text_free(&words);
}
