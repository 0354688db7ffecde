#include "lib/io/twins_note.h"

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/base/twins.h"
#include "lib/io/opt.h"

void
twins_note(const struct twins *t)
{
	const char *one, *other;
	const size_t n = twins_count(t, &one, &other);

	if (n > 0)
		opt_note(n == 1 ?
		    "%zu customer_id differs from another only in case, outer blanks, Unicode form"
		    " or '.0' ('%.64s' and '%.64s')" :
		    "%zu customer_ids differ from others only in case, outer blanks, Unicode form"
		    " or '.0' ('%.64s' and '%.64s')", n, one, other);
}
