/*
 * visit_list - the visits of the store: a list, the queue now, and how often appointments are
 * missed (program).
 */
#ifndef VISIT_LIST_H
#define VISIT_LIST_H
#include <stdint.h>

#include "lib/base/known.h"

struct list;
struct put;
struct store;

/* Registers the SQL function visit_state(slot, arrived ... missed) at *NOW, which must outlive the
   connection. */
void visit_list_function(struct store *, int64_t *now);

/* SQL: a row per visit with its state; ?1 is the as-of date. */
#define VISIT_LIST_ALL \
	"SELECT visit_id, customer_id, queue, agent, slot, minutes, arrived, started, ended," \
	" abandoned, cancelled, missed, visit_state(slot, arrived, started, ended, abandoned," \
	" cancelled, missed) AS state, note, date, day FROM visit WHERE state IS NOT NULL AND "
#define VISIT_LIST_SELECT VISIT_LIST_ALL "day <= ?1"	/* up to the as-of date */
#define VISIT_LIST_AHEAD VISIT_LIST_ALL "(day <= ?1 OR slot IS NOT NULL)" /* and what is booked */

/*
 * Prints the visits of the list that wait, per queue in the order of their arrival, with their
 * place and the waiting time that is left. AGENTS: who serve a queue; 0: those who serve now.
 * RECENT: from how many of the latest services of a queue the times are taken. Closes the list.
 */
struct visit_list_queue {
	int64_t agents, recent;
	int64_t now;
};
void visit_list_queues(struct list *, const struct visit_list_queue *, struct put *);

#define VISIT_LIST_BY "customer|queue|agent|weekday|hour"
enum visit_list_by { VISIT_LIST_CUSTOMER, VISIT_LIST_QUEUE, VISIT_LIST_AGENT,
	VISIT_LIST_WEEKDAY, VISIT_LIST_HOUR };

/*
 * Prints how many appointments of the list were missed, per group: the rate, with Wilson's 95 %
 * interval. Appointments that are neither kept nor missed nor cancelled are counted apart. Closes
 * the list.
 */
void visit_list_missed(struct list *, enum visit_list_by, int64_t now, struct put *);

#endif
