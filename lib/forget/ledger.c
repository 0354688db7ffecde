#include "lib/forget/ledger.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/forget/tombstone.h"
#include "lib/io/draft.h"

static const char title[] =
	"# custkit: ids of forgotten customers, as keyed hashes; cust-restore needs this file\n";

struct entry {
	char *tombstone, *at;
};

struct ledger {
	char *path;
	unsigned char key[SHA_SIZE];
	struct map *hashes;
	struct entry *entry;	/* per hash */
	size_t room;
	bool changed;
};

static _Noreturn void
damaged(const struct ledger *l, size_t line)
{
	fail("%s:%zu: not a line of custkit's; restore the file from a backup",
	    l->path, line);
}

static void
read_line(struct ledger *l, char *s, size_t line)
{
	char *hash = strsep(&s, " "), *tombstone = strsep(&s, " "), *at = strsep(&s, " ");
	unsigned char bytes[SHA_SIZE];

	if (*hash == '#' || *hash == '\0')
		return;
	if (strcmp(hash, "key") == 0) {
		if (tombstone == NULL || !sha_unhex(tombstone, l->key, SHA_SIZE))
			damaged(l, line);
		return;
	}
	if (at == NULL || !sha_unhex(hash, bytes, SHA_SIZE) || tombstone_number(tombstone) == 0)
		damaged(l, line);
	ledger_put(l, hash, tombstone, at);
}

/* Who can read the file can find out whether somebody was a customer, by trying ids. */
static void
check_mode(const struct ledger *l, FILE *f)
{
	struct stat st;
	char shell[4096];

	if (fstat(fileno(f), &st) == -1)
		fail_errno("%s", l->path);
	if (!S_ISREG(st.st_mode))
		fail("%s: not a regular file", l->path);
	if (st.st_mode & 077)
		fail("%s: others can read it; protect it with: chmod 600 %s",
		    l->path, text_shell(l->path, shell, sizeof shell));
}

static bool
read_file(struct ledger *l)
{
	FILE *f = fopen(l->path, "re");
	char *s = NULL;
	size_t room = 0, line = 0;
	bool has_key = false;

	if (f == NULL && errno == ENOENT)
		return false;
	if (f == NULL)
		fail_errno("%s", l->path);
	check_mode(l, f);
	for (ssize_t n; (n = getline(&s, &room, f)) != -1; ) {
		s[strcspn(s, "\n")] = '\0';
		has_key = has_key || strncmp(s, "key ", 4) == 0;
		read_line(l, s, ++line);
	}
	if (ferror(f))
		fail_errno("%s", l->path);
	if (!has_key)
		damaged(l, 1);
	free(s);
	fclose(f);
	return true;
}

struct ledger *
ledger_open(const char *store_path, bool must_exist)
{
	struct ledger *l = mem_new(1, sizeof *l);

	l->path = mem_print("%s.forgotten", store_path);
	l->hashes = map_new();
	const bool exists = read_file(l);

	l->changed = !exists;
	if (!exists && must_exist) {
		ledger_free(l);
		return NULL;
	}
	if (!exists)
		sha_random(l->key, sizeof l->key);
	return l;
}

void
ledger_free(struct ledger *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < map_count(l->hashes); i++) {
		free(l->entry[i].tombstone);
		free(l->entry[i].at);
	}
	map_free(l->hashes);
	free(l->entry);
	free(l->path);
	free(l);
}

const char *
ledger_path(const struct ledger *l)
{
	return l->path;
}

char *
ledger_hash(const struct ledger *l, const char *id, char to[static SHA_HEX])
{
	unsigned char hash[SHA_SIZE];

	sha_keyed(l->key, id, strlen(id), hash);
	return sha_hex(hash, SHA_SIZE, to);
}

const char *
ledger_find(const struct ledger *l, const char *hash)
{
	size_t at;

	return map_find(l->hashes, hash, strlen(hash), &at) ? l->entry[at].tombstone : NULL;
}

long
ledger_highest(const struct ledger *l)
{
	long highest = 0;

	for (size_t i = 0; i < map_count(l->hashes); i++) {
		const long n = tombstone_number(l->entry[i].tombstone);

		highest = n > highest ? n : highest;
	}
	return highest;
}

void
ledger_put(struct ledger *l, const char *hash, const char *tombstone, const char *at)
{
	bool is_new;
	const size_t i = map_at(l->hashes, hash, strlen(hash), &is_new);

	l->entry = mem_grow(l->entry, i + 1, &l->room, sizeof *l->entry);
	if (!is_new && strcmp(l->entry[i].tombstone, tombstone) == 0)
		return;
	if (!is_new) {
		free(l->entry[i].tombstone);
		free(l->entry[i].at);
	}
	l->entry[i] = (struct entry){ mem_text(tombstone), mem_text(at) };
	l->changed = true;
}

static void
write_all(const struct ledger *l, FILE *f)
{
	char hex[SHA_HEX];

	fprintf(f, "%skey %s\n", title, sha_hex(l->key, SHA_SIZE, hex));
	for (size_t i = 0; i < map_count(l->hashes); i++)
		fprintf(f, "%s %s %s\n", map_key(l->hashes, i), l->entry[i].tombstone,
		    l->entry[i].at);
}

void
ledger_save(struct ledger *l)
{
	if (!l->changed)
		return;
	struct draft *d = draft_open(l->path);
	const int fd = dup(draft_fd(d));	/* the draft closes its own */
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f == NULL)
		fail_errno("%s", l->path);
	write_all(l, f);
	if (ferror(f) | fclose(f))
		fail_errno("%s", l->path);
	draft_keep(d, true);
	l->changed = false;
}
