#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

enum { FIRST = 64 };		/* customers of the first allocation, which grows to a piece */

/* Twice as many slots. Their order stays, so both tables are gone through from end to end. */
static void
rehash(struct fold_part *p)
{
	const struct slot *old = p->slot;
	const size_t slots = p->mask + 1;

	p->mask = 2 * slots - 1;
	p->shift--;
	p->slot = huge_new(2 * slots, sizeof *p->slot);
	for (size_t k = 0; k < slots; k++) {
		size_t i = old[k].tag >> p->shift;

		while (old[k].at != 0 && p->slot[i].at != 0)
			i = (i + 1) & p->mask;
		if (old[k].at != 0)
			p->slot[i] = old[k];
	}
	huge_free((void *)(uintptr_t)old, slots, sizeof *old);
}

/* Room for another customer. The first piece begins small, because most logs are. */
void
fold_more_customers(struct fold_part *p)
{
	p->piece = mem_grow(p->piece, p->pieces + 1, &p->piece_room, sizeof *p->piece);
	if (p->room < FOLD_PIECE) {
		p->room = p->room == 0 ? FIRST :
		    4 * p->room < FOLD_PIECE ? 4 * p->room : FOLD_PIECE;
		p->piece[0] = mem_resize(p->pieces > 0 ? p->piece[0] : NULL, p->room,
		    sizeof **p->piece);
		p->pieces = 1;
	} else {
		p->piece[p->pieces++] = huge_new(FOLD_PIECE, sizeof **p->piece);
		p->room += FOLD_PIECE;
	}
}

static void
new_customer(struct fold_part *p, const union fold_id *id)
{
	if (p->n == p->room)
		fold_more_customers(p);
	struct customer *c = fold_customer_at(p, p->n++);

	*c = (struct customer){
		.id = *id, .first = DATE_NONE, .last = DATE_NONE, .latest = DATE_NONE,
	};
	if (!id->far.is_far)
		return;
	c->id.far.s = (const char *)(uintptr_t)p->far.n;
	text_add(&p->far, id->far.s, id->far.n);
	text_add(&p->far, "", 1);
}

/* The slot at which seek found nothing becomes that of a new customer. Returns its number. */
size_t
fold_take_slot(struct fold_part *p, struct slot *s, uint64_t hash, const union fold_id *id)
{
	new_customer(p, id);
	*s = (struct slot){ (uint32_t)(hash >> 32), (uint32_t)p->n };
	if (p->n * 2 > p->mask)
		rehash(p);
	return p->n - 1;
}

size_t
fold_customer(struct fold_part *p, const struct fold_row *r, bool *is_new)
{
	const union fold_id id = fold_id(r->id, r->n, r->id);
	struct slot *s = fold_seek(p, r->hash, &id);

	if (is_new)
		*is_new = s->at == 0;
	return s->at != 0 ? s->at - 1 : fold_take_slot(p, s, r->hash, &id);
}

void
fold_ahead(const struct fold_part *p, const struct fold_row *r, size_t n, size_t at)
{
	if (at + FOLD_AHEAD < n)
		__builtin_prefetch(&p->slot[fold_home(p, r[at + FOLD_AHEAD].hash)]);
	if (at + FOLD_AHEAD / 2 < n) {
		const struct slot *s = &p->slot[fold_home(p, r[at + FOLD_AHEAD / 2].hash)];

		if (s->at != 0)
			__builtin_prefetch(fold_customer_at(p, s->at - 1), 1);
	}
}

size_t
fold_customers(const struct fold_part *p)
{
	return p->n;
}

void
fold_free_slots(struct fold_part *p)
{
	huge_free(p->slot, p->mask + 1, sizeof *p->slot);
	p->slot = NULL;
}

static void
free_piece(struct fold_part *p, size_t i)
{
	if (i == 0)
		free(p->piece[i]);	/* see more_customers */
	else
		huge_free(p->piece[i], FOLD_PIECE, sizeof **p->piece);
	p->piece[i] = NULL;
}

void
fold_free_customers(struct fold_part *p)
{
	for (size_t i = 0; i < p->pieces; i++)
		free_piece(p, i);
	free(p->piece);
}

void
fold_release(struct fold_part *p, size_t n)
{
	for (size_t i = n / FOLD_PIECE; i > 0 && p->piece[i - 1]; i--)
		free_piece(p, i - 1);
}
