# CSV in and out: what is an error, and what passes through unchanged.  The block path (an order
# log), the row path (a bulk load, a history table, a list) and one thread or two must say the same.
load helper

# A log is folded by blocks; histories and loads are read row by row.
fold() { cust-segment -q --rfm --as-of=2023-12-31 "$@"; }
spend() { fold "$@" | awk -F, 'NR > 1 { print $1 "," $6 }'; }

# bad LINE REASON: log.csv is refused there and for that, whoever reads it.
bad() {
	[ -f shop.db ] || cust-init -d shop.db
	for threads in 1 2; do
		run -2 --separate-stderr fold --threads=$threads log.csv
		[ -z "$output" ]
		[ "$stderr" = "cust-segment: log.csv:$1: $2" ] || {
			printf 'threads %s: wanted %s: %s\nbut: %s\n' $threads "$1" "$2" "$stderr"
			return 1
		}
	done
	run -2 --separate-stderr fold - <log.csv
	[ "$stderr" = "cust-segment: standard input:$1: ${2% log.csv}" ]
	run -2 --separate-stderr order-add -d shop.db --create log.csv
	[ -z "$output" ]
	[ "${stderr_lines[0]}" = "order-add: log.csv:$1: $2" ]
	run -0 order-list -d shop.db --no-header
	[ -z "$output" ]
}

head='customer_id,date,amount'
STRAY='a quote inside an unquoted cell, or text after a closing quote'
CR='CR without LF outside quotes'
OPEN='unclosed quote'

@test "a ragged row: too short, too long, quoted or not" {
	for a in a '"a"'; do
		printf "$head\n$a,2023-01-01,1\nb,2023-01-02\n" >log.csv
		bad 3 '2 cells but the header has 3'
		printf "$head\n$a,2023-01-01,1\nb\n" >log.csv
		bad 3 '1 cell but the header has 3'
		printf "$head\n$a,2023-01-01,1\nb,2023-01-02,1,\nc,2023-01-02,1\n" >log.csv
		bad 3 '4 cells but the header has 3'
		printf "$head\n$a,2023-01-01,1\n,,,,\n" >log.csv
		bad 3 '5 cells but the header has 3'
	done
	# a lone empty cell is a row, a blank line is none
	printf "$head\na,2023-01-01,1\n\"\"\n" >log.csv
	bad 3 '1 cell but the header has 3'
}

@test "a stray quote, text after a closing quote" {
	for row in 'b,2023-01-02,1"2' 'b"b",2023-01-02,1' '"b"b,2023-01-02,1' '"b" ,2023-01-02,1' \
		'b,2023-01-02, "1"' \
		'b,2023-01-02,"1""2"3' '"b""",2023-01-02,1"'; do
		printf '%s\na,2023-01-01,1\n%s\nc,2023-01-03,1\n' "$head" "$row" >log.csv
		bad 3 "$STRAY"
		printf '%s\n"a",2023-01-01,1\n%s' "$head" "$row" >log.csv
		bad 3 "$STRAY"
	done
}

@test "an unclosed quote: the line where it opened" {
	printf '%s\na,2023-01-01,1\nb,2023-01-02,"1\nc,2023-01-03,1\n' "$head" >log.csv
	bad 3 "$OPEN"
	printf '%s\na,2023-01-01,1\n"b' "$head" >log.csv
	bad 3 "$OPEN"
	printf '%s\na,2023-01-01,1\n"b""\n' "$head" >log.csv
	bad 3 "$OPEN"
	# a cell of three lines stands before it in its row
	printf '%s\n"a\n\n",2023-01-01,"1\n' "$head" >log.csv
	bad 4 "$OPEN"
	printf '%s,"note' "$head" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:1: $OPEN" ]
	# what follows is much
	{
		printf '%s\na,2023-01-01,1\n"b,2023-01-02,1\n' "$head"
		yes c,2023-01-03,1 | head -n 200000
	} >log.csv
	bad 3 "$OPEN"
}

@test "a NUL byte" {
	for row in 'b\0,2023-01-02,1' 'b,2023-01-02,1\0' '\0' 'b,2023-01-02\0,1' \
		'"b\0",2023-01-02,1' 'b,2023-01-02,"\0"'; do
		printf "$head\na,2023-01-01,1\n$row\n" >log.csv
		bad 3 'NUL byte in the row'
		printf "$head\n\"a\",2023-01-01,1\n$row" >log.csv
		bad 3 'NUL byte in the row'
	done
	printf "customer_id,date,amount,no\0te\na,2023-01-01,1,x\n" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:1: NUL byte in the row" ]
}

@test "what is not UTF-8" {
	# a lone byte, an overlong slash, a surrogate, beyond U+10FFFF, a sequence cut short
	for bytes in '\xff' '\xc0\xaf' '\xed\xa0\x80' '\xf4\x90\x80\x80' '\xe5\xae' '\x80'; do
		for row in "b$bytes,2023-01-02,1" "\"b$bytes\",2023-01-02,1" "b,2023-01-02,1$bytes";
			do
			printf "$head\na,2023-01-01,1\n$row\n" >log.csv
			run -2 --separate-stderr fold log.csv
			[[ $stderr == "cust-segment: log.csv:3: not UTF-8"* ]]
		done
	done
	printf "$head\na,2023-01-01,1\nb\xff,2023-01-02,1\n" >log.csv
	bad 3 'not UTF-8'
	printf "$head\n\"a\",2023-01-01,1\n\"b\xff\",2023-01-02,1\n" >log.csv
	bad 3 'not UTF-8'
	printf "customer_id,date,amount,\xff\na,2023-01-01,1,x\n" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:1: not UTF-8" ]
	# two cells are not one character: \xe5\xae | \xa2
	printf "$head,x,y\na,2023-01-01,1,\xe5\xae,\xa2\n" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:2: not UTF-8" ]
}

@test "GB18030: the message ends with the option that reads it" {
	for row in '客户,2023-01-02,1' '"客户",2023-01-02,1' '客户𠀀,2023-01-02,1'; do
		printf '%s\na,2023-01-01,1\n%s\n' "$head" "$row" >utf8.csv
		iconv -f UTF-8 -t GB18030 utf8.csv >log.csv
		run -2 --separate-stderr fold log.csv
		[[ $stderr == "cust-segment: log.csv:3: not UTF-8"* &&
			$stderr == *" GB18030: use --encoding=GB18030" ]]
		run -0 fold "${stderr##*use }" log.csv
		same "$(fold utf8.csv)"
	done
}

@test "a cell of 16 MiB passes, one byte more does not" {
	yes 客户 | tr -d '\n' | head -c 16777216 >big
	[ "$(wc -c <big)" -eq 16777216 ]
	# 16777212 is a multiple of six: whole characters
	truncate -s 16777212 big && printf 'xxxx' >>big
	for q in '' '"'; do
		printf 'customer_id,as_of,first_date,last_date,frequency,spend,monetary,note\na,2023-02-01,2023-01-01,2023-01-01,0,1,,%s' "$q" >h.csv
		cp h.csv h1.csv
		{ cat big && printf '%s\n' "$q"; } >>h.csv
		{ cat big && printf 'y%s\n' "$q"; } >>h1.csv
		cust-segment --rfm h.csv | tail -n 1 | cut -d, -f8 | cmp - <(cat big && echo)
		run -2 --separate-stderr cust-segment --rfm h1.csv
		[ "$stderr" = "cust-segment: h1.csv:2: a cell is larger than 16 MiB" ]
		printf '%s,note\na,2023-01-01,1,x\nb,2023-01-02,1,%s' "$head" "$q" >log.csv
		{ cat big && printf 'y%s\nc,2023-01-02,1,\n' "$q"; } >>log.csv
		for t in 1 2; do
			run -1 --separate-stderr fold --threads=$t --skip-bad log.csv
			[ "$stderr" = "cust-segment: log.csv:3: a cell is larger than 16 MiB" ]
			[ "${#lines[@]}" -eq 3 ]
		done
	done
}

@test "a row without an end: an error, and memory stays bounded" {
	{
		printf '%s\na,2023-01-01,1\nb,2023-01-02,' "$head"
		head -c 150000000 /dev/zero | tr '\0' 1
		printf '\nc,2023-01-02,x\n'
	} >log.csv
	run -2 --separate-stderr fold log.csv
	[[ $stderr == "cust-segment: log.csv:3: "*"is larger than "*MiB ]]
	# and the lines after it have their own numbers
	run --separate-stderr fold --skip-bad log.csv
	[[ $status -eq 2 || ${stderr_lines[-1]} == "cust-segment: log.csv:4: amount 'x' "* ]]
}

@test "a header without an end" {
	head -c 70000000 /dev/zero | tr '\0' h >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:1: a cell is larger than 16 MiB" ]
}

@test "a bare CR: an error outside quotes, a character inside" {
	for a in a '"a"'; do
		for row in 'b\r,2023-01-02,1\n' 'b,2023-01-02,1\rc,2023-01-02,1\n' \
			'\rb,2023-01-02,1\n' 'b,2023-01-02,1\r\r\n' '\r\r\n'; do
			printf "$head\n$a,2023-01-01,1\n${row}d,2023-01-01,1\n" >log.csv
			bad 3 "$CR"
		done
		# an old Mac file is one line
		printf "$head\n$a,2023-01-01,1\rb,2023-01-02,1\r" >log.csv
		bad 2 "$CR"
		# the last line too: it has no LF to go with
		printf "$head\n$a,2023-01-01,1\nb,2023-01-02,1\r" >log.csv
		bad 3 "$CR"
	done
	printf '"b"\r,2023-01-02,1\n' | cat <(printf "$head\n") - >log.csv
	bad 2 "$CR"
	printf "customer_id\rdate,amount\n" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:1: $CR" ]
	cust-add -q -d shop.db <<<$'customer_id,name\nz,"x\ry\r\nz\r"' >acc
	run -0 cust-list -d shop.db --columns=customer_id,name
	same $'customer_id,name\nz,"x\ry\r\nz\r"'
}

@test "the first fault in the file is the one that is named" {
	printf "$head\na,2023-01-01,1\nb\r,2023-01-02,1\nc\n\"d\n" >log.csv
	bad 3 "$CR"
	printf "$head\na,2023-01-01,1\nb,2023-01-02\nc\r,2023-01-02,1\n\"d" >log.csv
	bad 3 '2 cells but the header has 3'
	printf "$head\na,2023-01-01,1\nb\"\nc\r\n\"d" >log.csv
	bad 3 "$STRAY"
	# what the tool itself finds bad comes in its turn
	printf "$head\na,2023-01-01,1\nb,soon,1\nc\nd\r,\n" >log.csv
	bad 3 "date 'soon' is not a date (YYYY-MM-DD; use --date-format for other formats)"
}

@test "CRLF and LF are equal, also mixed, also quoted" {
	printf '%s\na,2023-01-01,1\n"b",2023-01-02,"2"\n' "$head" >lf.csv
	sed 's/$/\r/' lf.csv >crlf.csv
	sed '2s/$/\r/' lf.csv >mixed.csv
	for f in crlf mixed; do
		diff <(fold lf.csv) <(fold $f.csv)
	done
	cust-init -d shop.db
	order-add -q -d shop.db --create crlf.csv >acc
	run -0 order-list -d shop.db --no-header
	same $',a,2023-01-01,1,,,,,,\n,b,2023-01-02,2,,,,,,'
}

@test "a BOM is skipped, in each file, and only where it is one" {
	printf '\xef\xbb\xbf%s\na,2023-01-01,1\n' "$head" >1.csv
	printf '\xef\xbb\xbf%s\na,2023-01-02,2\n' "$head" >2.csv
	printf '\xef\xbb\xbf"customer_id",date,amount\na,2023-01-02,2\n' >3.csv
	run -0 spend 1.csv 2.csv 3.csv
	same a,5
	run -0 spend - <1.csv
	same a,1
	printf '%s\n\xef\xbb\xbfa,2023-01-01,1\n' "$head" >log.csv
	run -0 spend log.csv
	same $'\xef\xbb\xbfa,1'
	printf '\xef\xbb\xbf\xef\xbb\xbf%s\na,2023-01-01,1\n' "$head" >log.csv
	run -2 --separate-stderr fold log.csv
	says "no column 'customer_id' (an order log requires customer_id and date;"
	# an output has none
	run -0 bash -c "cust-segment -q --rfm --as-of=2023-12-31 1.csv | head -c 11"
	same customer_id
}

@test "blank lines are skipped and counted" {
	for a in a '"a"'; do
		printf "\n\r\n\n$head\n\n\n$a,2023-01-01,1\n\r\n\nb,2023-01-02,2\n\n" >log.csv
		run -0 spend log.csv
		same $'a,1\nb,2'
		printf "\n\r\n\n$head\n\n\n$a,2023-01-01,1\n\r\n\nb,2023-01-02\n\n" >log.csv
		bad 10 '2 cells but the header has 3'
	done
	# a line of a blank is not blank
	printf "$head\na,2023-01-01,1\n \n" >log.csv
	bad 3 '1 cell but the header has 3'
}

@test "a lone empty cell is a row" {
	cust-init -d shop.db
	for cell in '""' '""\r'; do
		printf "customer_id\n$cell\n\nx\n$cell\n" >ids.csv
		run -0 --separate-stderr cust-add -q -d shop.db --again ids.csv
		[[ $output == *,3,* ]]
	done
}

@test "a quoted newline counts its lines" {
	printf '%s,note\na,2023-01-01,1,"x\n\r\n\ny"\n"b",2023-01-02,2,\nc,soon,3,"\n"\n' "$head" \
		>log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = \
		"cust-segment: log.csv:7: date 'soon' is not a date (YYYY-MM-DD; use --date-format for other formats)" ]
	# a header of three lines
	printf 'customer_id,date,"no\n\nte",amount\na,2023-01-01,,1\nb,2023-01-02,\n' >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:5: 3 cells but the header has 4" ]
}

@test "without a last newline, header alone, nothing at all" {
	printf '%s\na,2023-01-01,1\nb,2023-01-02,25' "$head" >log.csv
	run -0 spend log.csv
	same $'a,1\nb,25'
	printf '%s\na,2023-01-01,1\n"b",2023-01-02,"25"' "$head" >log.csv
	run -0 spend log.csv
	same $'a,1\nb,25'
	printf '%s\na,2023-01-01,' "$head" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv:2: amount '' is not a valid amount (such as 1200.50)" ]
	printf '%s' "$head" >log.csv
	run -0 fold --no-header log.csv
	same ''
	: >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = "cust-segment: log.csv: empty input, no header" ]
	printf '%s\na,2023-01-01,1\n' "$head" >1.csv
	run -2 --separate-stderr fold 1.csv log.csv
	[ "$stderr" = "cust-segment: log.csv: empty input, no header" ]
}

@test "a second file must have the same header" {
	printf '%s\na,2023-01-01,1\n' "$head" >1.csv
	printf 'customer_id,amount,date\na,1,2023-01-01\n' >2.csv
	printf 'customer_id,date\na,2023-01-01\n' >3.csv
	printf '\n"customer_id","date","amount"\r\na,2023-01-02,2\n' >4.csv
	run -2 --separate-stderr fold 1.csv 2.csv
	[ "$stderr" = "cust-segment: 2.csv:1: column 'amount' but the first file has 'date'" ]
	run -2 --separate-stderr fold 1.csv 3.csv
	[ "$stderr" = "cust-segment: 3.csv:1: 2 columns but the first file has 3" ]
	run -2 --separate-stderr fold 3.csv 1.csv
	[ "$stderr" = "cust-segment: 1.csv:1: 3 columns but the first file has 2" ]
	run -0 spend 1.csv 4.csv 1.csv
	same a,4
}

@test "a column twice, also the second time in quotes" {
	for h in customer_id,date,amount,date '"date",customer_id,amount,date'; do
		printf '%s\n' "$h" >log.csv
		run -2 --separate-stderr fold log.csv
		[ "$stderr" = \
			"cust-segment: log.csv: columns 'date' and 'date' are the same (use --rename='date[1]=date' or --ignore)" ]
	done
	# several without a name are not the same column: they are left out
	printf 'customer_id,date,,\n' >log.csv
	run -0 --separate-stderr fold log.csv
	# of two that nobody needs none is an error, unless both pass through; the message stays on
	# one line
	printf 'customer_id,date,"x\ny","x\ny"\n' >log.csv
	run -0 --separate-stderr fold log.csv
	printf 'customer_id,"x\ny","x\ny"\n' >list.csv
	cust-init -d twins.db
	run -2 --separate-stderr cust-segment -d twins.db list.csv
	[ "$stderr" = "cust-segment: list.csv: duplicate column 'x?y' (use --rename or --ignore)" ]
	run -0 cust-segment -q -d twins.db '--ignore=x
y[2]' list.csv
	# names are bytes: case counts, blanks count
	printf 'customer_id,date,amount,Date, date\na,2023-01-01,1,,\n' >log.csv
	run -0 spend log.csv
	same a,1
}

@test "several operands, - among them, each once; lines count within their file" {
	printf '%s\na,2023-01-01,1\n' "$head" >1.csv
	printf '%s\nb,2023-01-01,2' "$head" >2.csv
	printf '%s\nc,2023-01-01,4\nd,x,1\n' "$head" >3.csv
	run -0 spend 1.csv - 2.csv <<<"$head"$'\nz,2023-01-01,8'
	same $'a,1\nb,2\nz,8'
	run -2 --separate-stderr fold 1.csv 2.csv 3.csv
	[ "$stderr" = \
		"cust-segment: 3.csv:3: date 'x' is not a date (YYYY-MM-DD; use --date-format for other formats)" ]
	run -2 --separate-stderr fold 1.csv - 2.csv <3.csv
	[ "$stderr" = \
		"cust-segment: standard input:3: date 'x' is not a date (YYYY-MM-DD; use --date-format for other formats)" ]
	run -2 --separate-stderr fold - - <1.csv
	[ "$stderr" = "cust-segment: standard input: empty input, no header (use -D for the store)" ]
	run -2 --separate-stderr fold 1.csv none.csv
	[ "$stderr" = "cust-segment: none.csv: No such file or directory" ]
	run -2 --separate-stderr fold 1.csv .
	[ "$stderr" = "cust-segment: .: Is a directory" ]
	# a file of that name is reached by ./-
	cp 1.csv ./-
	run -0 spend ./- </dev/null
	same a,1
}

@test "a cell is not altered on its way through" {
	cat >h.csv <<-'END'
		zip,customer_id,as_of,first_date,last_date,frequency,spend,monetary,n,"q,""1"
		007,0x1,2023-02-01,2023-01-01,2023-01-01,0,01.50,,1e5, lead
		+1,1e3,2023-02-01,2023-01-01,2023-01-01,0,2,, trail ,"a ""b"", c"
		-0,NaN,2023-02-01,2023-01-01,2023-01-01,0,3.000,,"x
		y",'
	END
	cust-segment --rfm h.csv | sed 's/,[1-5],[1-5],[1-5],[1-5]*,[^,]*$//' >out
	sed 's/,[1-5],[1-5],[1-5],[1-5]*,[^,]*$//' out | tail -n +2 | diff <(tail -n +2 h.csv) -
	run -0 head -1 out
	same 'zip,customer_id,as_of,first_date,last_date,frequency,spend,monetary,n,"q,""1",r_score,f_score,m_score,rfm,segment'
	# and what was quoted without need is not
	sed 's/007/"007"/; s/ lead/" lead"/' h.csv >quoted.csv
	diff <(cust-segment --rfm h.csv) <(cust-segment --rfm quoted.csv)
}

@test "--skip-bad: the first 20 are named, the rest counted, the good rows stay, status 1" {
	{
		echo "$head"
		for i in {1..30}; do
			echo "g$i,2023-01-01,1"
			echo "b$i,2023-01-01"
		done
	} >plain.csv
	sed 's/^\(g[0-9]*\),/"\1",/' plain.csv >quoted.csv
	for f in plain quoted; do
		for t in 1 2; do
			run -1 --separate-stderr fold --skip-bad --threads=$t $f.csv
			[ "${#lines[@]}" -eq 31 ]
			[ "${#stderr_lines[@]}" -eq 21 ]
			for i in {0..19}; do
				[ "${stderr_lines[i]}" = \
					"cust-segment: $f.csv:$((2 * i + 3)): 2 cells but the header has 3" ]
			done
			[ "${stderr_lines[20]}" = "cust-segment: 10 more bad rows" ]
		done
	done
	# 20 are all
	run -1 --separate-stderr fold --skip-bad <(head -n 41 plain.csv)
	[ "${#stderr_lines[@]}" -eq 20 ]
	run -1 --separate-stderr fold --skip-bad <(head -n 43 plain.csv)
	[[ ${stderr_lines[20]} == "cust-segment: 1 more bad row"* ]]
	# nothing bad: 0; framing is never skipped
	run -0 fold --skip-bad <(head -n 2 plain.csv)
	printf '%s\na,2023-01-01,1\nb,"x\n' "$head" >log.csv
	run -2 --separate-stderr fold --skip-bad log.csv
	[ -z "$output" ]
	[ "$stderr" = "cust-segment: log.csv:3: $OPEN" ]
}

@test "--skip-bad over many blocks: in the order of the file, with one thread and two" {
	awk -v head="$head" 'BEGIN {
		print head
		for (i = 2; i <= 120000; i++)
			if (i % 9973 == 0) print "b" i ",2023-13-01,1"
			else if (i % 7919 == 0) print "b" i ",2023-01-01"
			else print "g" i % 100 ",2023-01-" 10 + i % 20 ",1"
	}' >log.csv
	[ "$(stat -c %s log.csv)" -gt 1600000 ]
	want=$(awk 'BEGIN { for (i = 2; i <= 120000; i++)
		if (i % 9973 == \
		0) printf "cust-segment: log.csv:%d: date \0472023-13-01\047 is not a valid date\n",
		i
		else if (i % 7919 == \
		0) printf "cust-segment: log.csv:%d: 2 cells but the header has 3\n", i }' |
		head -n 20)
	for t in 1 2; do
		run -1 --separate-stderr fold --skip-bad --threads=$t log.csv
		[ "$(head -n 20 <<<"$stderr")" = "$want" ]
		[ "${#lines[@]}" -eq 101 ]
	done
}

@test "rows across the ends of blocks: read by blocks and row by row, quoted and not" {
	# about 1.3 MB; a cell of several lines and one of characters of three bytes in every row
	for kind in plain quoted; do
		awk -v kind=$kind 'BEGIN {
			print "customer_id,date,amount,sku"
			for (i = 1; i <= 16000; i++) {
				pad = substr("客户客户客户客户客户客户客户客户", 1, 3 * (1 + i % 16))
				sku = kind == "plain" ? pad " " i : \
				"\"" pad "\r\n\"\"" i "\"\"\n,\""
				printf "c%03d,2023-01-%02d,%d,%s%s\n", i % 500,
				1 + int(i / 500) % 28, i % 97, sku, i % 3 ? "" : "\r"
			}
		}' >log.csv
		awk 'BEGIN { for (i = 1; i <= 16000; i++) s[sprintf("c%03d", i % 500)] += i % 97
			for (c in s) print c "," s[c] }' | sort >want
		spend --threads=1 log.csv | diff want -
		spend --threads=2 log.csv | diff want -
		spend - < <(cat log.csv) | diff want -
		rm -f shop.db
		cust-init -d shop.db
		run -0 --separate-stderr order-add -q --no-header -d shop.db --create log.csv
		same 1,16000,16000,0,0,0
		spend -d shop.db | diff want -
		# the cells themselves came through
		sqlite3 shop.db "SELECT hex(sku) FROM orders ORDER BY id" >got
		awk -v kind=$kind 'BEGIN { for (i = 1; i <= 16000; i++) {
			hex = ""
			for (k = 0; k < 1 + i % 16; k++) hex = hex (k % 2 ? "E688B7" : "E5AEA2")
			n = ""
			for (k = 1; k <= length(i ""); k++) n = n "3" substr(i "", k, 1)
			print hex (kind == "plain" ? "20" n : "0D0A22" n "220A2C") } }' | diff - got
	done
}

@test "input that comes in drops is the same table" {
	drops() { while IFS= read -r -n 1 -d '' c; do printf '%s' "$c"; done <log.csv; }
	printf '%s\na,2023-01-01,1\n"b",2023-01-02,2\nc,2023-01-03,4' "$head" >log.csv
	run -0 spend - < <(drops)
	same $'a,1\nb,2\nc,4'
	printf '%s\na,2023-01-01,1\n"b",2023-01-02' "$head" >log.csv
	run -2 --separate-stderr fold - < <(drops)
	[ "$stderr" = "cust-segment: standard input:3: 2 cells but the header has 3" ]
}

@test "what sqlite3 .import takes for 1 and 0, 1,200.50 and currency signs, is read in full" {
	printf 'customer_id,date,amount\n1,2023-01-01,"1,200.50"\n2,2023-01-01,¥300\n3,2023-01-01,12\n' >log.csv
	cust-init -d shop.db
	run -0 order-add -q -d shop.db --create log.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,3,3,0,0,0'
	# 1200.50 + 300 + 12, in ten-thousandths
	[ "$(sqlite3 shop.db 'SELECT sum(amount) FROM orders')" = 15125000 ]
	run -0 spend log.csv
	same $'1,1200.5\n2,300\n3,12'
	# what is no amount in any spelling is refused with its reason
	for t in 1 2; do
		printf 'customer_id,date,amount\n1,2023-01-01,"1,2"\n2,2023-01-01,3.5万\n3,2023-01-01,12\n4,2023-01-01,x\n' >log.csv
		run -1 --separate-stderr fold --skip-bad --threads=$t log.csv
		[[ ${lines[1]} == 3,* && ${#lines[@]} == 2 ]]
		[ "$stderr" = \
			"cust-segment: log.csv:2: amount '1,2' has separators that do not fit a decimal point (use --decimal=, if it is a comma)
cust-segment: log.csv:3: amount '3.5万' has a unit; write the number in full
cust-segment: log.csv:5: amount 'x' is not a valid amount (such as 1200.50)" ]
	done
}

@test "short and long rows are no NULLs and no loss" {
	cust-init -d shop.db
	printf 'customer_id,name\na,x\nb\nc,y,z\n\n"d","p\nq"\ne\n' >c.csv
	run -1 --separate-stderr cust-add -d shop.db --rejects=bad.csv c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,5,2,0,0,3'
	[ "$stderr" = "cust-add: c.csv:3: 1 cell but the header has 2
cust-add: c.csv:4: 3 cells but the header has 2
cust-add: c.csv:8: 1 cell but the header has 2" ]
	run -0 cust-list -d shop.db --columns=customer_id,name --no-header
	same $'a,x\nd,"p\nq"'
}

@test "the list of -d FILE LIST is read as strictly" {
	cust-init -d shop.db
	printf '%s\na,2023-01-01,1\nb,2023-01-02,1\n' "$head" |
		order-add -q -d shop.db --create >acc
	list() { cust-segment -q --rfm --as-of=2023-02-01 -d shop.db "$@"; }
	printf 'customer_id,note\nb,007\n"a","x, ""y""\nz"\n' >l.csv
	run -0 list l.csv
	[[ ${lines[1]} == b,007,2023-02-01,* && ${lines[2]} == 'a,"x, ""y""' &&
		${lines[3]} == 'z",2023-02-01,'* ]]
	printf 'customer_id,note\nb,007\na\n' >l.csv
	run -2 --separate-stderr list l.csv
	[ "$stderr" = "cust-segment: l.csv:3: 1 cell but the header has 2" ]
	printf 'customer_id,note\nb,"007\na,x\n' >l.csv
	run -2 --separate-stderr list l.csv
	[ "$stderr" = "cust-segment: l.csv:2: $OPEN" ]
	printf 'customer_id,note\nb,x\nghost,y\n' >l.csv
	run -2 --separate-stderr list l.csv
	[[ $stderr == "cust-segment: l.csv:3: customer_id 'ghost' "* ]]
}

@test "control characters in a message are not sent to the terminal" {
	printf '%s\na,\x1b[2J\x07\x7f,1\n' "$head" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = \
		"cust-segment: log.csv:2: date '?[2J??' is not a date (YYYY-MM-DD; use --date-format for other formats)" ]
	printf '%s\na,"so\non",1\n' "$head" >log.csv
	run -2 --separate-stderr fold log.csv
	[ "$stderr" = \
		"cust-segment: log.csv:2: date 'so?on' is not a date (YYYY-MM-DD; use --date-format for other formats)" ]
}

@test "the option that reads an encoding can be typed as it stands" {
	printf 'customer_id,date,amount\n\xbf\xcd\xbb\xa7,2023-01-01,1\n' >"an export.csv"
	run -2 --separate-stderr fold "an export.csv"
	[ "$stderr" = \
		"cust-segment: an export.csv:2: not UTF-8, but GB18030: use --encoding=GB18030" ]
	fold "${stderr##*use }" "an export.csv" >out
	grep -q '^客户,' out
	printf '\xff\xfec\0' >utf16.csv
	run -2 --separate-stderr fold utf16.csv
	[ "$stderr" = "cust-segment: utf16.csv:1: not UTF-8, but UTF-16: use --encoding=UTF-16" ]
}
