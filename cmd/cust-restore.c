/* cust-restore - the store from a copy of it */
#include "lib/forget/replay.h"
#include "lib/io/opt.h"
#include "lib/store/backup.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-restore", "COPY",
	"Restore the store from COPY, a file that cust-backup wrote.",
	"COPY is checked first.  The store becomes what COPY is, or stays as it is.  An existing\n"
	"store is an error without --force: what it has and COPY lacks is lost.\n"
	"Example:\n"
	"  cust-restore -d shop.db --force shop-2025-06-30.db && cust-check -d shop.db\n"
	"Exit status: 0 on success; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	bool force = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "force", NULL, "replace the store if it exists", &force },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (operands[0] == NULL)
		opt_misuse("missing operand COPY");
	opt_no_operands(operands + 1);
	const char *path = store_path(&file);
	const struct store_opts from = { .db = operands[0] };
	struct store *copy = store_open(&from, STORE_TEND, NULL);

	struct store *clean = replay_copy(copy, path);

	backup_restore(clean, path, force);
	if (clean != copy)
		store_close(clean);
	store_close(copy);
	return opt_leave();
}
