/* flag - the flag for a risk from 0 to 100: ok, watch or alert (pure). */
#ifndef FLAG_H
#define FLAG_H

enum flag { FLAG_OK, FLAG_WATCH, FLAG_ALERT, FLAGS };

struct flag_limits {
	double watch, raise;	/* the lowest risk of each flag */
};

#define FLAG_DEFAULTS { .watch = 50, .raise = 70 }

/* For the option table of a tool. */
#define FLAG_OPTS(o) \
	{ OPT_NUMBER, 0, "watch", "RISK", "flag watch at this risk or above (50)", &(o)->watch }, \
	{ OPT_NUMBER, 0, "raise", "RISK", \
	    "flag alert, and open an alert case, at this risk or above (70)", &(o)->raise }

enum flag flag_of(double risk, const struct flag_limits *);	/* FLAG_OK if the risk is NAN */
const char *flag_name(enum flag);

#endif
