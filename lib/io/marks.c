#include "lib/io/marks.h"

#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

enum { STEP = 64 };		/* bytes whose marks are the bits of a word */

static inline bool
is_odd(char c)
{
	return c == '"' || c == '\r' || c == '\0';
}

/* The bytes after the last whole step, from FROM on. */
static void
find_rest(const char *s, size_t from, size_t n, char separator, uint32_t *at, struct marks *m)
{
	for (size_t i = from; i < n; i++) {
		if (s[i] == '\n' || s[i] == separator)
			at[m->n++] = (uint32_t)i;
		m->lines += s[i] == '\n';
		m->odd |= is_odd(s[i]);
		m->high |= (unsigned char)s[i] > 0x7f;
	}
}

static struct marks
find_scalar(const char *s, size_t n, char separator, uint32_t *at)
{
	struct marks m = { 0 };

	find_rest(s, 0, n, separator, at, &m);
	return m;
}

#ifdef __x86_64__

static inline __m128i
either(__m128i x, char a, char b)
{
	return _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(a)),
	    _mm_cmpeq_epi8(x, _mm_set1_epi8(b)));
}

/* Adds 16 bytes, each the number of times that -1 was added, to two sums of eight. */
static inline __m128i
add_bytes(__m128i sums, __m128i counts)
{
	const __m128i zero = _mm_setzero_si128();

	return _mm_add_epi64(sums, _mm_sad_epu8(_mm_sub_epi8(zero, counts), zero));
}

static struct marks
find_sse2(const char *s, size_t n, char separator, uint32_t *at)
{
	enum { HALF = 16 };
	__m128i odd = _mm_setzero_si128(), high = odd, all_lines = odd;
	__m128i least = _mm_set1_epi8((char)UINT8_MAX);
	struct marks m = { 0 };
	uint32_t *to = at;
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		__m128i lines = _mm_setzero_si128();
		uint64_t mark = 0;

#pragma GCC unroll 4
		for (int k = 0; k < STEP; k += HALF) {
			const __m128i x =
			    _mm_loadu_si128((const __m128i *)(const void *)(s + i + k));
			const __m128i lf = _mm_cmpeq_epi8(x, _mm_set1_epi8('\n'));

			lines = _mm_add_epi8(lines, lf);
			mark |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(lf,
			    _mm_cmpeq_epi8(x, _mm_set1_epi8(separator)))) << k;
			odd = _mm_or_si128(odd, either(x, '"', '\r'));
			least = _mm_min_epu8(least, x);
			high = _mm_or_si128(high, x);
		}
		all_lines = add_bytes(all_lines, lines);
		for (; mark; mark &= mark - 1)
			*to++ = (uint32_t)i + (unsigned)__builtin_ctzll(mark);
	}
	m.n = (size_t)(to - at);
	m.lines = (size_t)_mm_cvtsi128_si64(all_lines) +
	    (size_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(all_lines, all_lines));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(least, _mm_setzero_si128()));
	m.odd = _mm_movemask_epi8(odd) != 0;
	m.high = _mm_movemask_epi8(high) != 0;
	find_rest(s, i, n, separator, at, &m);
	return m;
}

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline __m256i
either_avx2(__m256i x, char a, char b)
{
	return _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(a)),
	    _mm256_cmpeq_epi8(x, _mm256_set1_epi8(b)));
}

/*
 * Writes the offsets of all marks of a step. Eight are written at a time, even if there are fewer:
 * what is too much is overwritten by the next step, and no branch depends on the number.
 */
AVX2 static inline size_t
write_marks(uint64_t mark, size_t i, uint32_t *at)
{
	enum { TOGETHER = 8 };
	const size_t n = (size_t)_mm_popcnt_u64(mark);

	for (size_t done = 0; done < n; done += TOGETHER)
		for (int k = 0; k < TOGETHER; k++, mark &= mark - 1)
			at[done + (size_t)k] = (uint32_t)(i + _tzcnt_u64(mark));
	return n;
}

AVX2 static struct marks
find_avx2(const char *s, size_t n, char separator, uint32_t *at)
{
	enum { HALF = 32 };
	__m256i odd = _mm256_setzero_si256(), high = odd;
	struct marks m = { 0 };
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		uint64_t mark = 0;

		for (int k = 0; k < STEP; k += HALF) {
			const __m256i x =
			    _mm256_loadu_si256((const __m256i *)(const void *)(s + i + k));
			const unsigned lf = (unsigned)_mm256_movemask_epi8(
			    _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n')));

			m.lines += (unsigned)__builtin_popcount(lf);
			mark |= (uint64_t)(lf | (unsigned)_mm256_movemask_epi8(
			    _mm256_cmpeq_epi8(x, _mm256_set1_epi8(separator)))) << k;
			odd = _mm256_or_si256(odd, _mm256_or_si256(either_avx2(x, '"', '\r'),
			    _mm256_cmpeq_epi8(x, _mm256_setzero_si256())));
			high = _mm256_or_si256(high, x);
		}
		m.n += write_marks(mark, i, at + m.n);
	}
	m.odd = _mm256_movemask_epi8(odd) != 0;
	m.high = _mm256_movemask_epi8(high) != 0;
	/* code for SSE is slow as long as the upper halves of the registers are in use */
	_mm256_zeroupper();
	find_rest(s, i, n, separator, at, &m);
	return m;
}

#endif

bool
marks_can(enum marks_way way)
{
#ifdef __x86_64__
	if (way == MARKS_AVX2)
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
		    __builtin_cpu_supports("popcnt");
	return way > MARKS_NONE && way < MARKS_WAYS;
#else
	return way == MARKS_SCALAR;
#endif
}

struct marks
marks_find(enum marks_way way, const char *s, size_t n, char separator, uint32_t *at)
{
#ifdef __x86_64__
	if (way == MARKS_AVX2)
		return find_avx2(s, n, separator, at);
	if (way == MARKS_SSE2)
		return find_sse2(s, n, separator, at);
#endif
	(void)way;
	return find_scalar(s, n, separator, at);
}
