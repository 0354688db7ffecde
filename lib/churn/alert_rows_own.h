/*
 * alert_rows_own - how alerts come from scores; only for the files of alert_rows (program).
 *
 *	alert_rows.c		the two ways: record and print, or show what a run would do
 *	alert_rows_evaluate.c	compares the scores with the states in the store; changes nothing
 *	alert_rows_reasons.c	what an alert says
 *	alert_rows_record.c	evaluates, and writes states and alerts in one transaction
 *	alert_rows_outbox.c	prints the alerts that are not yet printed, and marks them
 */
#ifndef ALERT_ROWS_OWN_H
#define ALERT_ROWS_OWN_H
#include "lib/base/date.h"
#include "lib/churn/alert_rows.h"

enum { ALERT_ROWS_WHY = 480 };	/* the size of a text of reasons */

struct alert_rows_change {	/* a change of the state of a customer */
	const char *id;
	struct alert now;
};

struct alert_rows_word {	/* an alert to report */
	const char *id;		/* NULL: not about one customer */
	size_t i;		/* index of the customer */
	const char *change;
	int32_t bought;		/* day of the last purchase when the case opened */
	double stake;
	const char *trial;	/* holds the customer out; NULL: none does */
};

struct alert_rows_evaluation {
	const struct alert_rows_scores *of;
	const struct alert_rows_opts *opts;
	struct alert_limits limits;
	char as_of[DATE_SIZE];
	int32_t last;		/* day of the evaluation before; DATE_NONE: this is the first */
	bool succeeds;		/* the evaluation before was by another rule */
	bool done;		/* this day is already evaluated, or held */
	struct map *known;	/* the customers with a state */
	struct alert *state;
	struct map *silent;
	struct alert_trial *trial;	/* NULL: none */
	bool worth;		/* some clv is known */
	int64_t at_risk, closed;
	struct alert_rows_change *change;	/* in the order of the customers */
	size_t nchange, change_room;
	struct alert_rows_word *word;	/* the highest stake first */
	size_t nword, word_room;
	bool held;		/* the word without a customer says that alerts are held */
};

/* A row of the outbox. */
struct alert_rows_row {
	const char *as_of, *id, *change, *reasons;
	double risk, clv;
	const char *name, *phone, *email;
};

/* Computes the changes and the alerts. There are none if the day is already evaluated. */
struct alert_rows_evaluation alert_rows_evaluate(struct store *, const struct alert_rows_scores *,
    const struct alert_rows_opts *);
void alert_rows_evaluation_free(struct alert_rows_evaluation *);

/* The row of an alert, without the person. It is valid until the next call. */
struct alert_rows_row alert_rows_row(const struct alert_rows_evaluation *,
    const struct alert_rows_word *);

/* Evaluates, writes, and commits. */
struct alert_rows_evaluation alert_rows_record(struct store *, const struct alert_rows_scores *,
    const struct alert_rows_opts *);

/* The number of the newest alert that is not yet printed; 0: there is none. */
int64_t alert_rows_newest(struct store *);

/* Whether an alert that is not yet printed, up to the number UPTO, is to be printed. */
bool alert_rows_any_told(struct store *, int64_t upto, struct consent *);

/*
 * Rows go to memory first, and to standard output after the store is released. So a slow output
 * does not make other tools wait for the store.
 */
struct alert_rows_out {
	struct put *out, *branch;	/* rows are put into the branch */
};

struct alert_rows_out alert_rows_open(const struct put_opts *);
void alert_rows_close(struct alert_rows_out *);

/* Puts a row after its number. */
void alert_rows_put(struct put *, const struct alert_rows_row *);

/* Puts the alerts that are not yet printed, up to the number UPTO. */
void alert_rows_put_outbox(const struct alert_rows_evaluation *, struct store *, int64_t upto,
    struct put *);

/* Prints these alerts, and marks them. */
void alert_rows_print(const struct alert_rows_evaluation *, struct store *,
    const struct put_opts *);

#endif
