/*
 * staffing - how many agents are enough, for one demand, for a table of demands, or for a week as a
 * log of visits shows it (program).
 */
#ifndef STAFFING_H
#define STAFFING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"

enum staffing_model { STAFFING_AUTO, STAFFING_C, STAFFING_A };

struct staffing_opts {
	double calls;		/* NAN: from the input */
	int64_t minutes;	/* the length of an interval */
	double service;		/* seconds; NAN: from the input */
	double patience;	/* seconds; NAN: from the input */
	int model;		/* enum staffing_model */
	double within, level, occupancy, leaves, shrinkage;
	int64_t simulate;	/* callers; 0: none */
	const char *by;		/* a column of the log; NULL: one queue */
	struct reading reading;
	struct date_reader dates;
	bool skip_bad;
};

#define STAFFING_DEFAULTS { .calls = NAN, .minutes = 30, .service = NAN, .patience = NAN, \
	.within = 20, .level = .8, .occupancy = 1, .leaves = 1 }

#define STAFFING_OPTS(o) \
	{ OPT_NUMBER, 0, "calls", "N", "callers per interval, instead of an input", &(o)->calls }, \
	{ OPT_COUNT, 0, "minutes", "N", "length of an interval, which divides a day (30)", \
	    &(o)->minutes }, \
	{ OPT_NUMBER, 0, "service-time", "SECONDS", \
	    "mean time that an agent works for a caller (of the log)", &(o)->service }, \
	{ OPT_NUMBER, 0, "patience", "SECONDS", \
	    "mean time until a caller leaves (of the log; else for ever)", &(o)->patience }, \
	{ OPT_CHOICE, 0, "model", "auto|erlang-c|erlang-a", \
	    "callers wait for ever, or leave (auto: leave if there is a patience)", \
	    &(o)->model }, \
	{ OPT_NUMBER, 0, "answer-within", "SECONDS", "the target of the service level (20)", \
	    &(o)->within }, \
	{ OPT_RATE, 0, "service-level", "RATE", \
	    "share of callers to answer within the target (80%)", &(o)->level }, \
	{ OPT_RATE, 0, "max-occupancy", "RATE", \
	    "share of the time that an agent may work (100%)", &(o)->occupancy }, \
	{ OPT_RATE, 0, "max-abandonment", "RATE", \
	    "share of callers who may leave without an answer (100%)", \
	    &(o)->leaves }, \
	{ OPT_RATE, 0, "shrinkage", "RATE", \
	    "share of paid time in which agents do not take calls (0)", &(o)->shrinkage }, \
	{ OPT_COUNT, 0, "simulate", "N", "also simulate N callers per row, as a check", \
	    &(o)->simulate }, \
	{ OPT_TEXT, 0, "by", "COLUMN", "one queue per value of this column of the log", \
	    &(o)->by }

/* Misuse if an option is not possible. */
void staffing_check(const struct staffing_opts *);

struct put;

/* Prints a row per number of agents, from the first that is enough for the load, for --calls. */
void staffing_print_one(const struct staffing_opts *, struct put *);

/*
 * A header with the column calls is a table of demands: each row is printed with its agents. One
 * with arrived is a log: a row is printed per queue and interval of the week.
 */
void staffing_print(const struct staffing_opts *, char **files, struct put *);

#endif
