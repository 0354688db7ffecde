#include "lib/trial/purchases.h"

#include <stdlib.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

enum { INPUT_AUTO, INPUT_LOG };	/* as history_opts.input */

struct purchases {
	struct histories *hs;
	struct map *ids;
};

void
purchases_check(const struct purchases_opts *o, char **operands, bool needed)
{
	const bool stored = store_is_wanted(&o->log.store);
	const bool list = !stored || *operands;

	opt_refuse((const struct opt_conflict[]){
		{ stored && o->orders, "--orders cannot be used with a store, which has orders" },
		{ stored && o->log.dates.zone, "--tz cannot be used with a store" },
		{ needed && !stored && o->orders == NULL,
		    "the orders are missing; name them with --orders=FILE or -d FILE" },
		{ opt_is_stdin(o->orders) && list && opt_stdin_reads(operands) > 0,
		    "standard input cannot be both the list of customers and the orders" },
		{ 0 } });
	if (list)
		opt_need_input(operands);
}

struct purchases *
purchases_read(struct purchases_opts *o, struct store *store)
{
	char *files[] = { (char *)(uintptr_t)o->orders, NULL };

	if (o->orders == NULL && store == NULL)
		return NULL;
	struct purchases *p = mem_new(1, sizeof *p);

	o->log.days = true;
	o->log.input = store ? INPUT_AUTO : INPUT_LOG;	/* a history table has no days */
	p->hs = history_open(&o->log, files);
	history_find(p->hs, store);
	p->ids = map_new();
	for (size_t i = 0; i < history_count(p->hs); i++) {
		const char *id = history_at(p->hs, i)->id;

		map_at(p->ids, id, strlen(id), NULL);
	}
	return p;
}

const struct history *
purchases_of(const struct purchases *p, const char *id)
{
	size_t at;

	return map_find(p->ids, id, strlen(id), &at) ? history_at(p->hs, at) : NULL;
}

int32_t
purchases_first(const struct purchases *p)
{
	int32_t first = DATE_NONE;

	for (size_t i = 0; i < history_count(p->hs); i++) {
		const int32_t day = history_at(p->hs, i)->first;

		first = first == DATE_NONE || day < first ? day : first;
	}
	return first;
}

void
purchases_free(struct purchases *p)
{
	if (p == NULL)
		return;
	map_free(p->ids);
	history_close(p->hs);
	free(p);
}
