#include "lib/io/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/base/say.h"
#include "lib/io/charset.h"
#include "lib/io/opt.h"

void
progress_begin(struct progress *p)
{
	const double first = 2;

	*p = (struct progress){ .on = isatty(STDERR_FILENO) && !opt_quiet(), .next = first };
	clock_gettime(CLOCK_MONOTONIC, &p->start);
}

void
progress_text(char *to, size_t n, double seconds, uint64_t rows, uint64_t bytes, uint64_t size)
{
	const double mb = 1e6, rate = (double)bytes / seconds;
	const bool known = size > 0 && bytes <= size && rate > 0;
	const uint64_t left = known ? (uint64_t)((double)(size - bytes) / rate + .5) : 0;
	int k = snprintf(to, n, say("%ju rows, %.0f"), (uintmax_t)rows, (double)bytes / mb);

	if (known)
		k += snprintf(to + k, n - (size_t)k, say(" of %.0f"), (double)size / mb);
	k += snprintf(to + k, n - (size_t)k, say(" MB, %.3g MB/s"), rate / mb);
	if (known)
		snprintf(to + k, n - (size_t)k, say(", %ju:%02ju left"), (uintmax_t)(left / 60),
		    (uintmax_t)(left % 60));
}

void
progress_show(struct progress *p, uint64_t rows, uint64_t bytes, uint64_t size)
{
	const double pause = .2;
	struct timespec now;
	char text[160], line[sizeof text + 8];

	if (!p->on)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	const double s = (double)(now.tv_sec - p->start.tv_sec) +
	    1e-9 * (double)(now.tv_nsec - p->start.tv_nsec);

	if (s < p->next)
		return;
	progress_text(text, sizeof text, s, rows, bytes, size);
	charset_write(STDERR_FILENO, line, (size_t)snprintf(line, sizeof line, "\r%s\033[K", text));
	p->next = s + pause;
	p->shown = true;
}

void
progress_end(struct progress *p)
{
	if (p->shown)
		dprintf(STDERR_FILENO, "\r\033[K");
	p->shown = false;
}
