load helper

@test "README.md: every block prints what it says" {
	run -0 "$ROOT/tests/examples.sh" "$ROOT/README.md"
}

@test "README.zh-CN.md: every block prints what it says" {
	run -0 "$ROOT/tests/examples.sh" "$ROOT/share/doc/README.zh-CN.md"
}

@test "README.zh-CN.md: the same in the locale zh_CN.UTF-8, installed or not" {
	CHINESE=zh_CN.UTF-8 run -0 "$ROOT/tests/examples.sh" "$ROOT/share/doc/README.zh-CN.md"
}

@test "README.zh-CN.md: each topic of README.md has a block" {
	commands() {
		awk '/^```console/ { inside = 1 } /^```$/ { inside = 0 } inside' "$1" |
			grep -oE '(^|[ |(])[a-z]+-[a-z]+( |$)' | tr -d ' |(' | sort -u
	}
	# what the English one shows, apart from options of the same tools
	[ -z "$(comm -23 <(commands "$ROOT/README.md") \
		<(commands "$ROOT/share/doc/README.zh-CN.md"))" ]
}

@test "README.zh-CN.md: its table names the same tools in the same order" {
	diff <(sed -n 's/^| *`\([a-z-]*\)`.*/\1/p' "$ROOT/README.md") \
		<(sed -n 's/^| *`\([a-z-]*\)`.*/\1/p' "$ROOT/share/doc/README.zh-CN.md")
}

@test "README.md: the table of the tools names each tool, and no other" {
	named=$(sed -n 's/^| `\([a-z-]*\)`.*/\1/p' "$ROOT/README.md" | sort)
	tools=$(basename -s .c "$ROOT"/cmd/*.c | sort)
	[ "$named" = "$tools" ]
}

@test "README.md: every library that is linked is named with its reason" {
	for name in SQLite libcsv GSL libunistring xxHash; do
		grep -q "^.*$name (.*" "$ROOT/README.md" || { echo "$name"; return 1; }
	done
}
