# The manuals: a page for every tool, the options of --help, and examples that print what they say.
load helper

MAN=$ROOT/share/man

tools() {
	local f
	for f in "$ROOT"/cmd/*.c; do
		basename "$f" .c
	done
}

# What --help lists: "-d, --db=FILE", sorted; without the options of reading, which have a page of
# their own.
help_options() {
	"$1" --help | sed '/^Reading a table/,/^$/d' | own_options
}

# The options of reading.
reading_options() {
	"$1" --help | sed -n '/^Reading a table/,/^$/p' | own_options
}

own_options() {
	sed -nE 's/^  (-[A-Za-z], |    )(--[a-z-]+(=[^ ]+)?)( .*|$)/\1\2/p' | sed 's/^ *//' | sort
}

# What the section OPTIONS of the page lists, likewise.
page_options() {
	awk '/^\.Sh / { on = $2 == "OPTIONS" || $2 == "选项" } on && /^\.It / { sub(/^\.It /, ""); print }' "$1" |
		sed -E 's/ , /, /; s/Fl Fl ([a-z-]+)/--\1/; s/Fl ([A-Za-z]),/-\1,/; s/ Ns = Ns Ar /=/' | sort
}

@test "every tool has a page, every page a tool" {
	diff -u <(tools) <(cd "$MAN/man1" && basename -s .1 -- *.1)
}

@test "the pages have the options of --help, and no other, in every language" {
	for page in "$MAN"/man1/*.1 "$MAN"/*/man1/*.1; do
		tool=$(basename "$page" .1)
		[ -n "$(help_options "$tool")" ]
		diff -u --label "$tool --help" --label "$page" <(help_options "$tool") \
			<(page_options "$page")
	done
}

@test "custkit-import(7) has the options of reading; the pages of the tools refer to it" {
	page_options "$MAN/man7/custkit-import.7" >page
	[ -s page ]
	for tool in $(tools); do
		reading_options "$tool" >options
		if [ -s options ]; then
			diff -u options page
			grep -q '^\.Xr custkit-import 7' "$MAN/man1/$tool.1"
		fi
	done
}

@test "the pages of the tools have the same sections" {
	for tool in $(tools); do
		run -0 sed -n 's/^\.Sh //p' "$MAN/man1/$tool.1"
		output=$(grep -v '^DIAGNOSTICS$' <<<"$output")
		same $'NAME\nSYNOPSIS\nDESCRIPTION\nOPTIONS\nEXIT STATUS\nEXAMPLES\nSEE ALSO'
	done
}

@test "mandoc finds nothing wrong" {
	run -0 mandoc -Tlint -Wwarning "$MAN"/man*/*.[1-9]
	same ''
}

@test "a page is called what its title and its name say" {
	for page in "$MAN"/man*/*.[1-9]; do
		name=$(basename "$page") section=${page##*.}
		name=${name%.*}
		grep -qx "\.Dt ${name^^} $section" "$page"
		[ "$(sed -n '/^\.Sh NAME/{n;s/^\.Nm //p}' "$page")" = "$name" ]
	done
}

# Pages of others that ours refer to.
OTHERS='bash 1
comm 1
cp 1
glob 7
grep 1
iconv 1
join 1
rsvg-convert 1
sqlite3 1
strptime 3'

@test "each page that is referred to is ours, or a known one of others" {
	for page in "$MAN"/man*/*.[1-9]; do
		basename "$page" | sed 's/\.\([1-9]\)$/ \1/'
	done | sort >ours
	grep -rhoE '^\.(It )?Xr [^ ]+ [1-9]' "$MAN" | sed 's/.*Xr //' | sort -u >refs
	diff -u <(echo "$OTHERS") <(comm -13 ours refs)
}

@test "what is called like a tool is one: the nouns and verbs are those of cmd/" {
	# custkit is the project; custkit-sql and the like are pages
	nouns=$(tools | grep - | cut -d- -f1 | sort -u | paste -sd'|')
	verbs=$(tools | grep - | cut -d- -f2 | sort -u | paste -sd'|')
	grep -rhowE "($nouns)-($verbs)" "$ROOT"/{README.md,cmd,lib,share,completions} |
		sort -u >named
	diff -u <(tools | grep -) named
}

@test "custkit(7) leads to every tool and page" {
	for page in "$MAN"/man[15]/*.[15]; do
		name=$(basename "$page")
		grep -q "^\.Xr ${name%.*} ${name##*.}\( ,\)\?$" "$MAN/man7/custkit.7"
	done
	diff -u <(tools) <(sed -n 's/^\.It Xr \(.*\) 1$/\1/p' "$MAN/man7/custkit.7" | sort)
}

@test "what the diagnostics quote is what the tools say" {
	# names, numbers, dates and plurals apart, each piece of the words stands in a source file
	tr -d '\n\t' < <(cat "$ROOT"/lib/*/*.c "$ROOT"/cmd/*.c) | sed 's/" *"//g' >source
	grep -rh '^\.It "' "$MAN"/man1 | sed -E 's/^\.It "//; s/"$//' | sort -u >said
	[ -s said ]
	while IFS= read -r line; do
		sed -E "s/\); \.\.\.|'[^']*'|[0-9]{4}-[0-9-]+|--[a-z-]+(=[^ )]+)?|[0-9]+|^[a-z]+\.csv:|customers?|orders?|refunds?|answers?|cells?|changes?|scores?|days?|rows?|[a-z]+(\|[a-z]+)+/\n/g" <<<"$line" >pieces
		while read -r piece; do
			[ ${#piece} -lt 12 ] || grep -qF -- "$piece" source ||
				{ echo "nobody says: $piece"; false; }
		done <pieces
	done <said
}

@test "the examples of the tools' pages print what they say" {
	run -0 "$ROOT/tests/examples.sh" "$MAN"/man1/*.1
}

@test "the examples of the other pages print what they say; the cookbook has its own tests" {
	pages=("$MAN"/man5/custkit-{db,presets,statistics}.5)
	for page in "$MAN"/man7/*.7; do
		[[ $page == *-cookbook.7 ]] || pages+=("$page")
	done
	run -0 "$ROOT/tests/examples.sh" "${pages[@]}"
}

@test "examples.sh sees an example that prints something else" {
	printf '%s\n' '```console' "\$ echo a; echo b" a ... '```' '```console' "\$ echo a" b \
		'```' >x.md
	run -1 "$ROOT/tests/examples.sh" x.md
	[[ $output == *'x.md:7: the example prints something else'* ]]
	[[ $output == *'2 examples, 1 wrong'* ]]
	run -1 "$ROOT/tests/examples.sh" /dev/null
}
