#include "lib/preset/order_share.h"

#include "lib/base/money.h"

enum { CENT = MONEY_ONE / 100 };

__extension__ typedef __int128 wide;

/* WHOLE * A / B, to the nearest unit. */
static int64_t
fraction(int64_t whole, wide a, wide b)
{
	const wide x = (wide)whole * a * 2 + (whole < 0 ? -b : b);

	return (int64_t)(x / (2 * b));
}

/* Each part is the difference of two rounded sums, so no unit is lost. */
void
order_share(int64_t whole, const int64_t *weight, size_t n, int64_t *part)
{
	const int64_t unit = whole % CENT == 0 ? CENT : 1;
	wide all = 0, so_far = 0;
	int64_t given = 0;

	for (size_t i = 0; i < n; i++)
		all += weight[i];
	for (size_t i = 0; i < n; i++) {
		so_far += weight[i];
		const int64_t up_to = all > 0 ? fraction(whole / unit, so_far, all) : whole / unit;

		part[i] = (up_to - given) * unit;
		given = up_to;
	}
}
