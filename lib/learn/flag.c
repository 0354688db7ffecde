#include "lib/learn/flag.h"

enum flag
flag_of(double risk, const struct flag_limits *l)
{
	return risk >= l->raise ? FLAG_ALERT : risk >= l->watch ? FLAG_WATCH : FLAG_OK;
}

const char *
flag_name(enum flag f)
{
	static const char *const names[FLAGS] = { "ok", "watch", "alert" };

	return names[f];
}
