#define _GNU_SOURCE
#include "lib/history/history_shared.h"
#include "lib/history/history_shared_own.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

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

static struct history_shared_head
head_of(const struct histories *h, const struct history_shared_state *state)
{
	struct history_shared_head head = { .history = sizeof *h->all, .day = sizeof *h->all->day,
		.state = *state, .known = h->known, .n = h->n, .seen = h->seen,
		.uncosted = h->uncosted, .newest = h->newest, .costs = h->costs };

	memcpy(head.magic, HISTORY_SHARED_MAGIC, sizeof HISTORY_SHARED_MAGIC);
	for (size_t i = 0; i < h->n; i++) {
		head.ids += strlen(h->all[i].id) + 1;
		head.days += h->all[i].days;
	}
	head.ids += -head.ids % sizeof *h->all->day;	/* so that the days are aligned */
	return head;
}

static void
write_all(const struct histories *h, const struct history_shared_head *head, struct writer *w)
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

static int
keep(const struct histories *h, const struct history_shared_state *state)
{
	/* the tools that are started inherit it */
	struct writer w = { .fd = memfd_create("histories", 0), .buffer = mem_new(BUFFER, 1) };
	const struct history_shared_head head = head_of(h, state);
	char name[HISTORY_SHARED_NAME];

	if (w.fd == -1)
		fail_errno("the histories in memory");
	write_all(h, &head, &w);
	free(w.buffer);
	if (!history_shared_name(w.fd, name) || setenv(HISTORY_SHARED_VARIABLE, name, 1) != 0)
		fail_errno("%s", HISTORY_SHARED_VARIABLE);
	return w.fd;
}

int
history_shared_keep(struct store *store, int32_t as_of)
{
	const struct history_opts o = { .as_of = as_of, .unit = HISTORY_NO_UNIT, .margin = NAN,
		.days = true, .silent = true };
	struct histories h = { .opts = &o, .known = known_by(as_of), .threads = 1, .days = true,
		.newest = DATE_NONE };
	struct history_shared_state before, after;

	int fd = -1;

	unsetenv(HISTORY_SHARED_VARIABLE);	/* of a report that runs this one */
	if (!history_shared_now(store, &before))
		return fd;
	history_store_read(&h, store);
	if (history_shared_now(store, &after) && history_shared_is_same(&before, &after))
		fd = keep(&h, &before);
	history_clear(&h);
	return fd;
}

void
history_shared_drop(int fd)
{
	if (fd != -1)
		close(fd);
	unsetenv(HISTORY_SHARED_VARIABLE);
}
