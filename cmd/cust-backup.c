/* cust-backup - write a verified copy of the store */
#include <string.h>

#include "lib/io/opt.h"
#include "lib/store/backup.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-backup", "FILE",
	"Copy the store to FILE while others read and write it.",
	"The copy is checked and synced to disk before it gets its name.\n"
	"An existing FILE is an error.\n"
	"Examples:\n"
	"  cust-backup -d shop.db \"shop-$(date +%F).db\"\n"
	"  cust-backup -d shop.db --encrypt-to=age1... \"shop-$(date +%F).age\"\n"
	"Exit status: 0 on success; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	const char *recipient = NULL;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "encrypt-to", "KEY",
		    "encrypt the copy with age(1) for the owner of this public key", &recipient },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (operands[0] == NULL)
		opt_misuse("missing operand FILE");
	opt_no_operands(operands + 1);
	if (strcmp(operands[0], "-") == 0)
		opt_misuse("a copy is checked before it gets its name, so it must be a file, not"
		    " standard output (a file called - is ./-)");
	struct store *store = store_open(&file, STORE_TEND, NULL);

	if (recipient)
		backup_encrypt(store, operands[0], recipient);
	else
		backup_write(store, operands[0]);
	store_close(store);
	return opt_leave();
}
