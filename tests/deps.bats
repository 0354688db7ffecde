load helper

# Where somebody who may not install can look.
open_folder() {
	OPEN=$(mktemp -d)
	chmod a+rx "$OPEN"
	cp "$ROOT/.ci/deps.sh" "$OPEN"
	chmod a+rx "$OPEN/deps.sh"
	cd "$OPEN" || return
}

teardown() {
	rm -rf "${OPEN:-}"
}

nobody() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

@test "without root, what is missing is named, and nothing is tried" {
	open_folder
	mkdir bin	# a sudo that would let nobody in
	printf '#!/bin/sh\nexit 1\n' >bin/sudo
	chmod a+rx bin bin/sudo
	run -2 nobody env PATH="$PWD/bin:$PATH" ./deps.sh make no-such-package-1 no-such-package-2
	same "missing packages: no-such-package-1 no-such-package-2
install them as root: apt-get install no-such-package-1 no-such-package-2"
}

@test "with everything there, nothing is said and nothing done" {
	open_folder
	run -0 nobody ./deps.sh make
	same ""
}
