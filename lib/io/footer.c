#include "lib/io/footer.h"

struct row {
	size_t end;		/* after its line feed */
	bool filled, open;	/* it is not blank; its quotes are not closed */
};

/* A lone "" is a row, as a table of one column has it; a row of several such cells is blank. */
static struct row
row_at(const char *s, size_t n, size_t i, struct footer_form form)
{
	struct row r = { 0 };
	bool begins = true, quoted = false, several = false;

	for (; i < n && (r.open || s[i] != '\n'); i++) {
		const char c = s[i], next = i + 1 < n ? s[i + 1] : '\n';

		if (c == '"' && (r.open || begins)) {
			const bool twice = r.open && next == '"';

			r.open ^= !twice;
			r.filled |= twice;
			quoted = true;
			begins = false;
			i += twice;
		} else if (r.open) {
			r.filled = true;
		} else {
			several |= c == form.separator;
			r.filled |= c != form.separator && c != '\r';
			begins = c == form.separator ||
			    (begins && form.guarded && c == '=' && next == '"');
		}
	}
	r.filled |= quoted && !several;
	r.end = i + (i < n);
	return r;
}

static int64_t
count(const char *s, size_t n, struct footer_form form, bool *open)
{
	int64_t rows = 0;

	*open = false;
	for (size_t i = 0; i < n;) {
		const struct row r = row_at(s, n, i, form);

		rows += r.filled;
		*open = r.open;
		i = r.end;
	}
	return rows;
}

size_t
footer_begin(const char *s, size_t n, int64_t rows, struct footer_form form, bool *open)
{
	int64_t keep = count(s, n, form, open) - rows;
	size_t at = 0;

	while (keep > 0) {
		const struct row r = row_at(s, n, at, form);

		keep -= r.filled;
		at = r.end;
	}
	return at;
}
