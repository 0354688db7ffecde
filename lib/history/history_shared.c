#define _GNU_SOURCE
#include "lib/history/history_shared.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/history/history_own.h"
#include "lib/store/connection.h"

/*
 * The file: a struct head, the histories, the ids, and the days. In a history, id is the offset of
 * its text, and day the place of its first day. The environment has the number of the descriptor.
 */
static const char variable[] = "CUSTKIT_HISTORIES";

struct state {			/* of the store: it changes with each commit */
	dev_t device;
	ino_t file;
	uint32_t change;
};

struct head {
	char magic[8];
	size_t history, day;	/* bytes of each: of the same version of custkit */
	struct state state;
	struct known known;
	size_t n, ids, days;
	struct history_seen seen;
	int64_t uncosted;
	int32_t newest;
	bool costs;
};
static const char magic[8] = "hist 1";

/* Reads the number in the head of the file that SQLite raises with each commit. */
static bool
state_of(const struct store *store, struct state *to)
{
	enum { CHANGE = 24 };	/* https://sqlite.org/fileformat2.html */
	struct stat st;
	const int fd = open(connection_path(store), O_RDONLY | O_CLOEXEC);
	const bool good = fd != -1 && fstat(fd, &st) == 0 &&
	    pread(fd, &to->change, sizeof to->change, CHANGE) == sizeof to->change;

	if (good) {
		to->device = st.st_dev;
		to->file = st.st_ino;
	}
	if (fd != -1)
		close(fd);
	return good;
}

static bool
is_same(const struct state *a, const struct state *b)
{
	return a->device == b->device && a->file == b->file && a->change == b->change;
}

/* Writing. */

struct writer {
	int fd;
	char *buffer;
	size_t n;
};
enum { BUFFER = 1 << 18 };

static void
flush(struct writer *w)
{
	for (size_t done = 0; done < w->n;) {
		const ssize_t n = write(w->fd, w->buffer + done, w->n - done);

		if (n == -1 && errno != EINTR)
			fail_errno("the histories in memory");
		done += n > 0 ? (size_t)n : 0;
	}
	w->n = 0;
}

static void
put(struct writer *w, const void *bytes, size_t n)
{
	if (w->n + n > BUFFER)
		flush(w);
	memcpy(w->buffer + w->n, bytes, n);
	w->n += n;
}

static struct head
head_of(const struct histories *h, const struct state *state)
{
	struct head head = { .history = sizeof *h->all, .day = sizeof *h->all->day,
		.state = *state, .known = h->known, .n = h->n, .seen = h->seen,
		.uncosted = h->uncosted, .newest = h->newest, .costs = h->costs };

	memcpy(head.magic, magic, sizeof magic);
	for (size_t i = 0; i < h->n; i++) {
		head.ids += strlen(h->all[i].id) + 1;
		head.days += h->all[i].days;
	}
	head.ids += -head.ids % sizeof *h->all->day;	/* so that the days are aligned */
	return head;
}

static void
write_all(const struct histories *h, const struct head *head, struct writer *w)
{
	static const char zeros[sizeof *h->all->day];
	uintptr_t id = 0, day = 0;

	put(w, head, sizeof *head);
	for (size_t i = 0; i < h->n; i++) {
		struct history to = h->all[i];

		to.id = (const char *)id;
		to.day = (const struct fold_day *)day;
		put(w, &to, sizeof to);
		id += strlen(h->all[i].id) + 1;
		day += h->all[i].days;
	}
	for (size_t i = 0; i < h->n; i++)
		put(w, h->all[i].id, strlen(h->all[i].id) + 1);
	put(w, zeros, head->ids - id);
	for (size_t i = 0; i < h->n; i++)
		for (uint32_t k = 0; k < h->all[i].days; k++)
			put(w, &h->all[i].day[k], sizeof h->all[i].day[k]);
	flush(w);
}

static void
keep(const struct histories *h, const struct state *state)
{
	/* the tools that are started inherit it */
	struct writer w = { .fd = memfd_create("histories", 0), .buffer = mem_new(BUFFER, 1) };
	const struct head head = head_of(h, state);
	char number[16];

	if (w.fd == -1)
		fail_errno("the histories in memory");
	write_all(h, &head, &w);
	free(w.buffer);
	snprintf(number, sizeof number, "%d", w.fd);
	if (setenv(variable, number, 1) != 0)
		fail_errno("%s", variable);
}

void
history_shared_keep(struct store *store, int32_t as_of)
{
	const struct history_opts o = { .as_of = as_of, .unit = HISTORY_NO_UNIT, .margin = NAN,
		.days = true, .silent = true };
	struct histories h = { .opts = &o, .known = known_by(as_of), .threads = 1, .days = true,
		.newest = DATE_NONE };
	struct state before, after;

	history_shared_drop();
	if (!state_of(store, &before))
		return;
	history_store_read(&h, store);
	if (state_of(store, &after) && is_same(&before, &after))
		keep(&h, &before);
	history_clear(&h);
}

/* The descriptor; -1: there is none. */
static int
shared(void)
{
	const char *s = getenv(variable);
	char *end;
	const long fd = s && *s ? strtol(s, &end, 10) : -1;

	return fd >= 0 && fd <= INT_MAX && *end == '\0' ? (int)fd : -1;
}

void
history_shared_drop(void)
{
	const int fd = shared();

	if (fd != -1)
		close(fd);
	unsetenv(variable);
}

/* Reading. */

static bool
fits(const struct histories *h, const struct store *store, const struct head *head, size_t bytes)
{
	struct state now;

	return memcmp(head->magic, magic, sizeof magic) == 0 &&
	    head->history == sizeof *h->all && head->day == sizeof *h->all->day &&
	    bytes == sizeof *head + head->n * head->history + head->ids + head->days * head->day &&
	    head->known.day == h->known.day && head->known.moment == h->known.moment &&
	    state_of(store, &now) && is_same(&now, &head->state);
}

/* Takes the histories of the file, whose ids and days stay where they are. */
static void
take(struct histories *h, const struct head *head)
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
	const int fd = shared();
	struct stat st;

	if (fd == -1 || h->opts->after > 0 || h->opts->day_costs || !isnan(h->opts->margin) ||
	    fstat(fd, &st) != 0 || (size_t)st.st_size < sizeof(struct head))
		return false;
	const size_t bytes = (size_t)st.st_size;
	const struct head *head = mmap(NULL, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);

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
