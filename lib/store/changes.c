#include "lib/store/changes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/batch.h"

struct changes {
	struct put *out;
	const char *key;	/* the name of its column */
	int64_t added;		/* rows */
};

struct changes *
changes_open(struct put *out, const char *key)
{
	struct changes *c = mem_new(1, sizeof *c);

	*c = (struct changes){ out, key, 0 };
	put_column(out, key, PUT_TEXT);
	for (const char *const *name = (const char *const[]){ "field", "old", "new", NULL }; *name;
	    name++)
		put_column(out, *name, PUT_TEXT);
	put_hold(out);	/* a reader that stands still must not keep writers waiting */
	return c;
}

void
changes_close(struct changes *c, const struct batch *b, int64_t created)
{
	if (c == NULL)
		return;
	put_release(c->out);
	opt_note("would add %jd row%s, update %jd, leave %jd unchanged, reject %jd",
	    (intmax_t)b->added, TEXT_PLURAL(b->added), (intmax_t)b->updated,
	    (intmax_t)b->unchanged, (intmax_t)b->rejected);
	if (created > 0)
		opt_note("would create %jd customer%s", (intmax_t)created, TEXT_PLURAL(created));
	if (c->added > CHANGES_ADDED)
		opt_note("of the added rows, the first %d are printed", CHANGES_ADDED);
	free(c);
}

void
changes_field(struct changes *c, const char *key, const char *field, const char *old,
    const char *now)
{
	put_text(c->out, key);
	put_text(c->out, field);
	put_text(c->out, old);
	put_text(c->out, now);
	put_end(c->out);
}

bool
changes_begin_added(struct changes *c, const char *key)
{
	if (++c->added > CHANGES_ADDED)
		return false;
	changes_field(c, key, c->key, "", key);
	return true;
}

void
changes_added(struct changes *c, const char *key, const struct record_field *f, size_t n,
    const struct record_value *value)
{
	char text[NUM_SIZE];

	if (!changes_begin_added(c, key))
		return;
	for (size_t i = 0; i < n; i++)
		if (*value[i].s != '\0' && strcmp(f[i].name, c->key) != 0)
			changes_field(c, key, f[i].name, "",
			    record_field_text(&f[i], &value[i], text));
}

void
changes_removed(struct changes *c, const char *key, const struct record_field *f, size_t n,
    const struct record_value *value)
{
	char text[NUM_SIZE];

	changes_field(c, key, c->key, key, "");
	for (size_t i = 0; i < n; i++)
		if (*value[i].s != '\0' && strcmp(f[i].name, c->key) != 0)
			changes_field(c, key, f[i].name,
			    record_field_text(&f[i], &value[i], text), "");
}

void
changes_updated(struct changes *c, const char *key, const struct record_field *f, size_t n,
    const struct record_value *old, const struct record_value *now, bool keeps)
{
	char was[NUM_SIZE], is[NUM_SIZE];

	for (size_t i = 0; i < n; i++) {
		const char *before = record_field_text(&f[i], &old[i], was);
		const char *after = record_field_text(&f[i], &now[i], is);

		if (strcmp(before, after) != 0 && !(keeps && *after == '\0'))
			changes_field(c, key, f[i].name, before, after);
	}
}
