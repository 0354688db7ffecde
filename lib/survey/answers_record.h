/*
 * answers_record - how the answers to surveys are recorded: a long CSV has one answer a row, a wide
 * one has one respondent a row and a column per answer (answers_header.h) (program).
 */
#ifndef ANSWERS_RECORD_H
#define ANSWERS_RECORD_H
#include "lib/store/record.h"

struct answers_record_opts {	/* record_opts.sink_opts */
	const char *columns;	/* "q1,q2": of a wide table; NULL: found by their names */
};

extern const struct record answers_record;

#endif
