#include <stdlib.h>
#include <string.h>

#include "lib/io/put.h"
#include "lib/toolbox/doctor_own.h"

void
doctor_row(struct doctor *d, const char *check, const char *state, char *value, const char *fix)
{
	put_text(d->out, check);
	put_text(d->out, state);
	put_text(d->out, value);
	put_text(d->out, fix);
	put_end(d->out);
	free(value);
	d->bad = d->bad || strcmp(state, "bad") == 0;
}
