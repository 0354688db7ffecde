/* historic_rows - what each customer was worth so far, from single purchases (program). */
#ifndef HISTORIC_ROWS_H
#define HISTORIC_ROWS_H

struct histories;
struct put;

/*
 * Prints the rows of the histories, which need all purchase days and amounts, with the profit so
 * far and its present value at the first purchase, at the yearly rate DISCOUNT. The profit is that
 * of the costs, which need history_opts.day_costs; without costs, that of --margin.
 */
void historic_rows_print(const struct histories *, double discount, struct put *);

#endif
