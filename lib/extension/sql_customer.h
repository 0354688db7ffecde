/*
 * sql_customer - e164 and email_key: the texts by which the tools match customers (program).
 */
#ifndef SQL_CUSTOMER_H
#define SQL_CUSTOMER_H
#include "lib/extension/function.h"

extern const struct function sql_customer_functions[];

#endif
