# What a release consists of: the sources, the SBOM, the recipes, and the list behind them.
load helper

PACK=$ROOT/share/packaging/release.sh
LIST=$ROOT/share/packaging/packages.csv

# dist FOLDER: make dist in the clone of the repository there.
dist() {
	env -u MAKEFLAGS -u MAKELEVEL make -s -C "$1" dist URL=https://example.org/custkit
}

# packages ROLE...: those of the list, in its order.
packages() {
	local role
	for role; do
		awk -F, -v role="$role" '$2 == role { print $1 }' "$LIST"
	done
}

@test "make dist: the same bytes in another folder, at another time, for another user" {
	[ -e "$ROOT/.git" ] || skip 'no repository'
	git clone -q "$ROOT" one
	dist one
	(
		umask 077
		export TZ=Asia/Shanghai
		git clone -q "$ROOT" 'two/longer path'
		git -C 'two/longer path' config tar.umask 0
		git -C 'two/longer path' config core.autocrlf true
		touch -d '2001-02-03' 'two/longer path/Makefile'
		dist 'two/longer path'
	)
	version=$(sed -n 's/^VERSION = //p' "$ROOT/Makefile")
	ls one/build/dist >files
	diff files - <<-END
	custkit-$version.spdx.json
	custkit-$version.tar.gz
	custkit.nix
	custkit.rb
	END
	while read -r file; do
		cmp "one/build/dist/$file" "two/longer path/build/dist/$file"
	done <files
	cd one/build/dist
	gzip -dc ./*.tar.gz | tar -tf - | sort >there
	diff <(git -C ../.. ls-files | sed "s|^|custkit-$version/|" | sort) <(grep -v '/$' there)
	# the recipes name this file, and nothing is left to fill in
	sum=$(sha256sum ./*.tar.gz | cut -d' ' -f1)
	for recipe in custkit.nix custkit.rb; do
		grep -q "sha256 =\? \?\"$sum\"" "$recipe"
		grep -q "url =\? \?\"https://example.org/custkit/custkit-$version.tar.gz\"" "$recipe"
		[ -z "$(grep '@' "$recipe")" ]
	done
}

@test "the SBOM, control and the recipes have the packages of the one list" {
	echo sources >custkit-1.2.3.tar.gz
	"$PACK" sbom 1.2.3 custkit-1.2.3.tar.gz 1000000000 >sbom
	run -0 jq -r '.packages[0] | .versionInfo, .packageFileName, .checksums[0].checksumValue' sbom
	same "1.2.3
custkit-1.2.3.tar.gz
$(sha256sum custkit-1.2.3.tar.gz | cut -d' ' -f1)"
	[ "$(jq -r .creationInfo.created sbom)" = 2001-09-09T01:46:40Z ]
	diff <(jq -r '.packages[1:][].name' sbom) <(sed 1d "$LIST" | cut -d, -f1)
	diff <(jq -r '.packages[1:][] | .externalRefs[].referenceLocator' sbom) \
		<(sed '1d; s|,.*||; s|+|%2B|g; s|^|pkg:deb/debian/|' "$LIST")
	# a relationship for each, between packages that are there
	diff <(jq -r '.packages[].SPDXID' sbom | sort) <(jq -r '.relationships[] |
		.spdxElementId, .relatedSpdxElement' sbom | grep -v DOCUMENT | sort -u)
	diff <(jq -r '.relationships[] | select(.relationshipType == "DEPENDS_ON") |
		.relatedSpdxElement | ltrimstr("SPDXRef-")' sbom) <(packages library)
	"$PACK" control 'Ann <ann@example.org>' >control
	grep -qx 'Maintainer: Ann <ann@example.org>' control
	diff <(sed -n '/^Build-Depends/,/^[^ ]/{ s/^ //; s/,$//; /^[a-z]/p }' control) \
		<(packages tool library)
	diff <(sed -n '/^Recommends/,/^[^ ]/{ s/^ //; s/,$//; /^[a-z]/p }' control) \
		<(packages program)
	run -0 "$PACK" recipe 1.2.3 custkit-1.2.3.tar.gz file:///x \
		"$ROOT/share/packaging/custkit.rb.in"
	diff <(sed -n 's/^  depends_on "\(.*\)".*/\1/p' <<<"$output" | sort) \
		<(sed 1d "$LIST" | cut -d, -f4 | grep . | sort -u)
	run -0 "$PACK" changelog 1.2.3 'Ann <ann@example.org>' 1000000000
	same "custkit (1.2.3-1) unstable; urgency=medium

  * The sources of custkit 1.2.3.

 -- Ann <ann@example.org>  Sun, 09 Sep 2001 01:46:40 +0000"
}

# The packages of the libraries that a file needs.
needs() {
	readelf -d "$@" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | sort -u | while read -r name; do
		path=$(ldconfig -p | awk -v n="$name" '$1 == n { print $NF; exit }')
		dpkg -S "$path" 2>/dev/null || dpkg -S "$(realpath "$path")"
	done | sed 's/:.*//' | sort -u
}

@test "the list has a package for every library that a program, plugin or late.so needs" {
	build=$(dirname "$(dirname "$(command -v clv-calc)")")
	needs "$build"/bin/* "$build"/lib/custkit/*.so "$build/late.so" >needed
	[ "$(wc -l <needed)" -ge 12 ]
	grep -q libxlsxwriter needed
	# a -dev package depends on the library; those of the compiler are not listed
	packages library | while read -r package; do
		dpkg-query -W -f '${Depends}\n' "$package"
	done | tr -d ' ' | tr ',' '\n' | sed 's/(.*//; s/:.*//' >developed
	grep -vxFf developed needed >rest || true
	diff <(grep -vxE 'libc6|libgcc-s1|libstdc\+\+6' rest) /dev/null
	# README.md names what each is for
	while read -r word; do
		sed -n '/^## What it stands on/,$p' "$ROOT/README.md" | grep -qi -- "$word"
	done <<-'END'
	SQLite
	libcsv
	GSL
	libunistring
	libphonenumber
	xxHash
	ICU
	libzip
	expat
	libxlsxwriter
	libsodium
	zlib
	librsvg
	tzdata
	age
	END
}
