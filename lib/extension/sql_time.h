/* sql_time - business_minutes between two moments, and lunar dates (program). */
#ifndef SQL_TIME_H
#define SQL_TIME_H
#include "lib/extension/function.h"

extern const struct function sql_time_functions[];

#endif
