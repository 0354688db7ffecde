/*
 * sql_rfm - rfm_limits and rfm_limits_f over values, and rfm_score of a value: the scores of
 * cust-segment (program).
 */
#ifndef SQL_RFM_H
#define SQL_RFM_H
#include "lib/extension/function.h"

extern const struct function sql_rfm_functions[];

#endif
