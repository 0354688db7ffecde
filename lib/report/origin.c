#include "lib/report/origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/sha.h"
#include "lib/base/text.h"
#include "lib/chart/markup.h"
#include "lib/report/page.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

#define DIGESTS "SELECT key, value FROM meta WHERE key GLOB 'digest.*' ORDER BY key"

/* Copies standard input to a file without a name; returns its descriptor. */
static int
keep_input(void)
{
	enum { CHUNK = 1 << 16 };
	static char chunk[CHUNK];
	FILE *file = tmpfile();
	size_t n;

	if (file == NULL)
		fail_errno("a temporary file");
	while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
		if (fwrite(chunk, 1, n, file) != n)
			fail_errno("a temporary file");
	if (ferror(stdin))
		fail_errno("standard input");
	if (fflush(file) != 0)
		fail_errno("a temporary file");
	return fileno(file);
}

static void
add_file(struct text *all, int fd, const char *name)
{
	unsigned char hash[SHA_SIZE];
	char hex[SHA_HEX];
	struct stat st;

	if (fstat(fd, &st) != 0)
		fail_errno("%s", name);
	if (!S_ISREG(st.st_mode))
		fail("%s: not a regular file; a report reads it several times: "
		    "use standard input", name);
	const size_t n = (size_t)st.st_size;
	const void *bytes = n > 0 ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : "";

	if (bytes == MAP_FAILED)
		fail_errno("%s", name);
	sha_of(bytes, n, hash);
	if (n > 0)
		munmap((void *)(uintptr_t)bytes, n);
	markup_add(all, "%s%s", all->n > 0 ? " " : "", sha_hex(hash, SHA_SIZE, hex));
}

/* The SHA-256 of each of the files; or of FD if there are none. */
static char *
digest_files(char **files, int fd)
{
	struct text all = { 0 };

	for (char **file = files; *file; file++) {
		const int opened = open(*file, O_RDONLY | O_CLOEXEC);

		if (opened == -1)
			fail_errno("%s", *file);
		add_file(&all, opened, *file);
		close(opened);
	}
	if (*files == NULL)
		add_file(&all, fd, "standard input");
	text_add(&all, "", 1);
	return all.s;
}

/*
 * The SHA-256 of the digests of all tables, as "key|value" in lines: what the proof prints with
 * sqlite3(1) and sha256sum(1).
 */
static char *
digest_store(struct store *store)
{
	sqlite3_stmt *q = query_new(store, DIGESTS);
	unsigned char hash[SHA_SIZE];
	struct text all = { 0 };
	char *hex = mem_new(SHA_HEX, 1);

	while (query_step(q)) {
		markup_add(&all, "%s|", query_cell(q, 0));
		markup_add(&all, "%s\n", query_cell(q, 1));
	}
	query_free(q);
	sha_of(all.s ? all.s : "", all.n, hash);
	text_free(&all);
	return sha_hex(hash, SHA_SIZE, hex);
}

static char *
find_trial(struct store *store, int32_t as_of)
{
	sqlite3_stmt *q = query_new(store, "SELECT trial FROM trial_member WHERE assigned <= ?1"
	    " ORDER BY assigned DESC, trial LIMIT 1");
	char date[DATE_SIZE];

	query_text(q, 1, date_text(as_of, date));
	char *name = query_step(q) ? mem_text(query_cell(q, 0)) : NULL;

	query_free(q);
	return name;
}

/* A word of a shell; the caller frees it. */
static char *
quoted(const char *word)
{
	enum { QUOTES = 16 };
	const size_t room = 4 * strlen(word) + QUOTES;
	char *to = mem_new(room, 1);
	const char *s = text_shell(word, to, room);

	if (s == word)
		strcpy(to, word);
	return to;
}

static char *
prove(const char *store, char **files)
{
	struct text t = { 0 };

	if (store) {
		char *path = quoted(store);

		markup_add(&t, "sqlite3 %s \"" DIGESTS "\" | sha256sum", path);
		free(path);
	} else {
		markup_add(&t, "sha256sum");
	}
	for (char **file = files; *file; file++) {
		char *path = quoted(*file);

		markup_add(&t, " %s", path);
		free(path);
	}
	text_add(&t, "", 1);
	return t.s;
}

static char *
digest(const struct facts *f, struct store *store, int input)
{
	return store ? digest_store(store) : digest_files(f->files, input);
}

static char *
name_source(const struct facts *f, enum language l)
{
	struct text t = { 0 };
	const char *one = f->store ? f->store : *f->files ? NULL : page_word(PAGE_STDIN, l);

	if (one)
		return mem_text(one);
	for (char **file = f->files; *file; file++) {
		text_add(&t, " ", t.n > 0);
		text_add(&t, *file, strlen(*file));
	}
	text_add(&t, "", 1);
	return t.s;
}

struct origin
origin_read(const struct facts *f, struct store *store, enum language l)
{
	const int input = store || *f->files ? -1 : keep_input();

	return (struct origin){
		.source = name_source(f, l), .input = input,
		.digest = digest(f, store, input), .proof = prove(f->store, f->files),
		.currency = store ? store_currency(store) : NULL,
		.trial = store ? find_trial(store, f->as_of) : NULL,
	};
}

void
origin_check(const struct origin *o, const struct facts *f, struct store *store)
{
	char *now = digest(f, store, o->input);

	if (strcmp(now, o->digest) != 0)
		fail("the data changed while the report was made; run it again");
	free(now);
}

void
origin_free(struct origin *o)
{
	free(o->source);
	free(o->digest);
	free(o->proof);
	free(o->currency);
	free(o->trial);
}
