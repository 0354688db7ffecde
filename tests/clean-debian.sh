#!/bin/bash
# Creates a minimal system of this machine's release of Debian in FOLDER, with a user tester, once:
# FOLDER.made says that it is complete. Its apt has the mirror and settings of this machine. What
# debootstrap prints is shown only if it fails. Needs root.
# usage: tests/clean-debian.sh FOLDER [PACKAGES]
set -euo pipefail
folder=$1 packages=${2:-ca-certificates}
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)

# shellcheck disable=SC2016 # apt-get replaces these words
# Where apt of this machine gets this release of Debian from.
archives() {
	apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)' \
		'Created-By: Packages' | sed -n 's/ Debian$//p' | grep " $release" | sort -u
}

[ ! -e "$folder.made" ] || exit 0
mirror=$(archives | awk -v r="$release" '$3 == r { print $2; exit }')
rm -rf "$folder"
debootstrap --variant=minbase --include="$packages" "$release" "$folder" "$mirror" \
	>"$folder.log" 2>&1 || { tail -n 20 "$folder.log" >&2; exit 1; }
archives >"$folder/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(Check|http|Retries)' \
	>"$folder/etc/apt/apt.conf.d/50machine" || true
chroot "$folder" useradd -m tester
touch "$folder.made"
