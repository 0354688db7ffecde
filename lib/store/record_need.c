/* The columns that a record needs, and those by which --find-by finds its customer. */
#include "lib/store/record_own.h"

#include "lib/base/split.h"
#include "lib/io/header.h"
#include "lib/io/table.h"

static const char *const key_names[RECORD_KEYS] = {
	[RECORD_KEY_EMAIL] = "email", [RECORD_KEY_PHONE] = "phone",
	[RECORD_KEY_COUNTRY] = "country",
};

/* Is this a column of a key that --find-by asks for? The country belongs to the phone. */
static bool
is_asked(const struct record_columns *c, int key)
{
	const char *name = key_names[key == RECORD_KEY_COUNTRY ? RECORD_KEY_PHONE : key];

	return c->opts->find_by && split_has(c->opts->find_by, ',', name);
}

int
record_need_key(const struct record_columns *c, const char *name)
{
	int k = 0;

	while (k < RECORD_KEYS && !(is_asked(c, k) && header_same(key_names[k], name)))
		k++;
	return k;
}

bool
record_need_lacks(const struct record_columns *c, size_t f)
{
	return c->at[f] == RECORD_NO_COLUMN && c->opts->given[f] == NULL &&
	    !(f == 0 && c->opts->find_by) && record_entry_needs(c->of, f, c->opts->source);
}

void
record_need_columns(const struct record_columns *c)
{
	const char *missing[RECORD_FIELDS + 1];
	size_t n = 0;

	for (size_t f = 0; f < c->of->n; f++) {
		const struct record_field *field = &c->of->field[f];

		if (!record_need_lacks(c, f))
			continue;
		if (opt_listed(&c->opts->load.reading.ignore, field->name) && field->help)
			opt_misuse("--ignore=%s: the column or --%s is required", field->name,
			    c->opts->name[f]);
		if (opt_listed(&c->opts->load.reading.ignore, field->name))
			opt_misuse("--ignore=%s: the column is required", field->name);
		missing[n++] = field->name;
	}
	missing[n] = NULL;
	if (n > 0)
		table_missing(c->in, missing, NULL);
}

void
record_need_keys(const struct record_columns *c)
{
	const char *missing[RECORD_KEYS + 1];
	size_t n = 0;

	for (int k = 0; k < RECORD_KEY_COUNTRY; k++) {
		if (is_asked(c, k) && c->key[k] != RECORD_NO_KEY)
			return;
		if (is_asked(c, k))
			missing[n++] = key_names[k];
	}
	missing[n] = NULL;
	if (n > 0)
		table_missing(c->in, missing, "--find-by");
}
