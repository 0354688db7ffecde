#include "lib/history/history_shared_own.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/huge.h"
#include "lib/store/connection.h"

/*
 * Reads the number in the head of the file that SQLite raises with each commit, but not in the mode
 * WAL (https://sqlite.org/fileformat2.html).
 */
bool
history_shared_now(const struct store *store, struct history_shared_state *to)
{
	enum { VERSION_WRITE = 18, VERSION_READ = 19, VERSION_WAL = 2, CHANGE = 24, HEAD = 28 };
	unsigned char head[HEAD];
	struct stat st;

	if (!connection_read(store, head, HEAD, 0) || head[VERSION_WRITE] >= VERSION_WAL ||
	    head[VERSION_READ] >= VERSION_WAL || stat(connection_path(store), &st) != 0)
		return false;
	memcpy(&to->change, head + CHANGE, sizeof to->change);
	to->device = st.st_dev;
	to->file = st.st_ino;
	return true;
}

bool
history_shared_is_same(const struct history_shared_state *a, const struct history_shared_state *b)
{
	return a->device == b->device && a->file == b->file && a->change == b->change;
}

bool
history_shared_name(int fd, char to[static HISTORY_SHARED_NAME])
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return false;
	snprintf(to, HISTORY_SHARED_NAME, "%d:%ju:%ju", fd, (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	return true;
}

/* The descriptor, if it is still that file; -1: there is none. */
static int
inherited(void)
{
	const char *s = getenv(HISTORY_SHARED_VARIABLE);
	char name[HISTORY_SHARED_NAME];
	const long fd = s ? strtol(s, NULL, 10) : -1;

	return fd > STDERR_FILENO && fd <= INT_MAX && history_shared_name((int)fd, name) &&
	    strcmp(s, name) == 0 ? (int)fd : -1;
}

static bool
fits(const struct histories *h, const struct store *store,
    const struct history_shared_head *head, size_t bytes)
{
	struct history_shared_state now;

	return memcmp(head->magic, HISTORY_SHARED_MAGIC, sizeof HISTORY_SHARED_MAGIC) == 0 &&
	    head->history == sizeof *h->all && head->day == sizeof *h->all->day &&
	    bytes == sizeof *head + head->n * head->history + head->ids + head->days * head->day &&
	    head->known.day == h->known.day && head->known.moment == h->known.moment &&
	    history_shared_now(store, &now) && history_shared_is_same(&now, &head->state);
}

/* Takes the histories of the file, whose ids and days stay where they are. */
static void
take(struct histories *h, const struct history_shared_head *head)
{
	const struct history *from = (const struct history *)(head + 1);
	const char *ids = (const char *)(from + head->n);
	const struct fold_day *days = (const struct fold_day *)(const void *)(ids + head->ids);

	h->all = huge_room(head->n, sizeof *h->all);
	for (h->n = 0; h->n < head->n; h->n++) {
		struct history *to = &h->all[h->n];

		*to = from[h->n];
		to->id = ids + (uintptr_t)to->id;
		to->day = h->days ? days + (uintptr_t)to->day : NULL;
		to->days = h->days ? to->days : 0;
	}
	h->costs = head->costs;
	h->uncosted = head->uncosted;
	h->newest = head->newest;
	h->seen = head->seen;
	if (h->opts->silent)
		return;
	history_note_left_out(h, h->seen.later, h->seen.refunds, h->seen.early);
	history_note_late(h->known.day, h->seen.oldest, h->newest);
}

bool
history_shared_take(struct histories *h, struct store *store)
{
	const int fd = inherited();
	struct stat st;

	if (fd == -1 || h->opts->after > 0 || h->opts->day_costs || !isnan(h->opts->margin) ||
	    fstat(fd, &st) != 0 || (size_t)st.st_size < sizeof(struct history_shared_head))
		return false;
	const size_t bytes = (size_t)st.st_size;
	const struct history_shared_head *head = mmap(NULL, bytes, PROT_READ,
	    MAP_SHARED | MAP_POPULATE, fd, 0);

	if (head == MAP_FAILED)
		return false;
	if (!fits(h, store, head, bytes)) {
		munmap((void *)(uintptr_t)head, bytes);
		return false;
	}
	h->shared = head;
	h->shared_bytes = bytes;
	take(h, head);
	return true;
}
