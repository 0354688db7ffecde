#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include "lib/io/quote.h"

enum { FLUSH = 64 << 10 };

static void
flush(struct put *p)
{
	if (p->buf.n > 0)
		fwrite_unlocked(p->buf.s, 1, p->buf.n, p->out);
	p->buf.n = 0;
}

static void
end_line(const struct put *p, struct text *t)
{
	if (p->format == PUT_JSON)
		text_add(t, "}", 1);
	if (p->format == PUT_EXCEL_CSV)
		text_add(t, "\r", 1);
	text_add(t, "\n", 1);
}

static void
header(struct put *p)
{
	void (*const quote)(struct text *, const char *) = p->format == PUT_TSV ? quote_tsv
	    : p->format == PUT_EXCEL_CSV ? quote_guarded : quote_csv;
	struct text t = { 0 };

	p->header = false;
	if (p->format == PUT_JSON || put_is_aligned(p))
		return;
	for (size_t i = 0; i < p->ncol; i++) {
		if (i > 0)
			text_add(&t, p->format == PUT_TSV ? "\t" : ",", 1);
		quote(&t, p->col[i].name);
	}
	end_line(p, &t);
	fwrite_unlocked(t.s, 1, t.n, p->out);
	text_free(&t);
}

/* Before the first row. */
static void
begin(struct put *p)
{
	if (p->bom)
		fwrite_unlocked("\xef\xbb\xbf", 1, 3, p->out);
	p->bom = false;
	if (p->header)
		header(p);
}

void
put_cell_end(struct put *p)
{
	p->at = 0;
	p->rows++;
	if (p->format == PUT_XLSX)
		put_xlsx_end(p);
	if (p->format == PUT_XLSX || p->format == PUT_PROM || put_is_aligned(p))
		return;
	end_line(p, &p->buf);
	if (p->branch)
		return;
	begin(p);
	if (p->buf.n >= FLUSH)
		flush(p);
}

static void
join_aligned(struct put *p, const struct put *branch)
{
	text_add(&p->buf, branch->buf.s ? branch->buf.s : "", branch->buf.n);
	for (size_t i = 0; i < p->ncol; i++) {
		if (branch->col[i].width > p->col[i].width)
			p->col[i].width = branch->col[i].width;
		p->col[i].number &= branch->col[i].number;
		p->col[i].filled |= branch->col[i].filled;
	}
}

/* The branch has kept its rows. */
static void
join_sheet(struct put *p, struct put_rows *from)
{
	for (size_t i = 0; i < put_rows_count(from); i++) {
		for (size_t k = 0; k < p->ncol; k++) {
			enum put_kind kind;
			const struct value v = put_rows_cell(from, i, k, &kind);

			put_cell_of(p, kind, &v);
		}
		put_cell_end(p);
	}
	put_rows_clear(from);
}

void
put_cell_join(struct put *p, struct put *branch)
{
	if (p->format == PUT_XLSX || p->format == PUT_PROM) {
		join_sheet(p, branch->held);
		return;
	}
	if (put_is_aligned(p)) {
		join_aligned(p, branch);
	} else {
		begin(p);
		flush(p);
		fwrite_unlocked(branch->buf.s ? branch->buf.s : "", 1, branch->buf.n, p->out);
	}
	p->rows += branch->rows;
	branch->buf.n = branch->rows = 0;
}

void
put_cell_finish(struct put *p)
{
	if (p->format == PUT_XLSX) {
		put_xlsx_finish(p);
		return;
	}
	if (p->format == PUT_PROM) {
		put_prom_finish(p);
		return;
	}
	if (put_is_aligned(p)) {
		put_aligned_print(p);
		return;
	}
	begin(p);
	flush(p);
}
