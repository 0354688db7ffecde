#include "lib/preset/preset_list.h"

#include "lib/base/say.h"
#include "lib/io/put.h"
#include "lib/preset/preset.h"

static const struct put_head heads[] = {
	{ "preset", PUT_TEXT }, { "confidence", PUT_TEXT }, { "makes", PUT_TEXT },
	{ "alias", PUT_TEXT }, { "export", PUT_TEXT }, { 0 },
};

void
preset_list(const struct put_opts *o)
{
	struct put *out = put_open(o);
	size_t n;
	const struct preset *const *all = preset_all(&n);

	put_columns(out, heads);
	for (size_t i = 0; i < n; i++) {
		put_text(out, all[i]->name);
		put_text(out, preset_text(all[i], PRESET_CONFIDENCE));
		put_text(out, preset_makes(all[i]));
		put_text(out, preset_text(all[i], PRESET_ALIAS));
		put_text(out, say_cell(preset_text(all[i], PRESET_TITLE)));
		put_end(out);
	}
	put_close(out);
}
