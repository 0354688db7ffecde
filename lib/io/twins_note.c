#include "lib/io/twins_note.h"

#include "lib/base/text.h"
#include "lib/base/twins.h"
#include "lib/io/opt.h"

void
twins_note(const struct twins *t)
{
	const char *one, *other;
	const size_t n = twins_count(t, &one, &other);

	if (n > 0)
		opt_note("%zu customer_id%s only in case, outer blanks, Unicode form or '.0'"
		    " ('%.64s' and '%.64s')", n,
		    n == 1 ? " differs from another" : "s differ from others", one, other);
}
