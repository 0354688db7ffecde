#!/bin/bash
# Installs the package that make deb has built in a clean Debian, as a user would, tries it as an
# ordinary user, purges it, and checks that nothing is left. lintian must report nothing. Needs
# root, debootstrap, lintian and the mirror that apt of this machine uses; the first run creates the
# system in BUILD-package, and later runs copy it.
# usage: tests/package.sh BUILD
set -euo pipefail
build=$(realpath "$1")
logs=$build-package clean=$build-package/clean root=$build-package/root
mkdir -p "$logs"
source=$(cd "$(dirname "$0")/.." && pwd)
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
package=$(echo "$build"-deb/custkit_*_"$(dpkg --print-architecture)".deb)

step() { echo "== $*"; }

die() { echo "$0: $*" >&2; exit 1; }

in_root() {
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive "$@"
}

# quietly LOG COMMAND: what apt says is shown only if it fails.
quietly() {
	"${@:2}" >"$logs/$1.log" 2>&1 || { tail -n 20 "$logs/$1.log" >&2; die "$1 failed"; }
}

as_user() {
	in_root setpriv --reuid=tester --regid=tester --init-groups \
		env HOME=/home/tester sh -c "cd && $1"
}

leave() { ! mountpoint -q "$root/proc" || umount --lazy "$root/proc"; }
trap leave EXIT
trap 'exit 130' HUP INT TERM

# What is in the system, but for what apt and man-db remember.
listing() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./var/cache -o \
		-path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/log \
		-o -path ./home/tester \) -prune -o -print | sort)
}

# lacks LIBRARY MESSAGE COMMAND STATUS: without the library, the command says so.
lacks() {
	local path said status=0
	path=$(in_root sh -c "ls /lib/*/$1 /usr/lib/*/$1 2>/dev/null | head -n 1")
	[ -n "$path" ] || die "no $1: it is not a dependency of the package"
	mv "$root$path" "$root$path.away"
	said=$(as_user "$3" 2>&1 >/dev/null) || status=$?
	mv "$root$path.away" "$root$path"
	[[ $status = "$4" && $said == *"$2"* ]] || die "without $1, status $status: $said"
}

step lintian
lintian --allow-root --fail-on error,warning,info --display-info "${package%.deb}.changes"

step "a clean $release"
"$source"/tests/clean-debian.sh "$clean" man-db,bash-completion,zsh,fish
rm -rf "$root"
cp -a "$clean" "$root"
mount -t proc proc "$root/proc"
quietly update in_root apt-get update
needs="$(dpkg-deb -f "$package" Depends), $(dpkg-deb -f "$package" Recommends)"
quietly satisfy in_root apt-get -y --no-install-recommends satisfy "$needs"
listing >"$logs/before"

step install
cp "$package" "$root/tmp"
quietly install in_root apt-get -y install "/tmp/${package##*/}"
# shellcheck disable=SC2016 # dpkg-query replaces it
[ "$(in_root dpkg-query -W -f '${db:Status-Status}' custkit)" = installed ]

step 'manuals and completions'
for tool in "$source"/cmd/*.c; do
	tool=$(basename "$tool" .c)
	as_user "man -w $tool" >/dev/null
	as_user "zsh -c 'autoload -U compinit && compinit -D && [[ \$_comps[$tool] = _$tool ]]'"
	in_root bash -c ". /usr/share/bash-completion/bash_completion; _completion_loader $tool
		complete -p $tool" >/dev/null
done
for page in "$source"/share/man/man[57]/*; do
	as_user "man -w ${page##*.} $(basename "${page%.*}")" >/dev/null
done
[ "$(as_user "man clv-calc | head -n 1")" != "" ]
[[ $(as_user "fish -c 'complete -C \"clv-calc --disc\"'") == --discount* ]]

step 'the extension'
sql="SELECT round(wilson_low(3, 10), 6), e164('+1 415 555 1234')"
[ "$(as_user "sqlite3 -cmd '.load /usr/lib/custkit/custkit' :memory: \"$sql\"")" = \
	'0.107791|+14155551234' ]

step 'the demo and a pipeline'
cp "$source/share/packaging/debian/tests/demo" "$root/home/tester/demo"
quietly demo as_user ./demo
as_user 'cp /usr/share/custkit/examples/cdnow.csv orders.csv'
as_user 'clv-calc --as-of=1997-09-30 orders.csv | cust-segment --columns=customer_id,segment' |
	grep -x '0001,Champions' >/dev/null
[ "$(as_user 'custkit doctor -d none.db -f csv | grep -c ^library,note')" = 0 ]

step 'libraries that are missing'
as_user 'cust-segment -q --rfm --as-of=1998-06-30 --limit=5 --format=xlsx orders.csv >book.xlsx'
as_user 'umask 077 && head -c 32 /dev/urandom >key'
as_user 'printf "%s\n" customer_id,name,phone a,张三,+14155551234 b,张三, >names.csv'
as_user 'cust-init -d s.db && cust-add -q -d s.db names.csv >accounting'
name() { sed -n "s/#define LATE_$1 \"\(.*\)\"/\1/p" "$build/late.h"; }
for library in ZIP EXPAT; do
	lacks "$(name $library)" "workbooks need the library $(name $library): " \
		'cust-segment --rfm book.xlsx' 2
done
lacks "$(name XLSXWRITER)" "workbooks need the library $(name XLSXWRITER): " \
	'cust-list -d s.db --format=xlsx' 2
lacks "$(name SODIUM)" "keyed ids need the library $(name SODIUM): " \
	'cust-list -d s.db --pseudonym --key-file=key' 2
lacks "$(name ICUI18N)" "need the library $(name ICUI18N): " 'cust-dedupe names.csv' 2
lacks 'libphonenumber.so.[0-9]*' 'telephone numbers outside China are not read: ' \
	'cust-init -d t.db && cust-add -d t.db names.csv' 0

step purge
quietly purge in_root apt-get -y purge custkit
listing | diff -u "$logs/before" - || die 'something is left'
echo 'the package installs, works and leaves nothing'
