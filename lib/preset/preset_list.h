/* preset_list - prints a row per preset (program). */
#ifndef PRESET_LIST_H
#define PRESET_LIST_H

struct put_opts;

void preset_list(const struct put_opts *);

#endif
