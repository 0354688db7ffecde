#include "lib/points/balances_page.h"

#include "lib/base/date.h"
#include "lib/store/details.h"

void
balances_page(const struct balance *b, struct details_fields *to)
{
	const struct {
		const char *name;
		enum put_kind kind;
		struct value value;
	} fields[] = {
		{ "balance", PUT_INT, { .i = b->balance } },
		{ "pending", PUT_INT, { .i = b->pending } },
		{ "next_expiry", PUT_DATE, { .i = b->next_expiry,
		    .none = b->next_expiry == DATE_NONE } },
		{ "expiring", PUT_INT, { .i = b->expiring } },
		{ "earned", PUT_INT, { .i = b->earned } },
		{ "redeemed", PUT_INT, { .i = b->redeemed } },
		{ "expired", PUT_INT, { .i = b->expired } },
	};

	for (size_t i = 0; b->last != DATE_NONE && i < sizeof fields / sizeof *fields; i++)
		details_field(to, fields[i].name, fields[i].kind, &fields[i].value);
}
