#!/bin/sh
# Writes what goes with a release, from packages.csv: the SBOM (SPDX 2.3, JSON), the recipes for
# Homebrew and Nix, and control and changelog of the Debian package.
# usage: release.sh sbom VERSION TARBALL DATE
#        release.sh recipe VERSION TARBALL URL TEMPLATE
#        release.sh control MAINTAINER
#        release.sh changelog VERSION MAINTAINER DATE
# DATE is that of the release, in seconds since 1970; URL is the folder that has the tarball.
set -eu
here=$(dirname "$0")
list=$here/packages.csv

# column ROLE N: column N of the packages with the role, without empty cells and doubles.
column() {
	awk -F, -v role="$1" -v n="$2" '$2 == role && $n != "" && !seen[$n]++ { print $n }' "$list"
}

digest() {
	sha256sum "$1" | cut -d' ' -f1
}

# sbom VERSION TARBALL DATE: custkit is linked with libraries, runs programs, is built with tools.
sbom() {
	awk -F, -v version="$1" -v file="${2##*/}" -v sum="$(digest "$2")" \
	    -v date="$(date -u -d "@$3" +%Y-%m-%dT%H:%M:%SZ)" '
	function text(s) { gsub(/["\\]/, "\\\\&", s); return "\"" s "\"" }
	function id(s) { gsub(/[^A-Za-z0-9.-]/, "-plus-", s); return "SPDXRef-" s }
	function relation(from, type, to) {
		return ",\n    { \"spdxElementId\": " text(from) ", \"relationshipType\": " \
		    text(type) ", \"relatedSpdxElement\": " text(to) " }"
	}
	function url(s) { gsub(/\+/, "%2B", s); return "pkg:deb/debian/" s }
	BEGIN {
		custkit = "SPDXRef-custkit"
		print "{\n  \"spdxVersion\": \"SPDX-2.3\",\n  \"dataLicense\": \"CC0-1.0\","
		print "  \"SPDXID\": \"SPDXRef-DOCUMENT\","
		print "  \"name\": " text("custkit-" version) ","
		print "  \"documentNamespace\": " \
		    text("https://spdx.org/spdxdocs/custkit-" version "-" sum) ","
		print "  \"creationInfo\": { \"created\": " text(date) \
		    ", \"creators\": [\"Tool: custkit-release.sh\"] },"
		print "  \"packages\": [\n    { \"SPDXID\": " text(custkit) \
		    ", \"name\": \"custkit\", \"versionInfo\": " text(version) ","
		print "      \"packageFileName\": " text(file) \
		    ", \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false,"
		print "      \"checksums\": [{ \"algorithm\": \"SHA256\", \"checksumValue\": " \
		    text(sum) " }],"
		print "      \"licenseConcluded\": \"NOASSERTION\"," \
		    " \"licenseDeclared\": \"GPL-3.0-or-later\","
		printf "      \"copyrightText\": \"NOASSERTION\" }"
		relations = relation("SPDXRef-DOCUMENT", "DESCRIBES", custkit)
	}
	NR > 1 {
		printf ",\n    { \"SPDXID\": %s, \"name\": %s, \"downloadLocation\":" \
		    " \"NOASSERTION\", \"filesAnalyzed\": false,\n", text(id($1)), text($1)
		printf "      \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": %s,\n",
		    text($3 == "" ? "NOASSERTION" : $3)
		printf "      \"copyrightText\": \"NOASSERTION\", \"externalRefs\": [{" \
		    " \"referenceCategory\": \"PACKAGE-MANAGER\",\n        \"referenceType\":" \
		    " \"purl\", \"referenceLocator\": %s }] }", text(url($1))
		relations = relations ($2 == "library" ? relation(custkit, "DEPENDS_ON", id($1)) : \
		    relation(id($1), $2 == "program" ? "RUNTIME_DEPENDENCY_OF" : \
		    "BUILD_TOOL_OF", custkit))
	}
	END { print "\n  ],\n  \"relationships\": [" substr(relations, 2) "\n  ]\n}" }' "$list"
}

# words PREFIX: the lines of the input, each with the prefix, on one line.
words() {
	sed "s|^|$1|" | tr -d '\n'
}

# recipe VERSION TARBALL URL TEMPLATE
recipe() {
	case $4 in
	*.rb.in) n=4 ;;
	*) n=5 ;;
	esac
	depends=$({
		column tool 4 | sed 's/.*/  depends_on "&" => :build/'
		{ column library 4; column program 4; } | sort -u | sed 's/.*/  depends_on "&"/'
	} | sed '$!s/$/\\/')
	all=$({ column tool $n; column library $n; column program $n; } | sort -u)
	sed -e "s|@VERSION@|$1|; s|@SHA256@|$(digest "$2")|; s|@URL@|$3|" \
	    -e "s|@TOOLS@|$(column tool $n | words ' ')|" \
	    -e "s|@LIBRARIES@|$(column library $n | words ' ')|g" \
	    -e "s|@PROGRAMS@|$(column program $n | words ' ')|" \
	    -e "s|@ARGUMENTS@|$(echo "$all" | words ', ')|" \
	    -e "/@DEPENDS@/c\\
$depends" "$4"
}

# control MAINTAINER: the packages of a Debian system that has build-essential.
control() {
	awk -v maintainer="$1" -v build="$({ column tool 1; column library 1; } | sed 's/$/,/')" \
	    -v run="$(column program 1 | sed 's/$/,/')" '
	function indented(s) { sub(/,$/, "", s); gsub(/\n/, "\n ", s); return " " s }
	/^@BUILD@/ { $0 = indented(build) }
	/^@RUN@/ { $0 = indented(run) }
	{ sub(/@MAINTAINER@/, maintainer); print }' "$here/debian/control.in"
}

changelog() {
	printf 'custkit (%s-1) unstable; urgency=medium\n\n' "$1"
	printf '  * The sources of custkit %s.\n\n -- %s  %s\n' "$1" "$2" "$(date -uR -d "@$3")"
}

"$@"
