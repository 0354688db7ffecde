#include "lib/customer/attrs.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/json.h"

struct span {
	const char *s;			/* in the object that was read; NULL: AT in the new texts */
	size_t at, n;			/* n 0: the member is removed */
};

struct member {
	struct span key, value;		/* as written */
	size_t text;			/* the value as plain text: offset */
};

struct attrs {
	struct member *member;
	size_t n, told, room;
	struct map *keys;		/* the keys of the first TOLD members, as plain text */
	size_t *first, first_room;	/* by number of the key: its first member */
	struct text texts, written, json;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
blanks(const char *s)
{
	while (is_blank(*s))
		s++;
	return s;
}

/* The end of the string at S; NULL if there is none. */
static const char *
string_end(const char *s)
{
	if (*s++ != '"')
		return NULL;
	for (; *s != '"'; s++)
		if (*s == '\0' || (*s == '\\' && *++s == '\0'))
			return NULL;
	return s + 1;
}

/* The end of the value at S. SQLite checks what is inside the value. */
static const char *
value_end(const char *s)
{
	size_t depth = 0;

	for (; *s; s++) {
		if (*s == '"') {
			if ((s = string_end(s)) == NULL)
				return NULL;
			s--;
		} else if (*s == '{' || *s == '[') {
			depth++;
		} else if (depth > 0 && (*s == '}' || *s == ']')) {
			depth--;
		} else if (depth == 0 && (*s == ',' || *s == '}' || is_blank(*s))) {
			return s;
		}
	}
	return NULL;
}

struct attrs *
attrs_new(void)
{
	struct attrs *a = mem_new(1, sizeof *a);

	a->keys = map_new();
	return a;
}

void
attrs_free(struct attrs *a)
{
	free(a->member);
	map_free(a->keys);
	free(a->first);
	text_free(&a->texts);
	text_free(&a->written);
	text_free(&a->json);
	free(a);
}

static struct member *
add_member(struct attrs *a)
{
	a->member = mem_grow(a->member, a->n + 1, &a->room, sizeof *a->member);
	return &a->member[a->n++];
}

/* Reads the member at S. Returns where it ends, NULL if there is none. */
static const char *
read_member(struct attrs *a, const char *s)
{
	const char *key = s, *key_end = string_end(s);

	if (key_end == NULL || *(s = blanks(key_end)) != ':')
		return NULL;
	const char *value = blanks(s + 1), *end = value_end(value);

	if (end == NULL || end == value)
		return NULL;
	*add_member(a) = (struct member){ .key = { key, 0, (size_t)(key_end - key) },
		.value = { value, 0, (size_t)(end - value) } };
	return end;
}

bool
attrs_read(struct attrs *a, const char *json)
{
	a->n = a->told = a->texts.n = a->written.n = 0;
	map_free(a->keys);
	a->keys = map_new();
	if (*json == '\0')
		return true;
	const char *s = blanks(json);

	if (*s != '{')
		return false;
	if (*blanks(s + 1) == '}')
		return *blanks(blanks(s + 1) + 1) == '\0';
	do {
		s = read_member(a, blanks(s + 1));
		s = s ? blanks(s) : "";
	} while (*s == ',');
	return *s == '}' && *blanks(s + 1) == '\0';
}

size_t
attrs_count(const struct attrs *a)
{
	return a->n;
}

static size_t
add_text(struct attrs *a, const char *s)
{
	const size_t at = a->texts.n;

	text_add(&a->texts, s, strlen(s) + 1);
	return at;
}

static void
number(struct attrs *a, const char *key, size_t member)
{
	bool is_new;
	const size_t at = map_at(a->keys, key, strlen(key), &is_new);

	if (!is_new)
		return;
	a->first = mem_grow(a->first, at + 1, &a->first_room, sizeof *a->first);
	a->first[at] = member;
}

void
attrs_tell(struct attrs *a, const char *key, const char *value)
{
	if (a->told == a->n)
		return;
	a->member[a->told].text = add_text(a, value);
	number(a, key, a->told++);
}

/* The first member with this key; NULL if there is none. */
static struct member *
find(const struct attrs *a, const char *key)
{
	size_t at;

	return map_find(a->keys, key, strlen(key), &at) ? &a->member[a->first[at]] : NULL;
}

const char *
attrs_value(const struct attrs *a, const char *key)
{
	const struct member *m = find(a, key);

	return m ? a->texts.s + m->text : "";
}

static struct span
write_string(struct attrs *a, const char *s)
{
	struct span to = { .at = a->written.n };

	json_string(&a->written, s);
	to.n = a->written.n - to.at;
	return to;
}

void
attrs_put(struct attrs *a, const char *key, const char *value)
{
	struct member *m = find(a, key);

	if (m == NULL && *value == '\0')
		return;
	if (m == NULL) {
		number(a, key, a->n);
		m = add_member(a);
		a->told = a->n;
		*m = (struct member){ .key = write_string(a, key) };
	}
	m->value = *value ? write_string(a, value) : (struct span){ 0 };
	m->text = add_text(a, value);
}

size_t
attrs_keys(const struct attrs *a)
{
	return map_count(a->keys);
}

const char *
attrs_key(const struct attrs *a, size_t i)
{
	return map_key(a->keys, i);
}

static const char *
span_text(const struct attrs *a, const struct span *span)
{
	return span->s ? span->s : a->written.s + span->at;
}

static struct span
copy_span(struct attrs *a, const struct attrs *from, const struct span *span)
{
	struct span to = { .at = a->written.n, .n = span->n };

	text_add(&a->written, span_text(from, span), span->n);
	return to;
}

void
attrs_take(struct attrs *a, const struct attrs *from, const char *key)
{
	const struct member *theirs = find(from, key);
	struct member *m = find(a, key);

	if (m == NULL) {
		number(a, key, a->n);
		m = add_member(a);
		a->told = a->n;
		*m = (struct member){ .key = copy_span(a, from, &theirs->key) };
	}
	m->value = copy_span(a, from, &theirs->value);
	m->text = add_text(a, from->texts.s + theirs->text);
}

static void
add_span(struct attrs *a, const struct span *span)
{
	text_add(&a->json, span_text(a, span), span->n);
}

const char *
attrs_json(struct attrs *a)
{
	a->json.n = 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct member *m = &a->member[i];

		if (m->value.n == 0)
			continue;
		text_add(&a->json, a->json.n > 0 ? "," : "{", 1);
		add_span(a, &m->key);
		text_add(&a->json, ":", 1);
		add_span(a, &m->value);
	}
	text_add(&a->json, "}", a->json.n > 0 ? 2 : 0);
	return a->json.n > 0 ? a->json.s : "";
}
