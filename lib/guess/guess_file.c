#include "lib/guess/guess_file.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/source.h"
#include "lib/io/vcard.h"

enum { PIECE = 1 << 20 };

static char **
read_others(const struct source *s)
{
	char **other = NULL;
	size_t room = 0, n = 0;

	do {
		const char *name = source_other_sheet(s, n);

		other = mem_grow(other, n + 1, &room, sizeof *other);
		other[n] = name ? mem_text(name) : NULL;
	} while (other[n++]);
	return other;
}

/* Contacts become the CSV that tools read (table.h). */
static void
read_vcards(struct guess_file *f)
{
	struct text csv = { 0 };

	if (!vcard_is(f->text, f->n))
		return;
	vcard_csv(f->text, f->n, &csv);
	free(f->text);
	f->text = csv.s;
	f->n = csv.n;
}

struct guess_file
guess_file_read(const char *file, const char *sheet)
{
	struct guess_file f = { 0 };
	struct source *s = source_open(file, &(struct source_opts){ .encoding = "auto",
		.sheet = sheet, .doubt = &f.doubt });
	size_t room = 0, got;

	do {
		f.text = mem_grow(f.text, f.n + PIECE, &room, 1);
		got = source_read(s, f.text + f.n, PIECE);
		f.n += got;
	} while (got > 0);
	f.made = source_is_made(s);
	f.other = read_others(s);
	f.sheet = source_sheet(s) ? mem_text(source_sheet(s)) : NULL;
	f.encoding = source_encoding(s) ? mem_text(source_encoding(s)) : NULL;
	source_close(s);
	read_vcards(&f);
	return f;
}

void
guess_file_free(struct guess_file *f)
{
	free(f->text);
	for (char **name = f->other; *name; name++)
		free(*name);
	free(f->other);
	free(f->sheet);
	free(f->encoding);
	free(f->doubt);
}
