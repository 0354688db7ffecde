/* Whether the purchases in a window after the as-of date are known. */

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"

void
history_window_check(const struct histories *hs, int32_t horizon)
{
	const int32_t as_of = history_as_of(hs), newest = history_newest(hs);
	char from[DATE_SIZE], last[DATE_SIZE];

	if (!history_is_folded(hs))
		fail("--evaluate requires an order log or a store; "
		    "a history table has no later purchases");
	if (history_count(hs) == 0)
		fail("no purchases by %s; nothing to evaluate",
		    date_text(as_of, from));
	if (newest <= as_of)
		fail("the latest order is on %s; there are no orders after %s",
		    date_text(newest, last), date_text(as_of, from));
	if (newest < as_of + horizon)
		fail("the latest order is on %s; "
		    "the longest horizon after %s is --horizon=%d, not %d",
		    date_text(newest, last), date_text(as_of, from), newest - as_of, horizon);
}
