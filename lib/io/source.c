#include "lib/io/source.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/encoding.h"
#include "lib/io/file_kind.h"
#include "lib/io/opt.h"
#include "lib/io/rejected.h"
#include "lib/io/source_own.h"
#include "lib/io/xlsx.h"

enum {
	AHEAD = 512 << 10,	/* bytes by which the kind of a file is known */
	NAME = 32,		/* bytes of the name of an encoding */
};

struct source {
	const char *name;
	struct source_bytes *bytes;
	struct xlsx *xlsx;		/* NULL: not a workbook */
	const char *encoding;		/* NULL: UTF-8 */
	struct source_decode *decode;	/* NULL: UTF-8 */
	char *in;			/* to be decoded */
	size_t nin, in_at;
	bool in_ended;
	char *ahead;			/* text, not handed out yet */
	size_t nahead, at;
	bool mark;			/* it begins with a byte order mark */
	bool cr;			/* lines end with it */
	char rejected;			/* the separator of a file of rejects, or 0 */
};

/* A file of another kind is called by its name. */
static void
check_kind(const struct source *s, const char *head, size_t n)
{
	const bool packed = source_bytes_is_packed(s->bytes);
	const char *kind = packed && file_kind_is_gzip(head, n) ? say("is gzip again") :
	    file_kind(head, n);
	char shell[PATH_MAX];

	if (kind == NULL)
		return;
	const bool command = strchr(kind, ':') && strcmp(s->name, say("standard input")) != 0;

	if (packed)
		fail("%s: what is packed in it %.*s", s->name,
		    (int)strcspn(kind, ":"), kind);
	fail("%s %s%s%s", s->name, kind, command ? " " : "",
	    command ? text_shell(s->name, shell, sizeof shell) : "");
}

/* " --encoding=BIG5 reads '...', --encoding=..."; the caller frees it. */
static char *
candidates(const struct encoding *e, const struct encoding_verdict *v)
{
	enum { NAMED = 4, UNLIKELY = 40 };
	const struct encoding_candidate *c = v->candidate;
	struct text t = { 0 };

	for (size_t i = 0; i < v->n && i < NAMED; i++) {
		if (i > 1 && c[i].score < c[1].score - UNLIKELY)
			break;
		char *words = encoding_sample(e, c[i].name, c[i == 0 && v->n > 1 ? 1 : 0].name);
		char *part = mem_print(say("%s --encoding=%s reads '%s'"), i > 0 ? "," : "",
		    c[i].name,
		    words);

		text_add(&t, part, strlen(part));
		free(part);
		free(words);
	}
	text_add(&t, "", 1);
	return t.s;
}

static void
doubt(const struct source *s, const struct encoding *e, const struct encoding_verdict *v, char **to)
{
	char *list = candidates(e, v);

	if (to == NULL)
		fail("%s: cannot tell the encoding:%s", s->name, list);
	*to = mem_print(say("encoding:%s"), list);
	free(list);
}

static void
refill(struct source *s)
{
	memmove(s->in, s->in + s->in_at, s->nin - s->in_at);
	s->nin -= s->in_at;
	s->in_at = 0;
	s->nin += source_bytes_read(s->bytes, s->in + s->nin, AHEAD - s->nin);
	s->in_ended = s->nin < AHEAD;
}

/* Finds the encoding from the whole file. After that, IN has the first bytes of the file again. */
static const char *
judge(struct source *s, char **unsure)
{
	struct encoding *e = encoding_new();

	for (; s->nin > 0; s->in_at = s->nin, refill(s))
		encoding_add(e, s->in, s->nin);
	const struct encoding_verdict v = encoding_judge(e);

	if (!v.sure)
		doubt(s, e, &v, unsure);
	encoding_free(e);
	source_bytes_again(s->bytes);
	refill(s);
	opt_note("%s: read as %s (--encoding=%s)", s->name, v.name, v.name);
	return v.name;
}

/* UTF16 for utf-16: without the signs that a name may have or lack. */
static void
plain_name(const char *encoding, char to[static NAME])
{
	size_t n = 0;

	for (; *encoding && n + 1 < NAME; encoding++)
		if (*encoding != '-' && *encoding != '_')
			to[n++] = (char)toupper((unsigned char)*encoding);
	to[n] = '\0';
}

static bool
is_same(const char *a, const char *b)
{
	char x[NAME], y[NAME];

	plain_name(a, x);
	plain_name(b, y);
	return strcmp(x, y) == 0;
}

/* What an encoding is called whatever the order of its bytes. */
static const char *
family(const char *form)
{
	return strncmp(form, "UTF-16", 6) == 0 ? "UTF-16" :
	    strncmp(form, "UTF-32", 6) == 0 ? "UTF-32" : form;
}

/*
 * The encoding that is meant, as the first bytes may show.  To read a file as something that it is
 * not would give garbage, often without an error.
 */
static const char *
check_form(const struct source *s, const char *encoding)
{
	size_t size;
	const char *mark = encoding_mark(s->in, s->nin, &size);
	const char *form = mark ? mark : encoding_utf16(s->in, s->nin);

	if (form == NULL || is_same(encoding, form))
		return encoding;
	if (is_same(encoding, family(form)))
		return form;
	fail("%s:1: not %s, but %s: use --encoding=%s", s->name, encoding,
	    family(form), family(form));
}

static void
begin_decode(struct source *s, const char *encoding)
{
	if (is_same(encoding, "UTF-8"))
		return;
	if (*encoding == '\0' || strchr(encoding, '/') ||
	    (s->decode = source_decode_new(encoding)) == NULL)
		opt_misuse("--encoding: '%s' is not known (iconv -l lists the names)", encoding);
	s->encoding = encoding;
}

static size_t
decode(struct source *s, char *to, size_t room)
{
	for (;;) {
		const char *in = s->in + s->in_at;
		size_t n = s->nin - s->in_at;
		const size_t put = source_decode(s->decode, &in, &n, to, room, s->in_ended);

		s->in_at = s->nin - n;
		if (put > 0 || s->in_ended)
			return put;
		refill(s);
	}
}

static void
replace_cr(const struct source *s, char *text, size_t n)
{
	for (size_t i = 0; s->cr && i < n; i++)
		if (text[i] == '\r')
			text[i] = '\n';
}

/* ROOM is at least SOURCE_ROOM. */
static size_t
next_text(struct source *s, char *to, size_t room)
{
	const size_t n = s->decode ? decode(s, to, room) : source_bytes_read(s->bytes, to, room);

	replace_cr(s, to, n);
	return n;
}

static void
look_ahead(struct source *s)
{
	size_t got = 1;

	while (AHEAD - s->nahead >= SOURCE_ROOM && got > 0)
		s->nahead += got = next_text(s, s->ahead + s->nahead, AHEAD - s->nahead);
}

/* Is there a CR outside quotes, and no LF at all? */
static bool
ends_lines_with_cr(const char *s, size_t n)
{
	bool inside = false;

	if (memchr(s, '\n', n) || !memchr(s, '\r', n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			inside = !inside;
		if (s[i] == '\r' && !inside)
			return true;
	}
	return false;
}

/* Prepares the text: drops the byte order mark, and finds out how its lines end. */
static void
begin_text(struct source *s)
{
	if (s->decode) {
		s->ahead = mem_resize(NULL, AHEAD, 1);
	} else {
		s->ahead = s->in;
		s->nahead = s->nin;
		s->in = NULL;
	}
	look_ahead(s);
	s->mark = s->nahead >= 3 && memcmp(s->ahead, "\xef\xbb\xbf", 3) == 0;
	s->at = s->mark ? 3 : 0;
	s->cr = ends_lines_with_cr(s->ahead, s->nahead);
	replace_cr(s, s->ahead, s->nahead);
	if (s->cr)
		opt_note("%s: its lines end with CR alone; CR is read as the end of a line",
		    s->name);
}

/* Takes the form of a file of rejects, whatever that of the file was from which they come. */
static void
find_rejects(struct source *s, const char **encoding)
{
	s->rejected = rejected_separator(s->in, s->nin);
	if (s->rejected && rejected_is_utf8(s->in, s->nin, !s->in_ended))
		*encoding = "UTF-8";
}

struct source *
source_open(const char *file, const struct source_opts *opts)
{
	struct source *s = mem_new(1, sizeof *s);
	const char *encoding = opts->encoding ? opts->encoding : "UTF-8";

	s->bytes = source_bytes_open(file);
	s->name = source_bytes_name(s->bytes);
	if (source_bytes_is_workbook(s->bytes)) {
		s->xlsx = xlsx_open(source_bytes_fd(s->bytes), s->name, opts->sheet);
		xlsx_skip(s->xlsx, opts->skip);
		return s;
	}
	if (strcmp(encoding, "auto") == 0)
		source_bytes_keep(s->bytes);
	s->in = mem_resize(NULL, AHEAD, 1);
	refill(s);
	check_kind(s, s->in, s->nin);
	if (opts->rejects)
		find_rejects(s, &encoding);
	if (opts->sheet && !s->rejected)
		fail("%s: --sheet: this is not a workbook", s->name);
	begin_decode(s, strcmp(encoding, "auto") == 0 ? judge(s, opts->doubt) :
	    check_form(s, encoding));
	begin_text(s);
	return s;
}

size_t
source_read(struct source *s, char *to, size_t room)
{
	if (s->xlsx)
		return xlsx_read(s->xlsx, to, room);
	if (s->at == s->nahead) {
		if (room >= SOURCE_ROOM)
			return next_text(s, to, room);
		s->at = 0;
		s->nahead = next_text(s, s->ahead, AHEAD);
	}
	const size_t left = s->nahead - s->at, n = left < room ? left : room;

	memcpy(to, s->ahead + s->at, n);
	s->at += n;
	return n;
}

const char *
source_encoding(const struct source *s)
{
	return s->encoding;
}

bool
source_has_mark(const struct source *s)
{
	return s->xlsx || s->encoding || s->mark;
}

char
source_rejected(const struct source *s)
{
	return s->rejected;
}

bool
source_is_made(const struct source *s)
{
	return s->xlsx != NULL;
}

const char *
source_other_sheet(const struct source *s, size_t nth)
{
	return s->xlsx ? xlsx_other(s->xlsx, nth) : NULL;
}

const char *
source_sheet(const struct source *s)
{
	return s->xlsx ? xlsx_sheet(s->xlsx) : NULL;
}

uint64_t
source_at(const struct source *s)
{
	return s->xlsx ? xlsx_at(s->xlsx) : source_bytes_at(s->bytes);
}

void
source_close(struct source *s)
{
	if (s->decode)
		source_decode_free(s->decode);
	if (s->xlsx)
		xlsx_close(s->xlsx);
	source_bytes_close(s->bytes);
	free(s->ahead);
	free(s->in);
	free(s);
}
