#!/bin/sh
# Prints the shell completions of a tool from its --help, the only place that defines the options.
# usage: gen.sh bash|zsh|fish TOOL-BINARY
set -eu
export LC_ALL=C
shell=$1
tool=${2##*/}

# options TOOL-BINARY: one line per option: letter|name|argument|description.
options() {
	"$1" --help | awk '
		/^  (-.,|   ) --/ { flush_line(); line = $0; next }
		line != "" && /^ {30,}/ { sub(/^ +/, ""); line = line "  " $0; next }
		{ flush_line() }
		END { flush_line() }
		function flush_line(    letter, rest, name, arg, at) {
			if (line == "") return
			letter = substr(line, 3, 1) == "-" ? substr(line, 4, 1) : ""
			rest = substr(line, 9)
			at = match(rest, /  +|$/)
			name = substr(rest, 1, at - 1)
			rest = substr(rest, at)
			sub(/^ +/, "", rest)
			arg = ""
			if ((at = index(name, "=")) > 0) {
				arg = substr(name, at + 1)
				name = substr(name, 1, at - 1)
			}
			gsub(/\|/, " ", arg)
			gsub(/\|/, " ", rest)
			print letter "|" name "|" arg "|" rest
			line = ""
		}'
}

# What an argument completes to: words (a choice), files, or nothing.
kind='function kind(arg) { return arg ~ / / ? "words" : arg == "FILE" ? "files" : "nothing" }'

bash_completion() {
	awk -F'|' -v tool="$1" "$kind"'
	function reply(compgen) {
		return "mapfile -t COMPREPLY < <(compgen " compgen " -- \"$cur\")"
	}
	{
		words = words " --" $2 ($3 == "" ? "" : "=")
		if ($3 == "") next
		arms = arms "\t--" $2 ($1 == "" ? "" : "|-" $1) ") "
		if (kind($3) == "words") arms = arms reply("-W \"" $3 "\"") "; "
		else if (kind($3) == "files") arms = arms reply("-f") "; "
		arms = arms "return ;;\n"
	}
	END {
		f = tool; gsub(/-/, "_", f)
		printf "_custkit_%s() {\n", f
		print "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}"
		print "\tif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi"
		print "\tif [[ $cur == = ]]; then cur=; fi"
		printf "\tcase $prev in\n%s\tesac\n", arms
		print "\tif [[ $cur == -* ]]; then"
		print "\t\t" reply("-W \"" substr(words, 2) "\"")
		print "\t\tif [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then" \
		    " compopt -o nospace; fi"
		print "\telse"
		print "\t\t" reply("-f")
		print "\tfi"
		print "}"
		printf "complete -o filenames -F _custkit_%s %s\n", f, tool
	}'
}

zsh_completion() {
	awk -F'|' -v tool="$1" "$kind"'
	BEGIN { printf "#compdef %s\n_arguments \\\n", tool }
	{
		gsub(/\047/, "\047\\\047\047", $4)
		gsub(/\[/, "\\[", $4)
		gsub(/\]/, "\\]", $4)
		gsub(/:/, "\\:", $4)
		equals = $3 == "" ? "" : "="
		action = $3 == "" ? "" : ":" (kind($3) == "words" ? "choice:(" $3 ")" : \
		    kind($3) == "files" ? $3 ":_files" : $3 ":")
		if ($1 == "") printf "\t\047--%s%s[%s]%s\047 \\\n", $2, equals, $4, action
		else printf "\t\047(-%s --%s)\047{-%s,--%s%s}\047[%s]%s\047 \\\n",
		    $1, $2, $1, $2, equals, $4, action
	}
	END { print "\t\047*:file:_files\047" }'
}

fish_completion() {
	awk -F'|' -v tool="$1" "$kind"'
	{
		gsub(/\\/, "\\\\", $4); gsub(/\047/, "\\\047", $4)
		argument = $3 == "" ? "" : kind($3) == "words" ? " -x -a \047" $3 "\047" : \
		    kind($3) == "files" ? " -r -F" : " -x"
		printf "complete -c %s%s -l %s%s -d \047%s\047\n",
		    tool, $1 == "" ? "" : " -s " $1, $2, argument, $4
	}'
}

case $shell in
bash|zsh|fish) options "$2" | "${shell}_completion" "$tool" ;;
*) echo "usage: gen.sh bash|zsh|fish TOOL" >&2; exit 2 ;;
esac
