#include "lib/diff/diff_labels.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/segment/moves.h"
#include "lib/segment/segment_opts.h"

struct diff_labels {
	struct diff *d;
	struct map *ids;
	uint32_t *word;
	size_t room;
};

static void
take(void *ctx, const char *id, const char *label)
{
	struct diff_labels *l = ctx;
	const size_t at = map_at(l->ids, id, strlen(id), NULL);

	l->word = mem_grow(l->word, at + 1, &l->room, sizeof *l->word);
	l->word[at] = diff_word(l->d, label);
}

/* Labels all customers with an order by the day, as cust-segment does it. */
static void
compute(struct diff_labels *l, const struct diff_opts *o, struct store *store, int32_t day)
{
	struct segment_opts s = SEGMENT_OPTS_DEFAULTS;
	char *none[] = { NULL };
	struct segmap *map = segmap_open(NULL, (int)s.bins);

	s.in.store = o->store;
	s.in.as_of = day;
	s.lifecycle.on = strcmp(o->label, "lifecycle") == 0;
	s.rfm = !s.lifecycle.on;
	segment_opts_check(&s, false);
	struct histories *hs = history_open(&s.in, none);

	history_find(hs, store);
	struct labels *labels = labels_new(hs);

	segment_opts_label(&s, map, store, labels);
	for (size_t row = 0; row < labels_rows(labels); row++) {
		const char *name = labels_name(labels_at(labels, 0), row);

		if (name)
			take(l, labels_id(labels, row), name);
	}
	labels_free(labels);
	history_close(hs);
	segmap_free(map);
}

struct diff_labels *
diff_labels_load(struct diff *d, const struct diff_opts *o, struct store *store, int32_t day)
{
	struct diff_labels *l = mem_new(1, sizeof *l);

	l->d = d;
	l->ids = map_new();
	if (strcmp(o->label, "rfm") == 0 || strcmp(o->label, "lifecycle") == 0)
		compute(l, o, store, day);
	else
		moves_labels(store, o->label, day, take, l);
	return l;
}

void
diff_labels_free(struct diff_labels *l)
{
	if (l == NULL)
		return;
	map_free(l->ids);
	free(l->word);
	free(l);
}

uint32_t
diff_labels_find(const struct diff_labels *l, const char *id)
{
	size_t at;

	return l && map_find(l->ids, id, strlen(id), &at) ? l->word[at] : 0;
}
