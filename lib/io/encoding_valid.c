/*
 * Checks bytes in the encodings that have several bytes per character. Only the form of the bytes
 * is checked, not whether they stand for a character.
 */
#include "lib/io/encoding_own.h"

#include <string.h>

enum { BAD = -1 };

static bool
within(unsigned char c, unsigned char from, unsigned char to)
{
	return c >= from && c <= to;
}

/*
 * The functions utf8 to euc_kr, one per encoding, return the state after byte C. 0: the character
 * is complete. BAD: C is not possible after the bytes before it. Any other number says, for this
 * encoding, which bytes can follow. STATE is the state before C, LEAD the first byte of the
 * character.
 */
static int
utf8(int state, unsigned char c, unsigned char lead)
{
	if (state == 0)
		return c < 0x80 ? 0 : within(c, 0xc2, 0xdf) ? 1 : within(c, 0xe0, 0xef) ? 2 :
		    within(c, 0xf0, 0xf4) ? 3 : BAD;
	const bool second = lead < 0xe0 || (lead < 0xf0 ? state == 2 : state == 3);
	const unsigned char least = !second ? 0x80 : lead == 0xe0 ? 0xa0 :
	    lead == 0xf0 ? 0x90 : 0x80;
	const unsigned char most = !second ? 0xbf : lead == 0xed ? 0x9f :
	    lead == 0xf4 ? 0x8f : 0xbf;

	return within(c, least, most) ? state - 1 : BAD;
}

static int
gb18030(int state, unsigned char c)
{
	switch (state) {
	case 0:
		return c <= 0x80 ? 0 : c == 0xff ? BAD : 1;
	case 1:
		return within(c, '0', '9') ? 2 :
		    within(c, 0x40, 0x7e) || within(c, 0x80, 0xfe) ? 0 : BAD;
	case 2:
		return within(c, 0x81, 0xfe) ? 3 : BAD;
	default:
		return within(c, '0', '9') ? 0 : BAD;
	}
}

static int
big5(int state, unsigned char c)
{
	if (state == 0)
		return c < 0x80 ? 0 : within(c, 0x81, 0xfe) ? 1 : BAD;
	return within(c, 0x40, 0x7e) || within(c, 0xa1, 0xfe) ? 0 : BAD;
}

static int
shift_jis(int state, unsigned char c)
{
	if (state == 0)
		return c < 0x80 || within(c, 0xa1, 0xdf) ? 0 :
		    within(c, 0x81, 0x9f) || within(c, 0xe0, 0xfc) ? 1 : BAD;
	return within(c, 0x40, 0x7e) || within(c, 0x80, 0xfc) ? 0 : BAD;
}

static int
euc_jp(int state, unsigned char c)
{
	if (state == 0)
		return c < 0x80 ? 0 : c == 0x8e ? 3 : c == 0x8f ? 2 :
		    within(c, 0xa1, 0xfe) ? 1 : BAD;
	if (state == 3)
		return within(c, 0xa1, 0xdf) ? 0 : BAD;
	return within(c, 0xa1, 0xfe) ? state - 1 : BAD;
}

static int
euc_kr(int state, unsigned char c)
{
	if (state == 0)
		return c < 0x80 ? 0 : within(c, 0x81, 0xfe) ? 1 : BAD;
	return within(c, 'A', 'Z') || within(c, 'a', 'z') || within(c, 0x81, 0xfe) ? 0 : BAD;
}

static int
step(enum encoding_wide wide, int state, unsigned char c, unsigned char lead)
{
	switch (wide) {
	case ENCODING_UTF8:
		return utf8(state, c, lead);
	case ENCODING_GB18030:
		return gb18030(state, c);
	case ENCODING_BIG5:
		return big5(state, c);
	case ENCODING_SHIFT_JIS:
		return shift_jis(state, c);
	case ENCODING_EUC_JP:
		return euc_jp(state, c);
	default:
		return euc_kr(state, c);
	}
}

/* Does only an extension of the encoding have this pair of bytes? */
static bool
is_extended(enum encoding_wide wide, unsigned char lead, unsigned char c)
{
	switch (wide) {
	case ENCODING_BIG5:	/* HKSCS, of Hong Kong */
		return lead < 0xa1 || (lead == 0xc6 && c > 0xa0) || lead == 0xc7 || lead == 0xc8 ||
		    lead > 0xf9 || (lead == 0xf9 && c > 0xd5);
	case ENCODING_SHIFT_JIS:	/* code page 932, of Windows */
		return lead == 0x87 || lead == 0xed || lead == 0xee || lead > 0xef;
	case ENCODING_EUC_JP:
		return lead == 0xad || lead > 0xf4;
	case ENCODING_EUC_KR:
		return lead < 0xa1 || c < 0xa1;
	default:
		return false;
	}
}

/* The number of bytes below 0x80 at the beginning, in whole words of 8 bytes. */
static size_t
ascii(const char *s, size_t n)
{
	size_t i = 0;

	for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
		memcpy(&w, s + i, sizeof w);
		if (w & UINT64_C(0x8080808080808080))
			break;
	}
	return i;
}

/* Counts an error. After too many errors, the bytes are not in this encoding. */
static void
error(struct encoding_valid *v)
{
	enum { MANY = 1000 };

	v->errors++;
	v->dead = v->errors > MANY && v->errors > v->chars / 8;
}

void
encoding_valid_add(struct encoding_valid *v, const char *s, size_t n)
{
	for (size_t i = 0; i < n && !v->dead; i++) {
		if (v->state == 0 && (i += ascii(s + i, n - i)) == n)
			return;
		const unsigned char c = (unsigned char)s[i];
		int next = step(v->wide, v->state, c, v->lead);

		if (next == BAD) {
			error(v);
			if (v->state > 0)	/* C may begin the next character */
				i--;
			v->state = v->size = 0;
			continue;
		}
		if (v->state == 0)
			v->lead = c;
		else if (next == 0 && is_extended(v->wide, v->lead, c))
			v->extended = true;
		v->chars += next == 0 && (v->state > 0 || c > 0x7f);
		v->longer += next == 0 && v->size > 1;
		v->size = next == 0 ? 0 : v->size + 1;
		v->state = next;
	}
}

size_t
encoding_valid_size(enum encoding_wide wide, const unsigned char *s, size_t n)
{
	int state = 0;

	for (size_t i = 0; i < n; i++) {
		state = step(wide, state, s[i], s[0]);
		if (state == BAD)
			return 0;
		if (state == 0)
			return i + 1;
	}
	return 0;
}

int
encoding_valid_level(enum encoding_wide wide, const unsigned char *s, size_t n)
{
	if (wide == ENCODING_GB18030 && n == 4)	/* no other encoding has bytes of this form */
		return 1;
	if (n != 2 || (wide != ENCODING_SHIFT_JIS && s[1] < 0xa1 && wide != ENCODING_BIG5))
		return 3;
	switch (wide) {
	case ENCODING_GB18030:
		return s[0] < 0xd8 ? 1 : s[0] < 0xf8 ? 2 : 3;
	case ENCODING_BIG5:
		return within(s[0], 0xa4, 0xc6) ? 1 : within(s[0], 0xc9, 0xf9) ? 2 : 3;
	case ENCODING_SHIFT_JIS:
		return s[0] < 0x98 || (s[0] == 0x98 && s[1] < 0x9f) ? 1 : s[0] < 0xeb ? 2 : 3;
	case ENCODING_EUC_JP:
		return s[0] < 0xd0 ? 1 : s[0] < 0xf5 ? 2 : 3;
	case ENCODING_EUC_KR:
		return s[0] < 0xc9 ? 1 : 2;
	default:
		return 2;
	}
}
