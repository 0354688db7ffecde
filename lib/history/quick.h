/*
 * quick - reads the rows of an order log straight from the bytes of a block (pure).
 *
 * Most rows of most logs are plain: no quote, and an id, a date and an amount in the usual
 * spelling. Such rows need no cells of their own. The first row that is not plain ends the reading;
 * the caller then splits the block (io/block.h), and reads that row and those after it with all
 * care. So a row is never bad here, and no message is needed.
 */
#ifndef QUICK_H
#define QUICK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/history/fold.h"
#include "lib/io/block.h"
#include "lib/io/marks.h"

struct quick_columns {		/* which cells of a row matter, from 0 */
	size_t width;		/* cells of a row */
	size_t id, date, amount, order, source;
	bool has_amount, has_order, has_source;
	const struct date_reader *dates;
};

/* The days of eight years, each in a place of its own. */
enum { QUICK_DATE_BITS = 12, QUICK_DATES = 1 << QUICK_DATE_BITS };

struct quick_date {		/* as it stands in the row: YY-MM-DD after the century; 0: none */
	uint64_t rest;
	uint16_t century;
	int32_t day;
};

struct quick {			/* the rows of a block; zeroed: none */
	enum marks_way way;
	/* the offset of the end of each cell, but the first one is before the block: cell K of the
	   next row is between mark[next + K] and mark[next + K + 1] */
	uint32_t *mark;
	size_t room, last, next;
	const char *s, *limit;	/* the bytes of the block, and the end of what can be read */
	size_t n;
	uint32_t row;		/* the number of the next row */
	bool regular;		/* each WIDTH marks end a row */
	union fold_id id;	/* of the row before, and its hash */
	uint64_t hash;
	struct quick_date *date;	/* those that were read of late */
};

/* False: no row of the block can be read so. */
bool quick_begin(struct quick *, const struct quick_columns *, const struct block *);

/* Reads up to MOST rows. Fewer are at the end, or before a row that is not plain. */
size_t quick_rows(struct quick *, const struct quick_columns *, struct fold_quick *to, size_t most);

/* Have all rows of the block been read? */
bool quick_is_done(const struct quick *);

void quick_free(struct quick *);

#endif
