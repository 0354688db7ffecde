#include "lib/store/audit_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/store/audit_own.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/*
 * audit_check reads the chain from its first link (check_chain), then compares each row with its
 * latest link, and looks for rows without a link (check_table). check_totals compares the digests
 * of all tables with the last link.
 */

static const char word[] = "custkit-audit ";

static const char chain_sql[] =
	"SELECT link, kind, of_table, key, salt, digest, chain FROM audit ORDER BY link";
static const char last_sql[] = "SELECT link, chain FROM audit ORDER BY link DESC LIMIT 1";
static const char latest_sql[] =
	"SELECT link, kind, of_table, key, salt, digest FROM audit AS a WHERE of_table = ?1"
	" AND key IS NOT NULL AND link = (SELECT max(link) FROM audit AS b WHERE b.of_table = ?1"
	" AND b.key = a.key) ORDER BY link";
static const char last_content_sql[] =
	"SELECT link, kind, of_table, key, salt, digest FROM audit ORDER BY link DESC LIMIT 1";
static const char salts_sql[] =
	"SELECT links, salts FROM"
	" (SELECT (SELECT count(*) FROM audit WHERE of_table IS NOT NULL AND salt IS NULL)"
	" AS links, (SELECT coalesce(sum(salts), 0) FROM forgotten) AS salts) WHERE links <> salts";

struct audit_checker {
	struct store *store;
	const struct audit_witness *since;
	const struct check_report *to;
};

static void
report(const struct audit_checker *c, const char *check, const char *what, const char *fault)
{
	c->to->fault(c->to->ctx, check, what, fault);
}

static void
report_link(const struct audit_checker *c, const char *check, int64_t link, const char *fault)
{
	char what[64];

	snprintf(what, sizeof what, "link %jd", (intmax_t)link);
	report(c, check, what, fault);
}

static void
report_row(const struct audit_checker *c, const char *check, const char *table, const char *key,
    const char *fault)
{
	char *what = mem_print("%s %s", table, key);

	report(c, check, what, fault);
	free(what);
}

/* A link as a row of a query has it. Its texts are copied, because SQLite may move them. */
struct read_link {
	char *kind, *table, *key;
	struct audit_link link;
};

static void
read_link(sqlite3_stmt *q, struct read_link *r)
{
	*r = (struct read_link){ .kind = mem_text(query_cell(q, 1)),
		.table = mem_text(query_cell(q, 2)), .key = mem_text(query_cell(q, 3)) };
	r->link = (struct audit_link){ .link = sqlite3_column_int64(q, 0), .kind = r->kind,
		.table = r->table, .key = r->key, .salt = audit_bytes(q, 4, AUDIT_SALT),
		.digest = audit_bytes(q, 5, SHA_SIZE) };
}

static void
free_link(struct read_link *r)
{
	free(r->kind);
	free(r->table);
	free(r->key);
}

/* The witness says what the hash of this link was. */
static void
check_witness(const struct audit_checker *c, int64_t link, const unsigned char *hash)
{
	if (link == c->since->link && memcmp(hash, c->since->hash, SHA_SIZE) != 0)
		report_link(c, "witness", link, say_cell("is not the link that the witness saw"));
}

/* One link, after the link BEFORE with the hash HASH, which becomes that of this one. */
static void
check_link(const struct audit_checker *c, const struct audit_link *l, int64_t before,
    const unsigned char *stored, unsigned char hash[static SHA_SIZE])
{
	unsigned char expected[SHA_SIZE];

	for (int64_t missing = before + 1; missing < l->link && missing < before + 100; missing++)
		report_link(c, "chain", missing, say_cell("is missing"));
	if (stored == NULL || l->digest == NULL) {
		report_link(c, "chain", l->link, say_cell("was changed: it has no hash"));
		return;
	}
	audit_chain(hash, l, expected);
	if (memcmp(expected, stored, SHA_SIZE) != 0)
		report_link(c, "chain", l->link, l->link == before + 1 ?
		    say_cell("was changed, or does not follow the link before it") :
		    say_cell("does not follow the link before it"));
	memcpy(hash, stored, SHA_SIZE);
	check_witness(c, l->link, stored);
	if (strcmp(l->kind, "accepted") != 0 || l->link <= c->since->link)
		return;
	if (*l->table)
		report_row(c, "accepted", l->table, l->key,
		    say_cell("was written by another program, and accepted by cust-check"
		    " --repair"));
	else
		report_link(c, "accepted", l->link,
		    say_cell("content of another program was accepted by cust-check --repair"));
}

static void
check_chain(const struct audit_checker *c)
{
	sqlite3_stmt *q = query_new(c->store, chain_sql);
	unsigned char hash[SHA_SIZE] = { 0 };
	struct read_link r;
	int64_t last = 0;

	while (query_step(q)) {
		const unsigned char *stored = audit_bytes(q, 6, SHA_SIZE);

		read_link(q, &r);
		check_link(c, &r.link, last, stored, hash);
		last = r.link.link;
		free_link(&r);
	}
	query_free(q);
	if (last == 0)
		report(c, "chain", "audit", say_cell("has no links"));
	if (last < c->since->link) {
		char *fault = mem_print(say_cell("is missing: the witness saw it, but the chain"
		    " ends at link"
		    " %jd"), (intmax_t)last);

		report_link(c, "witness", c->since->link, fault);
		free(fault);
	}
}

/* The latest link of a row and the row. */
static void
check_row(const struct audit_checker *c, const struct audit_link *l, sqlite3_stmt *row)
{
	static const unsigned char none[AUDIT_SALT];
	unsigned char digest[SHA_SIZE];
	struct audit_link salted = *l;
	bool gone;

	if (l->salt == NULL)
		salted.salt = none;
	audit_row_digest(&salted, row, &gone, digest);
	const bool fits = l->salt && l->digest && memcmp(digest, l->digest, SHA_SIZE) == 0;
	const bool was_gone = strcmp(l->kind, "gone") == 0;

	if (gone && (fits || l->salt == NULL))
		return;		/* it was removed, or removed and erased */
	if (gone)
		report_row(c, "row", l->table, l->key, say_cell("was deleted outside custkit"));
	else if (was_gone)
		report_row(c, "row", l->table, l->key, say_cell("was added outside custkit"));
	else if (!fits)
		report_row(c, "row", l->table, l->key, say_cell("was changed outside custkit"));
}

static void
check_new_rows(const struct audit_checker *c, const struct audit_table *t)
{
	sqlite3_stmt *q = query_made(c->store, query_print("SELECT \"%w\" FROM \"%w\" AS t"
	    " WHERE NOT EXISTS (SELECT 1 FROM audit WHERE of_table = %Q"
	    " AND key = CAST(t.\"%w\" AS TEXT)) ORDER BY 1", t->key, t->name, t->name, t->key));

	while (query_step(q))
		report_row(c, "row", t->name, query_cell(q, 0),
		    say_cell("was added outside custkit"));
	query_free(q);
}

static void
check_table(const struct audit_checker *c, const struct audit_table *t)
{
	sqlite3_stmt *q = query_new(c->store, latest_sql), *row = audit_row_query(c->store, t);
	struct read_link r;

	query_text(q, 1, t->name);
	while (query_step(q)) {
		read_link(q, &r);
		check_row(c, &r.link, row);
		free_link(&r);
	}
	query_free(q);
	query_free(row);
	check_new_rows(c, t);
}

static void
report_salts(const struct audit_checker *c, int64_t links, int64_t salts)
{
	char *fault = mem_print(say_cell("%jd of its links have no salt, but erasures removed %jd"
	    " salts"), (intmax_t)links, (intmax_t)salts);

	report(c, "chain", "audit", fault);
	free(fault);
}

static void
check_totals(const struct audit_checker *c)
{
	sqlite3_stmt *q = query_new(c->store, last_content_sql);
	struct read_link r;

	if (query_step(q)) {
		read_link(q, &r);
		if (*r.table)
			report_link(c, "chain", r.link.link,
			    say_cell("is the last one, but not the end of"
			    " a commit: links after it are missing"));
		else if (!audit_content_fits(c->store, &r.link))
			report(c, "content", "meta",
			    say_cell("the digests of tables were changed outside custkit"));
		free_link(&r);
	}
	query_free(q);
	q = query_new(c->store, salts_sql);
	if (query_step(q))
		report_salts(c, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
	query_free(q);
}

void
audit_check(struct store *store, const struct audit_witness *since, const struct check_report *to)
{
	const struct audit_checker c = { store, since, to };

	check_chain(&c);
	for (int i = 0; i < AUDIT_TABLES; i++)
		check_table(&c, &audit_tables[i]);
	check_totals(&c);
}

struct found {
	char **what;		/* "batch 3" */
	size_t n, room;
};

static void
collect(void *ctx, const char *check, const char *what, const char *fault)
{
	struct found *f = ctx;

	(void)check, (void)fault;
	f->what = mem_grow(f->what, f->n + 1, &f->room, sizeof *f->what);
	f->what[f->n++] = mem_text(what);
}

void
audit_check_accept(struct store *store)
{
	struct found f = { 0 };
	const struct check_report to = { collect, &f };
	const struct audit_checker c = { store, &(struct audit_witness){ 0 }, &to };

	for (int i = 0; i < AUDIT_TABLES; i++)
		check_table(&c, &audit_tables[i]);
	for (size_t i = 0; i < f.n; i++) {
		char *key = strchr(f.what[i], ' ');

		*key = '\0';
		audit_accept_row(store, f.what[i], key + 1);
		free(f.what[i]);
	}
	free(f.what);
}

char *
audit_witness_line(struct store *store, char to[static AUDIT_WITNESS])
{
	sqlite3_stmt *q = query_new(store, last_sql);
	const unsigned char *hash = query_step(q) ? audit_bytes(q, 1, SHA_SIZE) : NULL;
	char hex[SHA_HEX];

	if (hash == NULL)
		fail("%s: has no links; see: audit-check -d %s",
		    connection_path(store), connection_path(store));
	snprintf(to, AUDIT_WITNESS, "%s%jd %s", word, (intmax_t)sqlite3_column_int64(q, 0),
	    sha_hex(hash, SHA_SIZE, hex));
	query_free(q);
	return to;
}

/* Reads a line in which a witness may stand after other text, such as a date. */
static bool
parse(const char *line, struct audit_witness *to)
{
	const char *at = strstr(line, word);
	char number[32], hex[80];

	return at && sscanf(at + strlen(word), "%31s %79s", number, hex) == 2 &&
	    num_count(number, &to->link) && to->link > 0 && sha_unhex(hex, to->hash, SHA_SIZE);
}

struct audit_witness
audit_witness_read(const char *line)
{
	struct audit_witness w = { 0 }, last = { 0 };
	char *text = NULL;
	size_t room = 0;

	if (strstr(line, word)) {
		if (!parse(line, &last))
			fail("--since-witness: not a witness: '%s'", line);
		return last;
	}
	FILE *f = fopen(line, "re");

	if (f == NULL)
		fail_errno("--since-witness: %s", line);
	errno = 0;
	while (getline(&text, &room, f) != -1)
		if (parse(text, &w))
			last = w;
	if (ferror(f))
		fail_errno("--since-witness: %s", line);
	if (last.link == 0)
		fail("--since-witness: %s: no witness; audit-check --witness prints"
		    " one", line);
	fclose(f);
	free(text);
	return last;
}
