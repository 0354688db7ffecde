#include "lib/store/record_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

/* To the end of the tool: the keys "channel=email", and the word of each. */
static struct map *keys;
static char **values;
static size_t room;

/* ASCII in lower case; the caller frees it. */
static char *
make_key(const char *column, const char *word)
{
	char *key = mem_print("%s=%s", column, word);

	for (char *p = key; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return key;
}

static void
add(const char *column, const char *word, const char *value)
{
	char *key = make_key(column, word);
	bool is_new;
	const size_t at = map_at(keys, key, strlen(key), &is_new);

	if (is_new) {
		values = mem_grow(values, at + 1, &room, sizeof *values);
		values[at] = mem_text(value);
	}
	free(key);
}

static void
read_file(char *path)
{
	char *files[] = { path, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t column = table_column(t, "column"), word = table_column(t, "word");
	const size_t value = table_column(t, "value");

	for (char **cell; (cell = table_next(t)) != NULL;)
		add(cell[column], cell[word], cell[value]);
	table_close(t);
	free(path);
}

/* Our word; NULL if it is not known. A file of the user is asked first. */
static const char *
find(const char *file, const char *column, const char *word)
{
	size_t at;

	if (keys == NULL) {
		keys = map_new();
		if (file)
			read_file(mem_text(file));
		read_file(share_path("presets/values.csv"));
	}
	char *key = make_key(column, word);
	const bool found = map_find(keys, key, strlen(key), &at);

	free(key);
	return found ? values[at] : NULL;
}

/* Is the cell of the field a word that is not ours? */
static bool
is_foreign(const struct record_field *f, const struct record_value *v, bool is_read)
{
	int64_t n;

	return *v->s && (f->type == RECORD_WORD ? !is_read :
	    f->type == RECORD_WHOLE && !num_count(v->s, &n));
}

bool
record_words_read(const char *file, const struct record_field *f, const char *scale,
    const struct date_reader *dates, const char *cell, struct record_value *to,
    char why[static RECORD_FIELD_WHY])
{
	const bool is_read = record_field_read(f, dates, cell, to, why);
	const char *ours = NULL;

	if (is_foreign(f, to, is_read)) {
		ours = find(file, f->name, cell);
		if (ours == NULL && scale)
			ours = find(file, scale, cell);
	}
	return ours ? record_field_read(f, dates, ours, to, why) : is_read;
}
