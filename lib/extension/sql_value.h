/*
 * sql_value - p_alive, expected_orders, expected_spend and clv: what clv-calc computes (program).
 */
#ifndef SQL_VALUE_H
#define SQL_VALUE_H
#include "lib/extension/function.h"

extern const struct function sql_value_functions[];

#endif
