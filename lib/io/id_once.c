#include "lib/io/id_once.h"

#include <string.h>

#include "lib/base/text.h"

bool
id_once(struct table *t, struct map *ids, const char *id)
{
	const char *why = text_id_why(id);
	bool is_new;

	if (why) {
		table_bad(t, "customer_id", "customer_id '%.60s' %s", id, why);
		return false;
	}
	map_at(ids, id, strlen(id), &is_new);
	if (!is_new)
		table_bad(t, "customer_id", "duplicate customer_id '%.60s'", id);
	return is_new;
}
