#!/bin/sh
# Install the Debian packages that are missing; without root, name them and stop.
# usage: deps.sh PACKAGE...
set -eu
missing=
for package; do
	dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
	sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	sudo=sudo
else
	echo "missing packages:$missing" >&2
	echo "install them as root: apt-get install$missing" >&2
	exit 2
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get -q update
# shellcheck disable=SC2086 # a list
$sudo apt-get -q install -y --no-install-recommends $missing
