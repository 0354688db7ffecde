#include "lib/store/record_step.h"

void
record_step(const struct step_load_step *s, const struct put_head *head,
    const struct record_opts *o, char **operands)
{
	const struct step_load_opts opts = { o->store, o->form, o->load.dates.zone,
	    o->load.dry_run };

	step_load_take(s, head, &opts, operands);
}
