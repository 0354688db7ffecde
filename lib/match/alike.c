#include "lib/match/alike.h"

#include <stddef.h>
#include <string.h>

enum { LONGEST = 255, PREFIX = 4 };

/*
 * Marks the bytes of A and B that agree within REACH places: each byte of A takes the first such
 * byte of B that is free. Returns their number.
 */
static unsigned
match(const char *a, size_t na, const char *b, size_t nb, bool *of_a, bool *of_b)
{
	const size_t longer = na > nb ? na : nb, reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
	unsigned n = 0;

	for (size_t i = 0; i < na; i++) {
		const size_t from = i > reach ? i - reach : 0;

		for (size_t j = from; j < nb && j <= i + reach; j++)
			if (!of_b[j] && a[i] == b[j]) {
				of_a[i] = of_b[j] = true;
				n++;
				break;
			}
	}
	return n;
}

double
alike_jaro(const char *a, const char *b)
{
	const size_t na = strlen(a), nb = strlen(b);
	bool of_a[LONGEST] = { 0 }, of_b[LONGEST] = { 0 };
	unsigned apart = 0;

	if (na == 0 || nb == 0 || na > LONGEST || nb > LONGEST)
		return 0;
	const double n = match(a, na, b, nb, of_a, of_b);

	if (n == 0)
		return 0;
	for (size_t i = 0, j = 0; i < na; i++) {
		if (!of_a[i])
			continue;
		while (!of_b[j])
			j++;
		apart += a[i] != b[j++];
	}
	return (n / (double)na + n / (double)nb + (n - apart / 2.) / n) / 3;
}

double
alike_winkler(const char *a, const char *b)
{
	const double jaro = alike_jaro(a, b);
	int n = 0;

	while (n < PREFIX && a[n] && a[n] == b[n])
		n++;
	return jaro + .1 * n * (1 - jaro);
}

bool
alike_one_edit(const char *a, const char *b)
{
	size_t na, nb;

	while (*a && *a == *b) {
		a++;
		b++;
	}
	na = strlen(a);
	nb = strlen(b);
	while (na > 0 && nb > 0 && a[na - 1] == b[nb - 1]) {
		na--;
		nb--;
	}
	return (na <= 1 && nb <= 1) || (na == 2 && nb == 2 && a[0] == b[1] && a[1] == b[0]);
}

uint64_t
alike_mark(const char *s)
{
	uint64_t letters = 0, n = 0;

	for (; *s; s++, n++)
		letters |= UINT64_C(1) << (*s >= 'a' && *s <= 'z' ? *s - 'a' :
		    *s >= '0' && *s <= '9' ? 26 + *s - '0' : 36 + (*s & 7));
	return letters | (n < 0xffff ? n : 0xffff) << 48;
}

bool
alike_digits(uint64_t a, uint64_t b)
{
	const uint64_t x = a ^ b;
	int at = 0;

	if (x == 0)
		return false;
	while ((x >> at & 0xf) == 0)
		at += 4;
	const uint64_t pair = x >> at;

	if (pair <= 0xf)
		return true;
	const uint64_t p = a >> at & 0xff, q = b >> at & 0xff;

	return pair <= 0xff && p == ((q & 0xf) << 4 | q >> 4);
}
