#include "lib/churn/alert_trial.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/trial/enrolled.h"

struct alert_trial {
	const char *name;
	double share;
	struct enrolled *enrolled;
	struct enrolled_member *entered;
	size_t n, room;
};

void
alert_trial_check(const struct alert_trial_opts *o)
{
	if (o->name && isnan(o->holdout))
		opt_misuse("--trial requires --holdout");
	if (o->name && arm_trial_why(o->name))
		opt_misuse("--trial=%s %s", o->name, arm_trial_why(o->name));
	if (!isnan(o->holdout) && !(o->holdout >= 0 && o->holdout <= 1))
		opt_misuse("--holdout must be from 0 to 100%% (20%%, or .2)");
}

struct alert_trial *
alert_trial_open(const struct alert_trial_opts *o, struct store *store)
{
	if (isnan(o->holdout))
		return NULL;
	struct alert_trial *t = mem_new(1, sizeof *t);

	t->name = o->name ? o->name : ALERT_TRIAL_NAME;
	t->share = o->holdout;
	t->enrolled = enrolled_read(store, t->name);
	return t;
}

static enum arm
enter(struct alert_trial *t, const char *id)
{
	const enum arm arm = arm_is_held(t->name, t->share, id) ? ARM_HOLDOUT : ARM_TREATMENT;

	t->entered = mem_grow(t->entered, t->n + 1, &t->room, sizeof *t->entered);
	t->entered[t->n++] = (struct enrolled_member){ .id = id, .stratum = "", .arm = arm,
		.share = t->share };
	return arm;
}

const char *
alert_trial_holds(struct alert_trial *t, const char *id, bool is_new)
{
	if (t == NULL)
		return NULL;
	const struct enrolled_member *m = enrolled_find(t->enrolled, id);

	if (m)
		return m->arm == ARM_HOLDOUT && !m->both ? t->name : NULL;
	return is_new && enter(t, id) == ARM_HOLDOUT ? t->name : NULL;
}

void
alert_trial_write(const struct alert_trial *t, struct store *store, int32_t day)
{
	if (t == NULL || t->n == 0)
		return;
	struct enrolled_writer *w = enrolled_begin(store, t->name, 0);

	for (size_t i = 0; i < t->n; i++) {
		struct enrolled_member m = t->entered[i];

		m.assigned = day;
		enrolled_add(w, &m);
	}
	enrolled_end(w);
}

void
alert_trial_free(struct alert_trial *t)
{
	if (t == NULL)
		return;
	enrolled_free(t->enrolled);
	free(t->entered);
	free(t);
}
