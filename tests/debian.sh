#!/bin/sh
# Runs the tests on another release of Debian, as root and as an ordinary user. The first run
# creates a chroot with debootstrap, and later runs reuse it. Needs root, debootstrap and a mirror.
# usage: tests/debian.sh RELEASE FOLDER [TESTS...]; FOLDER has the chroot; TESTS as in make check T=
set -eu
release=$1 root=$2/$1
shift 2
source=$(cd "$(dirname "$0")/.." && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}

if [ ! -e "$root/.made" ]; then
	mkdir -p "$root"
	debootstrap --variant=minbase --include=ca-certificates,make,gcc,git \
		"$release" "$root" "$mirror"
	echo 127.0.0.1 localhost >"$root/etc/hosts"
	chroot "$root" useradd -m tester
	touch "$root/.made"
fi

leave() {
	for at in dev/pts dev/shm dev proc; do
		! mountpoint -q "$root/$at" || umount --lazy "$root/$at"
	done
}
trap leave EXIT
trap 'exit 130' HUP INT TERM
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
# Private: what is mounted below it must not appear in the /dev of this machine.
mountpoint -q "$root/dev" || { mount --bind /dev "$root/dev"; mount --make-private "$root/dev"; }
mountpoint -q "$root/dev/pts" ||
	mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"

# Copy the source tree as it is, without build products.
rm -rf "$root/home/tester/custkit"
mkdir "$root/home/tester/custkit"
(cd "$source" && git ls-files -co --exclude-standard | tar -cf - -T -) |
	tar -xf - -C "$root/home/tester/custkit"

in_chroot() {
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/tester TERM=dumb \
		LANG=C.UTF-8 "$@"
}
in_chroot make -s -C /home/tester/custkit deps
failed=0
echo "== $release, as root"
in_chroot make -s -j"$(nproc)" -C /home/tester/custkit check T="$*" || failed=1
chroot "$root" chown -R tester: /home/tester/custkit
echo "== $release, as an ordinary user"
in_chroot setpriv --reuid=tester --regid=tester --init-groups \
	make -s -j"$(nproc)" -C /home/tester/custkit check T="$*" || failed=1
[ "$failed" -eq 0 ]
