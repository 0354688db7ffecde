/* clv - estimates the value of customers by the families of models of clv-calc (program). */
#ifndef CLV_H
#define CLV_H
#include "lib/value/clv_opts.h"

/*
 * Reads what the family needs (histories, statistics of their parts, or a table of its own), and
 * prints what the options ask for. TOOL is the name for files that are saved.
 */
void clv_print(struct clv_opts *, enum family, char **operands, const char *tool);

#endif
