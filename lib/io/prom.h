/* prom - pieces of the text format of Prometheus (pure). */
#ifndef PROM_H
#define PROM_H

/* The value of a label: UTF-8, with backslash, quote and LF escaped. The caller frees it. */
char *prom_label(const char *);

#endif
