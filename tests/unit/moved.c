#include "lib/segment/moved.h"

#include "tests/unit/tap.h"

/* Two customers stay in 0, three go from 0 to 1, one from 0 to 2, one from 2 to 1; one is new in 1,
 * one of 2 is gone. */
int
main(void)
{
	struct moved *m = moved_new(3);

	for (int i = 0; i < 3; i++)
		moved_add(m, 0, 1);
	moved_add(m, 0, 0);
	moved_add(m, 0, 0);
	moved_add(m, 0, 2);
	moved_add(m, 2, 1);
	moved_add(m, MOVED_NONE, 1);
	moved_add(m, 2, MOVED_NONE);
	struct moved_segment s = moved_of(m, 0);

	ok(s.before == 6 && s.stayed == 2 && s.left == 4, "who were in it, stayed and left");
	ok(s.to == 1 && s.most_left == 3, "most of them left to 1");
	ok(s.came == 0 && s.from == MOVED_NONE && s.joined == 0, "nobody came");
	s = moved_of(m, 1);
	ok(s.before == 0 && s.came == 4 && s.joined == 1,
	    "who came from a segment, and who from none");
	ok(s.from == 0 && s.most_came == 3, "most of them came from 0");
	s = moved_of(m, 2);
	ok(s.before == 2 && s.left == 1 && s.stayed == 0,
	    "who is in no segment now has not left for one");
	moved_free(m);
	moved_free(NULL);
	return done();
}
