#include "lib/io/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/base/text.h"

enum { NAME = 32, PART = 256 };

static iconv_t utf8_to;
static bool is_other;		/* than UTF-8 */

/* GB18030 of zh_CN.GB18030@x; false if there is none, or UTF-8. */
static bool
set_of(const char *locale, char to[static NAME])
{
	const char *dot = strchr(locale, '.');
	const size_t n = dot ? strcspn(dot + 1, "@/") : 0;

	if (n == 0 || n >= NAME)
		return false;
	memcpy(to, dot + 1, n);
	to[n] = '\0';
	return strcasecmp(to, "UTF-8") != 0 && strcasecmp(to, "UTF8") != 0;
}

/* Can all of the text be written without "?"? */
static bool
is_written(iconv_t to, const char *s)
{
	char buf[PART], *in = (char *)(uintptr_t)s, *out = buf;
	size_t left = strlen(s), room = sizeof buf;

	return iconv(to, &in, &left, &out, &room) == 0 && left == 0;
}

bool
charset_use(const char *locale, const char *sample)
{
	char name[NAME];

	if (!set_of(locale, name))
		return true;
	const iconv_t to = iconv_open(name, "UTF-8");

	if (to == (iconv_t)-1)
		return false;
	if (!is_written(to, sample)) {
		iconv_close(to);
		return false;
	}
	utf8_to = to;
	is_other = true;
	return true;
}

bool
charset_is_utf8(void)
{
	return !is_other;
}

static bool
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		const ssize_t done = write(fd, s, n);

		if (done == 0 || (done < 0 && errno != EINTR))
			return false;
		if (done > 0) {
			s += done;
			n -= (size_t)done;
		}
	}
	return true;
}

bool
charset_write(int fd, const char *s, size_t n)
{
	char buf[PART], *in = (char *)(uintptr_t)s;

	if (!is_other)
		return write_all(fd, s, n);
	while (n > 0) {
		char *out = buf;
		size_t room = sizeof buf - 1;	/* and "?" */
		const size_t before = n;

		/* E2BIG: go on with the rest; else "?" stands for what the set lacks */
		if (iconv(utf8_to, &in, &n, &out, &room) == (size_t)-1 && errno != E2BIG) {
			const size_t bytes = text_char(in).bytes;

			*out++ = '?';
			in += bytes < n ? bytes : n;
			n -= bytes < n ? bytes : n;
		}
		if (!write_all(fd, buf, (size_t)(out - buf)))
			return false;
		if (n == before)
			break;
	}
	return true;
}
