#include "lib/trial/trial_own.h"

#include <stdlib.h>

#include "lib/base/split.h"
#include "lib/io/opt.h"

void
trial_rows_check(const struct trial_opts *o, char **operands)
{
	const bool stored = store_is_wanted(&o->facts.log.store);

	if (o->trial && arm_trial_why(o->trial))
		opt_misuse("--trial=%s %s", o->trial, arm_trial_why(o->trial));
	if (o->looks && !looks_parse(o->looks, &(struct looks){ 0 }))
		opt_misuse("--looks=%s is not K/N: look K of at most %d", o->looks, LOOKS_MOST);
	purchases_check(&o->facts, operands, o->value == NULL);
	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands == NULL && o->trial == NULL,
		    "the customers are missing: --trial=NAME of a trial in the store, or FILE" },
		{ stored && *operands == NULL && (o->by || o->value || o->past),
		    "--by, --outcome-column and --past-column require a list with these columns" },
		{ o->past && o->value == NULL, "--past-column requires --outcome-column" },
		{ o->value && (o->facts.orders || opt_given("outcomes") || opt_given("horizon") ||
		    opt_given("before")),
		    "--outcome-column cannot be used with --orders, --outcomes, --horizon or"
		    " --before" },
		{ 0 } });
}

static void
read_measures(struct trial_comparison *c)
{
	const char *rest = c->list.opts->measures;
	size_t n;

	if (c->list.opts->value) {
		c->measure[c->measures++] = TRIAL_VALUE;
		return;
	}
	for (const char *s; (s = split_ended(&rest, ',', &n)) != NULL;) {
		const int m = outcome_of(s, n);

		if (m == -1)
			opt_misuse("--outcomes=%s: '%.*s' is not spend, orders, bought or churned",
			    c->list.opts->measures, (int)n, s);
		for (size_t i = 0; i < c->measures; i++)
			if (c->measure[i] == m)
				opt_misuse("--outcomes=%s names %s twice", c->list.opts->measures,
				    outcome_name((enum outcome)m));
		c->measure[c->measures++] = m;
	}
	if (c->measures == 0)
		opt_misuse("--outcomes is empty");
}

void
trial_rows_compare(struct trial_opts *o, char **operands, const struct put_opts *form)
{
	struct trial_comparison c = { .list.opts = o };

	read_measures(&c);
	trial_list_read(&c.list, operands);
	struct store *store = store_wanted(&o->facts.log.store);

	trial_list_find(&c.list, store);
	c.known = known_by(o->facts.log.as_of);
	c.purchases = o->value ? NULL : purchases_read(&o->facts, store);
	store_close(store);
	trial_compare(&c);
	trial_notes(&c);
	trial_put(&c, form);
	purchases_free(c.purchases);
	trial_list_free(&c.list);
	free(c.group);
	free(c.result);
}
