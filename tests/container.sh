#!/bin/bash
# Builds the image of share/packaging/Containerfile and tries its programs on files of a folder
# outside. The base is BASE, if that is set, or a Debian that debootstrap creates once in
# BUILD-container. Needs root, podman with runc, debootstrap and the mirror that apt of this machine
# uses.
# usage: tests/container.sh BUILD
set -euo pipefail
build=$(realpath -m "$1")
root=$build-container
source=$(cd "$(dirname "$0")/.." && pwd)
image=localhost/custkit-check
mkdir -p "$root/data"

step() { echo "== $*"; }

die() { echo "$0: $*" >&2; exit 1; }

trap 'podman rmi -f "$image" >/dev/null 2>&1; rm -rf "$root/data" "$root/clone"' EXIT
trap 'exit 130' HUP INT TERM

# The limits are set because a container cannot raise those of a machine that is one itself.
in_image() {
	podman --runtime runc run --rm --network=none --ulimit nofile=1024:1024 \
		--ulimit nproc=1000:1000 -v "$root/data:/data" "$@"
}

make_base() {
	"$source"/tests/clean-debian.sh "$root/base"
	tar -C "$root/base" -c . | podman import -q - localhost/custkit-base >/dev/null
	BASE=localhost/custkit-base
}

step 'the image'
[ -n "${BASE:-}" ] || make_base
rm -rf "$root/clone"
git clone -q "$source" "$root/clone"
podman build --network=host --isolation=chroot --build-arg BASE="$BASE" -t "$image" \
	-f "$source/share/packaging/Containerfile" "$root/clone" >"$root/log" 2>&1 ||
	{ tail -n 20 "$root/log" >&2; die 'the image is not built'; }

step 'an analysis of a file'
cp "$source/share/examples/cdnow.csv" "$root/data/orders.csv"
in_image "$image" sh -c \
	'clv-calc --as-of=1997-09-30 orders.csv | cust-segment --columns=customer_id,segment' |
	grep -x '0001,Champions' >/dev/null

step 'a store outside, that belongs to the user'
chown 4321:4321 "$root/data"
in_image --user 4321:4321 "$image" sh -c 'cust-init && order-add -q --create orders.csv >added'
[ "$(stat -c %u:%a "$root/data/custkit.db")" = 4321:600 ] || die 'the store is not the user'\''s'
[ "$(tail -n 1 "$root/data/added" | cut -d, -f2,6)" = 6919,0 ] || die 'not all orders were added'
in_image "$image" custkit doctor -f csv >"$root/log" ||
	die "custkit doctor: $(cat "$root/log")"

step 'programs that others need'
in_image -i "$image" sqlite3 -cmd '.load /usr/lib/custkit/custkit' :memory: \
	"SELECT e164('138 0013 8000', 'CN')" | grep -x '+8613800138000' >/dev/null
in_image --entrypoint bash "$image" /usr/share/custkit/examples/demo.sh /usr/bin \
	/usr/share/custkit/examples/cdnow.csv >"$root/log" 2>&1 ||
	die "the demo: $(tail "$root/log")"
echo "the image works: $(podman image inspect -f '{{.Size}}' "$image" | numfmt --to=iec)"
