#include "lib/history/history_page.h"

#include "lib/base/date.h"
#include "lib/store/details.h"

void
history_page(const struct history *h, int32_t as_of, struct details_fields *to)
{
	struct value v[HISTORY_COLUMNS] = { 0 };

	if (h->first == DATE_NONE)
		return;
	history_fill(as_of, true, h, v);
	for (size_t i = 1; i < (h->has_profit ? HISTORY_COLUMNS : HISTORY_PROFIT); i++)
		details_field(to, history_columns[i].name, history_columns[i].kind, &v[i]);
}
