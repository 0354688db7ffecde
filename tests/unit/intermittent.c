/* intermittent: an independent computation, and arithmetic by hand. */
#include "lib/forecast/intermittent.h"

#include "tests/unit/tap.h"

static struct intermittent
after(const double *y, size_t n)
{
	struct intermittent s = { 0 };

	for (size_t i = 0; i < n; i++)
		intermittent_take(&s, .1, y[i]);
	return s;
}

int
main(void)
{
	static const double y[] = { 0, 0, 3, 0, 2, 0, 0, 4 }, tail[] = { 3, 0, 2, 0, 0, 0, 0, 0 };
	struct intermittent s = after(y, 8);
	struct intermittent_kind kind = intermittent_kind(y, 8);

	near(s.size, 3.01, 1e-12, "the size of a demand: 3, then .9 3 + .1 2, then .9 2.9 + .1 4");
	near(s.interval, 2.91, 1e-12, "its interval");
	near(intermittent_croston(&s), 1.034364, 1e-6, "Croston");
	near(intermittent_sba(&s, .1), .982646, 1e-6, "SBA");
	near(s.chance, .369730, 1e-6, "the probability of a demand");
	near(intermittent_tsb(&s), 1.112887, 1e-6, "TSB");
	near(kind.adi, 2.666667, 1e-6, "ADI");
	near(kind.cv2, .074074, 1e-5, "CV squared");
	s = after(tail, 8);
	near(intermittent_tsb(&s), 1.558303, 1e-6, "TSB falls without a demand");
	near(intermittent_croston(&s), 2.636364, 1e-6, "Croston does not");
	s = after(tail + 3, 5);
	ok(intermittent_croston(&s) == 0 && intermittent_tsb(&s) == 0 &&
	    intermittent_sba(&s, .1) == 0, "no demand: 0");
	kind = intermittent_kind(tail + 3, 5);
	ok(isnan(kind.adi) && isnan(kind.cv2), "no demand: no interval");
	return done();
}
