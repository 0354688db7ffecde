#include "lib/value/family.h"

#include "lib/base/say.h"
#include "lib/io/opt.h"

enum {
	BUYER = 1 << FAMILY_BUYER, LOG = 1 << FAMILY_BGBB, TABLE = 1 << FAMILY_BGBB_TABLE,
	SBG = 1 << FAMILY_SBG, HISTORIC = 1 << FAMILY_HISTORIC, RETENTION = 1 << FAMILY_RETENTION,
	BGBB = LOG | TABLE, HISTORIES = BUYER | LOG | HISTORIC,
};

static const char *const names[] = {
	[FAMILY_BUYER] = SAY("a purchase model such as mbgnbd"), [FAMILY_BGBB] = "--model=bgbb",
	[FAMILY_BGBB_TABLE] = SAY("--model=bgbb without --opportunity"),
	    [FAMILY_SBG] = "--model=sbg",
	[FAMILY_HISTORIC] = "--model=historic", [FAMILY_RETENTION] = "--model=retention",
};

/* The options that not all families use. */
static const struct {
	const char *option;
	unsigned by;
} uses[] = {
	{ "opportunity", LOG }, { "periods", BGBB | SBG | RETENTION }, { "amount", SBG },
	{ "when", RETENTION }, { "horizon", BUYER | BGBB }, { "margin", BUYER | SBG | HISTORIC },
	{ "covariates", BUYER }, { "top", BUYER }, { "confidence", BUYER }, { "pmf", BUYER },
	{ "total", BUYER }, { "new", BUYER }, { "fit", BUYER | BGBB | SBG },
	{ "verbose", BUYER | BGBB }, { "save", BUYER | BGBB | SBG },
	{ "params", BUYER | BGBB | SBG }, { "evaluate", BUYER }, { "tracking", BUYER },
	{ "by", BUYER }, { "plot", BUYER }, { "unit", BUYER }, { "as-of", HISTORIES },
	{ "input", HISTORIES }, { "keep", HISTORIES }, { "db", HISTORIES },
	{ "default-db", HISTORIES }, { "fit-on", BUYER | LOG }, { "tz", HISTORIES },
	{ "partition", HISTORIES }, { "expect", HISTORIES },
	{ "statistics", BUYER | LOG }, { "from-statistics", BUYER | LOG },
	{ "skip-bad", HISTORIES | TABLE | RETENTION }, { "threads", HISTORIES },
};

bool
family_has_histories(enum family f)
{
	return (1U << f & HISTORIES) != 0;
}

static enum family
find(int model)
{
	static const enum family after_auto[] = { FAMILY_BGBB_TABLE, FAMILY_SBG, FAMILY_HISTORIC,
	    FAMILY_RETENTION };

	if (model <= BTYD_ROWS_AUTO)
		return FAMILY_BUYER;
	const enum family f = after_auto[model - BTYD_ROWS_AUTO - 1];

	return f == FAMILY_BGBB_TABLE && opt_given("opportunity") ? FAMILY_BGBB : f;
}

enum family
family_of(int model)
{
	const enum family f = find(model);

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (!(uses[i].by & 1U << f) && opt_given(uses[i].option))
			opt_misuse("--%s cannot be used with %s", uses[i].option, say(names[f]));
	return f;
}
