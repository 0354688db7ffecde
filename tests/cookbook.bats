# custkit-cookbook(7): its commands print what the page says, and the answers are right.
load helper

PAGE=$ROOT/share/man/man7/custkit-cookbook.7

answers() { # PAGE [RECIPE]
	rm -rf voucher
	python3 "$ROOT/tests/cookbook/answers.py" "$1" "$ROOT/share/examples/cdnow.csv" \
		"$ROOT/share/segments" "${@:2}"
}

@test "thirty questions, in order" {
	diff -u <(seq 30) <(sed -n 's/^\.Ss \([0-9]*\)\. .*[?？]$/\1/p' "$PAGE")
}

@test "every command prints what the page says" {
	run -0 "$ROOT/tests/examples.sh" "$PAGE"
}

@test "the same answers from the data of the page, without custkit" {
	run -0 answers "$PAGE"
	same '28 answers agree'
}

# bats test_tags=long
@test "a wrong answer would be seen" {
	wrong() { # RECIPE SED
		sed "$2" "$PAGE" >page.7
		! cmp -s "$PAGE" page.7 || return 1
		run -1 answers page.7 "$1"
		[[ $output == "recipe $1: "* ]] || { echo "recipe $1: $output"; false; }
	}
	wrong 1 's/^c02  .*茶饼碎了，我要退款$/c03  x/'
	wrong 2 's/^\(1997-01 .*\)12\.2%/\112.3%/'
	wrong 3 's/^130$/131/'
	wrong 4 's/\(Champions  *Loyal  *\)30 /\131 /'
	wrong 5 's/^\(北京 .*\)20\.023$/\120.123/'
	wrong 7 's/0\.180839/0.180838/'
	wrong 13 's/4:8$/4:9/'
	wrong 17 's/^\(voucher .*\) 87 /\1 86 /'
	wrong 30 's/^银卡,3,/银卡,4,/'
}
