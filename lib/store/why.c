#include "lib/store/why.h"

#include "lib/base/retell.h"
#include "lib/base/say.h"

/* What lib/churn writes. */
static const char *const formats[] = {
	SAY("no purchase for %jd day%s; customers usually return within %s day%s"
	    " (%s times as long)"),
	SAY("no purchase for %jd day%s; the customer usually returns within %s day%s"
	    " (%s times as long)"),
	SAY("; still, about %.0f in 100 such customers buy within %d days"),
	SAY("no purchase for %d days after purchases on %jd day%s"),
	SAY("%s %s%s in the last %jd days, %s is usual"),
	SAY("%s %s%s in the last %jd days, %s are usual"),
	SAY("%jd case%s not resolved"),
	SAY("%jd case%s not resolved for %jd day%s"),
	SAY("%jd case%s not resolved, the oldest for %jd day%s"),
	SAY("%jd complaint%s about %jd purchase%s: %.0f %% or more"),
	SAY("the latest score is %jd%s"),
	SAY("%jd promise%s broken"),
	SAY("bought on %s"),
	SAY("the risk fell to %s, below %g; no purchase since %s"),
	SAY("the last purchase, on %s, is less than %jd days ago"),
};

char *
why_retold(const char *stored)
{
	return retell(stored, formats, sizeof formats / sizeof *formats);
}
