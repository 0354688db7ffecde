/*
 * sql_survey - nps, nps_low and nps_high over scores, wilson_low and wilson_high of a share: what
 * nps-calc and service-check compute (program).
 */
#ifndef SQL_SURVEY_H
#define SQL_SURVEY_H
#include "lib/extension/function.h"

extern const struct function sql_survey_functions[];

#endif
