/*
 * answers_record - how the answers to surveys are recorded: a long CSV has one answer a row, a wide
 * one has one respondent a row and the columns that kano-calc and servqual-calc read (program).
 */
#ifndef ANSWERS_RECORD_H
#define ANSWERS_RECORD_H
#include "lib/store/record.h"

extern const struct record answers_record;

#endif
