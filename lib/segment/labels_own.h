/* labels_own - the rows and the labellings, shared by the files labels*.c (program). */
#ifndef LABELS_OWN_H
#define LABELS_OWN_H
#include <stddef.h>

#include "lib/segment/labels.h"

enum labels_from { LABELS_HISTORY, LABELS_INPUT, LABELS_KEPT, LABELS_LABELLING };

struct labels_column {
	const char *name;
	enum labels_from from;
	size_t at;		/* the column's index there */
	size_t labelling;
};

struct labels {
	const struct histories *hs;
	struct labelling *of;
	size_t n, room;
	struct labels_column *column;
	size_t width, column_room;
};

/* All cells of a labelling, with its label. */
void labels_fill(const struct labelling *, size_t row, struct value *cell);

/* The cell of a history in its column AT; H is NULL: it is empty. */
enum put_kind labels_history_cell(const struct labels *, const struct history *h, size_t at,
    struct value *to);

#endif
