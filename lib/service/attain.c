#include "lib/service/attain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"

const char *
attain_name(enum attain_result result)
{
	static const char *const names[] = { "met", "missed", "pending" };

	return names[result];
}

void
attain_begin(struct attain *a, size_t most)
{
	*a = (struct attain){ .worst = mem_new(most + 1, sizeof *a->worst), .most = most };
}

/* Inserts an item into the list of the worst, which is sorted; the last one may drop out. */
static void
add_worst(struct attain *a, int64_t id, int64_t seconds)
{
	size_t at = a->nworst;

	for (; at > 0 && a->worst[at - 1].seconds < seconds; at--)
		a->worst[at] = a->worst[at - 1];
	a->worst[at] = (struct attain_worst){ id, seconds };
	a->nworst += a->nworst < a->most;
}

void
attain_add(struct attain *a, int64_t id, int64_t seconds, enum attain_result result)
{
	a->count[result]++;
	if (result == ATTAIN_MISSED)
		add_worst(a, id, seconds);
	if (result == ATTAIN_PENDING || seconds == ATTAIN_UNTIMED)
		return;
	a->seconds = mem_grow(a->seconds, a->n + 1, &a->room, sizeof *a->seconds);
	a->seconds[a->n++] = seconds;
}

int64_t
attain_n(const struct attain *a)
{
	return a->count[ATTAIN_MET] + a->count[ATTAIN_MISSED];
}

double
attain_median(struct attain *a)
{
	const size_t half = a->n / 2;

	if (a->n == 0)
		return NAN;
	sort_int64(a->seconds, a->n);
	return a->n % 2 ? (double)a->seconds[half] :
	    ((double)a->seconds[half - 1] + (double)a->seconds[half]) / 2;
}

void
attain_free(struct attain *a)
{
	free(a->seconds);
	free(a->worst);
}
