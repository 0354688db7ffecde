/* bgbb_rows_own - what the tables and the logs of BG/BB share (program). */
#ifndef BGBB_ROWS_OWN_H
#define BGBB_ROWS_OWN_H
#include "lib/io/put.h"
#include "lib/value/bgbb_model.h"
#include "lib/value/bgbb_rows.h"

struct bgbb_rows {
	struct bgbb_model model;
	double periods, rate;	/* to predict; the discount rate per opportunity */
};

enum period bgbb_rows_opportunity(const struct bgbb_rows_opts *);

/* How many opportunities a customer had, and when one was used. END: of bgbb_rows_end. */
struct history;
struct bgbb_cell bgbb_rows_cell(enum period, int32_t end, const struct history *);

/* The day after the last complete period by AS_OF; notes if a period is not complete. */
int32_t bgbb_rows_end(enum period, int32_t as_of);

/* Ends the tool if the days of the purchases are not known. */
void bgbb_rows_need_days(const struct histories *);

/*
 * Reads the model, or fits it to N cells, and saves it. Ends the tool if it cannot be fitted. If
 * the model is asked for instead of the scores, prints it and returns false.
 */
bool bgbb_rows_model(const struct bgbb_rows_opts *, struct bgbb_cell *, size_t n,
    struct bgbb_rows *, struct put *);

/* The columns of the scores, and their cells. */
enum { BGBB_ROWS_SCORES = 5 };
extern const struct put_head bgbb_rows_head[BGBB_ROWS_SCORES + 1];
void bgbb_rows_fill(const struct bgbb_rows *, const struct bgbb_cell *,
    struct value to[static BGBB_ROWS_SCORES]);

#endif
