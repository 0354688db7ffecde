load helper

# complete WORD...: what bash completes the last word to, as COMP_WORDS would have it.
complete_bash() {
	bash -c 'compopt() { :; }; . "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1));
		"_custkit_${1//-/_}"; printf "%s\n" "${COMPREPLY[@]}"' \
		"$ROOT/$(basename \
		"$(dirname "$(dirname "$(command -v clv-calc)")")")/completions/bash/$1" "$@"
}

@test "bash: an option of clv-calc" {
	run -0 complete_bash clv-calc --disc
	same "--discount="
}

@test "bash: the words of a choice, after the = that bash splits off" {
	run -0 complete_bash clv-calc --format = t
	same "tsv
table"
}

@test "bash: files where a FILE belongs, and nothing where a date does" {
	touch shop.db
	run -0 complete_bash cust-list --db = sh
	same "shop.db"
	run -0 complete_bash cust-list --as-of = ""
	same ""
}

@test "every option of every tool is completed, in three shells" {
	build=$ROOT/$(basename "$(dirname "$(dirname "$(command -v clv-calc)")")")
	for tool in $(basename -s .c "$ROOT"/cmd/*.c); do
		bash=$(<"$build/completions/bash/$tool")
		zsh=$(<"$build/completions/zsh/$tool")
		fish=$(<"$build/completions/fish/$tool")
		"$tool" --help | grep -oE '^  (-.,|   ) --[a-z-]+' | grep -oE '[a-z][a-z-]+$' >options
		while read -r option; do
			[[ $bash == *"--$option"* ]]
			[[ $zsh == *"--$option"* ]]
			[[ $fish == *"-l $option"* ]]
		done <options
	done
}
