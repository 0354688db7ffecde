#!/usr/bin/env bash
# Installs into a scratch root, runs the installed tools, uninstalls, and checks that nothing
# remains. Also checks that make prints a short line per file.
# usage: tests/install.sh BUILD
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
dest=$(mktemp -d)
trap 'rm -rf "$dest"' EXIT
cd "$root"

# quiet GOAL LINES [VARIABLE...]: make prints at least LINES lines, all of them like
# "  CC     lib/io/opt.o".
quiet() {
	env -u MAKEFLAGS -u MAKELEVEL -u V make "${@:3}" "$1" >"$dest/log"
	if [ "$(wc -l <"$dest/log")" -lt "$2" ] || grep -vE '^  [A-Z]+ +[^ ]+$' "$dest/log"; then
		echo "make $1: these lines are not one per file"
		exit 1
	fi
	rm "$dest/log"
}
quiet install 150 BUILD="$1" DESTDIR="$dest" PREFIX=/usr
quiet "$dest/build/lib/base/num.o" 3 BUILD="$dest/build"
rm -r "$dest/build"
bin=$dest/usr/bin
for tool in cmd/*.c; do
	tool=$(basename "$tool" .c)
	"$bin/$tool" --version >/dev/null
	for file in "man/man1/$tool.1" "bash-completion/completions/$tool" \
		"zsh/site-functions/_$tool" "fish/vendor_completions.d/$tool.fish"; do
		[ -s "$dest/usr/share/$file" ] || { echo "not installed: $file"; exit 1; }
	done
done
for file in share/man/*/man*/*; do
	cmp "$file" "$dest/usr/$file" || { echo "not installed: $file"; exit 1; }
done
cd "$dest"	# it must not need the source tree
"$bin/cust-segment" --rfm --as-of=1998-06-30 usr/share/custkit/examples/cdnow.csv |
	grep '^0001,1998-06-30,' >/dev/null
echo subject,item,value | "$bin/score-calc" --instrument=mystery | grep -q '^subject,'
"$bin/cust-init" -d usr/shop.db
"$bin/service-check" -d usr/shop.db --no-header | grep '^first_response,' >/dev/null
said=$("$bin/cust-add" -d usr/shop.db --phone='+1 415 555 1234' 2>&1)
[ "$said" = $'customer_id\nC000001' ] || { echo "phone_number.so: $said"; exit 1; }
[ "$("$bin/custkit" sql usr/shop.db "SELECT e164('+1 415 555 1234')")" = +14155551234 ] ||
	{ echo 'custkit.so does not work'; exit 1; }
rm usr/shop.db
cd "$root"
make -s BUILD="$1" DESTDIR="$dest" PREFIX=/usr uninstall
left=$(find "$dest" ! -type d)
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
echo 'installs, runs and uninstalls'
