# The Chinese manuals: the macros and examples of the English pages, and how they look.
load helper

ZH=$ROOT/share/man/zh_CN
T=$ROOT/tests/translation.py

# wide FILE: lines with Chinese and more than 80 columns, of which a Chinese character has 2.
wide() {
	LC_ALL=C.UTF-8 sed 's/[“”–—‘’•‐−]/-/g' "$1" |
		LC_ALL=C awk '
		{ line = $0; bytes = length(); chinese = gsub(/[\340-\357]/, "") }
		chinese && bytes - chinese > 80 { print line; found = 1 }
		END { exit !found }'
}

# prose PAGE: the page without displays.
prose() {
	sed '/^\.Bd/,/^\.Ed/d' "$1"
}

# A copy of the pages of nps-calc under git, to change: $en and $zh.
copy() {
	mkdir -p share/man/man1 share/man/zh_CN/man1
	en=share/man/man1/nps-calc.1 zh=share/man/zh_CN/man1/nps-calc.1
	cp "$ROOT/$en" "$en"
	cp "$ROOT/$zh" "$zh"
	git init -q
	git add .
	sed -i "s/git blob .*/git blob $(git hash-object "$en")/" "$zh"
}

@test "the pages have the macros, options and examples of the English ones" {
	run -0 "$T" check "$ZH"/man?/*
	same ''
}

@test "the messages that the pages quote are those of the catalogue" {
	local quotes=$ROOT/tests/quotes.py po=$ROOT/share/po/zh_CN.po
	run -0 "$quotes" check "$po" "$ZH"/man?/*
	same ''
	# a quote of another message, and one that is English
	copy
	sed -i 's/不在 0 到 10 之间/不在 0 到 5 之间/; s/^\.It "略去 12.*/.It "left out 12 rows"/' $zh
	run -1 "$quotes" check "$po" $zh
	[ "${#lines[@]}" -eq 2 ]
	quoted="log.csv:7: score '*'"
	[[ $output == *"\"$quoted 不在 0 到 5 之间\", not \"$quoted 不在 0 到 10 之间\""* ]]
	"$quotes" put "$po" $zh
	cmp $zh "$ROOT/$zh" || diff $zh "$ROOT/$zh" | grep -v 'Translates\|^---\|^[0-9c]*$' | run -1 grep .
	run -0 "$quotes" check "$po" $zh
}

@test "pages whose English page has changed are named in the report of the tests" {
	run -0 "$T" stale "$ZH"/man?/*
	[ -z "$output" ] || sed 's/^/# /' <<<"$output" >&3
}

@test "mandoc finds nothing wrong, but that NAME has a Chinese name" {
	run mandoc -Tlint -Wwarning "$ZH"/man?/*
	output=$(grep -v 'first section is not "NAME"\|description line outside NAME section' \
		<<<"$output" || true)
	same ''
}

@test "a page is called what its title and its name say" {
	for page in "$ZH"/man?/*; do
		name=$(basename "$page") section=${page##*.}
		name=${name%.*}
		grep -qx "\.Dt ${name^^} $section" "$page"
		[ "$(sed -n '/^\.Sh 名称/{n;s/^\.Nm //p}' "$page")" = "$name" ]
		# groff 1.23 knows the name only under the English heading
		run ! grep -nE '^\.Nm$|Nm Ns|^\.Nm [^a-z]' "$page"
	done
}

@test "where messages are quoted, the page says that they are Chinese, and where English" {
	for page in $(grep -l '^\.Bl -diag' "$ZH"/man?/*); do
		run -0 grep -B1 '^\.Bl -diag' "$page"
		[[ ${lines[0]} == '.No 以下是中文消息。'* ]]
		[[ ${lines[0]} == *' Ev LC_ALL Ns = Ns Cm C '*' Xr custkit 7 '* ]]
		echo "$page" >>quoting
	done
	grep -qx '\.Ss 语言' "$ZH/man7/custkit.7"
	[ "$(wc -l <quoting)" -gt 5 ]
}

@test "groff breaks lines between Chinese characters, and adds no blank" {
	for page in "$ZH"/man?/*; do
		# in the locale C a Chinese character has one column
		prose "$page" | LC_ALL=C.UTF-8 groff -K utf8 -T utf8 -P -cbou -m mandoc -rLL=78n \
			>shown 2>errors
		[ "$(wc -l <shown)" -gt 100 ]
		run -1 wide shown
		same ''
		LC_ALL=C.UTF-8 run -1 grep -nP '[\p{Han}，。；：、] [\p{Han}“（]' shown
		# a macro that became text
		run -1 grep -nwE 'Ns|Em|Va|Fl|Xr|Sx' shown
	done
}

@test "mandoc breaks lines after punctuation" {
	for page in "$ZH"/man?/*; do
		prose "$page" | mandoc -T utf8 -O width=78 | LC_ALL=C.UTF-8 sed 's/.\x08//g' >shown
		[ "$(wc -l <shown)" -gt 100 ]
		run -1 wide shown
		same ''
	done
}

@test "a line that is too wide is seen" {
	printf '%s\n' 短 "$(printf '长%.0s' {1..41})" "$(printf '宽%.0s' {1..40})" >lines
	run -0 wide lines
	[ "${#lines[@]}" = 1 ]
	[[ $output == 长* ]]
}

@test "check sees an option, an example and a section that differ" {
	copy
	run -0 "$T" check "$zh"
	sed -i '/^\.It Fl Fl until/d; s/--fail-under=40 log/--fail-under=41 log/; s/^\.Sh 退出状态/.Ss 退出状态/' "$zh"
	run -1 "$T" check "$zh"
	[[ $output == *"$zh: - .It Fl Fl until Ns = Ns Ar DATE"* ]]
	[[ $output == *'+ .Bd -literal'*'--fail-under=41 log'* ]]
	[[ $output == *'- .Sh'*'+ .Ss'* ]]
	sed -i '/git blob/d' "$zh"
	run -1 "$T" check "$zh"
	same "$zh: no line Translates FILE, git blob ID"
}

@test "update keeps what is unchanged, and marks what is to be translated" {
	copy
	run -0 "$T" stale "$zh"
	same ''
	cp "$zh" before
	then=$(git hash-object "$en")
	sed -i 's/^Count only answers on or before this day\.$/Count no later answers./
		s/^\.It Fl Fl compare$/.It Fl Fl x\n.Nm\nIs it?\n&/' "$en"
	run -0 "$T" stale "$zh"
	same "translate anew: $zh: $en has changed since ${then:0:12}"
	run -1 "$T" check "$zh"
	[[ $output == *'- .It Fl Fl x'* ]]
	run -0 "$T" update "$zh"
	run -0 "$T" check "$zh"
	run -0 "$T" stale "$zh"
	same "translate anew: $zh: marked parts: 2"
	cat >script <<-EOF
		s/$then/$(git hash-object "$en")/
		s/^只计这一天及以前的回答。\$/.\\\\" Translate:\n.\\\\" | &\nCount no later answers./
		s/^\.It Fl Fl compare\$/.It Fl Fl x\n.\\\\" Translate:\n.Nm nps-calc\nIs it?\n&/
	EOF
	sed -i -f script before
	diff -u before "$zh"
}

@test "update keeps marks that are not yet translated" {
	copy
	sed -i 's/^Count only answers on or before this day\.$/Count no later answers./' "$en"
	git add .
	"$T" update "$zh"
	sed -i 's/^Print one row per combination of values of these columns\.$/One row each./' "$en"
	run -0 "$T" update "$zh"
	run -0 "$T" stale "$zh"
	same "translate anew: $zh: marked parts: 2"
}

@test "update refuses a page that is not parallel to the one that it translates" {
	copy
	sed -i '/^\.It Fl Fl until/d' "$zh"
	echo '.\" new' >>"$en"
	cp "$zh" before
	run -1 "$T" update "$zh"
	[[ $output == "$zh: its macros are not those of the page it translates, git blob "* ]]
	cmp before "$zh"
}
