/* blocks: which pairs are compared, and that their number does not grow with the square. */
#include "lib/match/blocks.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

enum { MANY = 500, PARTS = 7 };

static size_t met[MANY][MANY], calls, bad;

static void
meet(void *ctx, size_t a, size_t b)
{
	const struct people *p = ctx;

	calls++;
	met[a][b]++;
	bad += p->against ? a >= p->incoming || b < p->incoming : a >= b;
}

static void
add(struct people *p, int i, const char *name, const char *birthday, const char *email)
{
	char id[16];

	snprintf(id, sizeof id, "%d", i);
	people_add(p, &(struct people_cells){ .id = id, .name = name, .birthday = birthday,
	    .phone = "", .phone_key = "", .email_key = email, .city = "", .external = "",
	    .acquired = DATE_NONE });
}

static double
run(struct people *p, size_t parts)
{
	struct blocks *b = blocks_new(p);
	double pairs = 0;

	memset(met, 0, sizeof met);
	calls = bad = 0;
	for (size_t i = 0; i < blocks_passes(b); i++) {
		pairs += blocks_begin(b, i);
		for (size_t k = 0; k < parts; k++)
			blocks_each(b, k, parts, meet, p);
	}
	blocks_free(b);
	return pairs;
}

static void
test_few(void)
{
	struct people *p = people_new(0);

	add(p, 0, "Anna Smith", "1990-02-03", "a@x.cn");
	add(p, 1, "Smiht Anna", "", "");		/* the same letters */
	add(p, 2, "Otto Berg", "", "a@x.cn");
	add(p, 3, "Emil Berg", "1990-02-03", "");
	add(p, 4, "Otto Alt", "", "");
	people_finish(p);
	run(p, 1);
	ok(met[0][1] && met[0][2] && met[0][3], "letters, address, birthday");
	ok(!met[1][2] && !met[2][3] && !met[2][4] && !met[1][4], "nothing, or one word, in common");
	ok(bad == 0, "each pair in one order");
	people_free(p);
}

/* MANY people with one address and one birthday, of whom three have the same name. */
static struct people *
crowd(bool against)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	struct people *p = people_new(0);
	char name[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%c%c%c %c%c%d", letters[i % 26], letters[i / 26],
		    letters[i % 7], letters[i % 11], letters[i % 13], i);
		add(p, i, i % 200 == 0 ? "Anna Smith" : name, "1990-02-03", "shop@x.cn");
		if (against && i == 250)
			people_set_against(p);
	}
	people_finish(p);
	return p;
}

static void
test_crowd(void)
{
	struct people *p = crowd(false);
	const double all = MANY * (MANY - 1) / 2., pairs = run(p, 1);
	const size_t whole = calls;

	ok(met[0][200] && met[0][400] && met[200][400], "the same name and address in a crowd");
	ok((double)whole < all / 2 && pairs >= (double)whole, "most of the crowd is not compared");
	run(p, PARTS);
	ok(calls == whole, "in parts: the same pairs");
	people_free(p);
	p = crowd(true);
	run(p, PARTS);
	ok(calls > 0 && bad == 0 && met[0][400] && met[200][400] && !met[0][200],
	    "against: only with the other list");
	people_free(p);
	near(blocks_pairs(&(struct people){ .against = false }, 5, 0), 10, 0, "pairs of five");
	near(blocks_pairs(&(struct people){ .against = true }, 5, 3), 15, 0, "five times three");
}

int
main(void)
{
	test_few();
	test_crowd();
	return done();
}
