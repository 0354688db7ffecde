# Files in other encodings, compressed, or of other kinds: what is read, what is refused by name.
# shellcheck disable=SC2154 # $output and $stderr are set by run
load helper

# A table whose notes come through a tool: notes LINE... writes t.csv in UTF-8.
notes() {
	echo customer_id,as_of,first_date,last_date,frequency,spend,monetary,note
	for note; do
		echo "$note,2024-02-01,2024-01-01,2024-01-01,0,1,,$note"
	done
}

read_notes() { cust-segment --rfm --as-of=2024-02-01 "$@" | cut -d, -f1,8 | tail -n +2; }

want() { printf '%s,%s\n' "$@"; }

# coded ENCODING: t.csv in it, as c.csv.
coded() { iconv -f UTF-8 -t "$1" t.csv >c.csv; }

german=(Müller Köln Größe Straße Jürgen Schröder Käthe München Würzburg Böhm)
chinese=(张伟 王秀英 李娜 北京 上海 已发货 等待付款 退货处理中 客户 金额)
taiwanese=(陳志明 林淑芬 張家豪 臺北 高雄 已出貨 等待付款 退貨處理中 會員 金額)
japanese=(佐藤太郎 鈴木花子 高橋 東京都 大阪府 発送済み お支払い待ち 顧客番号 ポテト 表)
korean=(김민준 이서연 박지훈 서울 부산 배송완료 결제대기 고객번호 금액 주문)
russian=(Иванов Смирнова Кузнецов Москва Казань Екатеринбург доставлен возврат клиент заказ)
polish=(Łukasz Małgorzata Wiśniewski Dąbrowska Łódź Kraków Białystok źródło żółty ręcznik)
turkish=(Yılmaz Şahin Çelik Doğan İstanbul Diyarbakır Eskişehir müşteri sipariş gömlek)

# table_of WORD...: t.csv with each word twice.
table_of() {
	notes "$@" >t.csv
	want="$(for note; do echo "$note,$note"; done)"
}

@test "--encoding reads the text as UTF-8 reads it" {
	while read -r encoding words; do
		declare -n list=$words
		table_of "${list[@]}"
		[ "$(read_notes -q t.csv)" = "$want" ]
		coded "$encoding"
		[ "$(read_notes -q --encoding="$encoding" c.csv)" = "$want" ]
		[ "$(read_notes -q --encoding="${encoding,,}" - <c.csv)" = "$want" ]
	done <<-END
		GB18030 chinese
		BIG5 taiwanese
		SHIFT_JIS japanese
		EUC-JP japanese
		EUC-KR korean
		WINDOWS-1251 russian
		KOI8-R russian
		WINDOWS-1250 polish
		WINDOWS-1252 german
		WINDOWS-1254 turkish
		UTF-16LE chinese
		UTF-16 korean
		UTF-8 russian
	END
}

@test "--encoding=auto says what it is, on standard error, with the option that forces it" {
	while read -r encoding words; do
		declare -n list=$words
		table_of "${list[@]}"
		coded "$encoding"
		run -0 --separate-stderr read_notes --encoding=auto c.csv
		[ "$output" = "$want" ]
		[ "${stderr_lines[0]}" = "cust-segment: c.csv: read as $encoding (--encoding=$encoding)" ]
		run -0 --separate-stderr read_notes --encoding=auto - < <(cat c.csv)
		[ "$output" = "$want" ]
		[ "${stderr_lines[0]}" = \
			"cust-segment: standard input: read as $encoding (--encoding=$encoding)" ]
		run -0 --separate-stderr read_notes -q --encoding=auto c.csv
		[ "$output" = "$want" ] && [ -z "$stderr" ]
	done <<-END
		GB18030 chinese
		BIG5 taiwanese
		SHIFT_JIS japanese
		EUC-KR korean
		WINDOWS-1251 russian
		WINDOWS-1250 polish
		WINDOWS-1252 german
		WINDOWS-1254 turkish
		UTF-16LE chinese
		UTF-16BE russian
		UTF-8 russian
	END
}

@test "a byte order mark is no part of the header" {
	table_of "${chinese[@]}"
	for encoding in UTF-16LE UTF-16BE UTF-8 UTF-32LE GB18030; do
		{ printf '\xef\xbb\xbf'; cat t.csv; } | iconv -f UTF-8 -t $encoding >c.csv
		[ "$(read_notes -q --encoding=auto c.csv)" = "$want" ]
		[ "$(read_notes -q --encoding=$encoding c.csv)" = "$want" ]
	done
	for order in LE BE; do
		{ printf '\xef\xbb\xbf'; cat t.csv; } | iconv -f UTF-8 -t UTF-16$order >c.csv
		[ "$(read_notes -q --encoding=utf-16 c.csv)" = "$want" ]
		coded UTF-16$order # without a mark
		[ "$(read_notes -q --encoding=utf-16 c.csv)" = "$want" ]
	done
}

@test "UTF-16 under another encoding is named" {
	table_of "${chinese[@]}"
	for order in LE BE; do
		coded UTF-16$order
		run -2 --separate-stderr cust-segment --rfm c.csv
		[ "$stderr" = "cust-segment: c.csv:1: not UTF-8, but UTF-16: use --encoding=UTF-16" ]
		[ "$(read_notes -q --encoding=UTF-16 c.csv)" = "$want" ]
		run -2 --separate-stderr cust-segment --rfm --encoding=gbk c.csv
		[ "$stderr" = "cust-segment: c.csv:1: not gbk, but UTF-16: use --encoding=UTF-16" ]
	done
	{ printf '\xef\xbb\xbf'; cat t.csv; } >c.csv
	run -2 --separate-stderr cust-segment --rfm --encoding=windows-1252 c.csv
	[ "$stderr" = "cust-segment: c.csv:1: not windows-1252, but UTF-8: use --encoding=UTF-8" ]
}

@test "an encoding that iconv does not know" {
	notes a >t.csv
	for name in klingon '' ASCII//TRANSLIT gb18030//IGNORE; do
		run -2 --separate-stderr cust-segment --rfm --encoding="$name" t.csv
		[ "${stderr_lines[0]}" = \
			"cust-segment: --encoding: '$name' is not known (iconv -l lists the names)" ]
	done
}

@test "what is not valid in the encoding makes its row bad, and nothing else" {
	table_of "${chinese[@]}"
	coded GB18030
	sed '4s/$/\xff/; 7s/.$//' c.csv >d.csv
	run -2 --separate-stderr cust-segment --rfm --encoding=GB18030 --as-of=2024-02-01 d.csv
	[ "$stderr" = "cust-segment: d.csv:4: not valid GB18030" ]
	run -1 --separate-stderr cust-segment --rfm --encoding=GB18030 --as-of=2024-02-01 \
		--skip-bad d.csv
	[ "$stderr" = $'cust-segment: d.csv:4: not valid GB18030\ncust-segment: d.csv:7: not valid GB18030' ]
	[ "$(cut -d, -f8 <<<"$output" | tail -n +2)" = "$(cut -d, -f8 t.csv | sed '1d;4d;7d')" ]
	cust-init -d s.db
	printf 'customer_id,name\n1,\xbf\xcd\xbb\xa7\n2,a\xff\n3,\xbf\xcd\xbb\xa7\n' >c.csv
	run -2 --separate-stderr cust-add -d s.db --encoding=GB18030 c.csv
	[ "$(cust-list -d s.db --no-header)" = "" ]
	run -1 --separate-stderr cust-add -d s.db --encoding=GB18030 --rejects=r.csv c.csv
	[ "$(cust-list -d s.db --no-header | cut -d, -f1,2)" = $'1,客户\n3,客户' ]
	grep -aq '^2,.*,not valid GB18030$' r.csv
	# in the header
	printf 'customer_id,date,\xff\na,2024-01-01,1\n' >c.csv
	run -2 --separate-stderr cust-segment --rfm --encoding=GB18030 c.csv
	[ "$stderr" = "cust-segment: c.csv:1: not valid GB18030" ]
}

@test "--encoding=auto: a few damaged characters are bad rows, not another encoding" {
	table_of "${chinese[@]}"
	for encoding in GB18030 UTF-8; do
		for ((i = 0; i < 20; i++)); do notes "${chinese[@]/%/$i}" | tail -n +2; done >>t.csv
		coded $encoding
		sed -i '100s/$/\xff/' c.csv
		run -2 --separate-stderr cust-segment --rfm --encoding=auto c.csv
		[ "${stderr_lines[0]}" = "cust-segment: c.csv: read as $encoding (--encoding=$encoding)" ]
		[[ ${stderr_lines[1]} == "cust-segment: c.csv:100: not "* ]]
	done
}

@test "Müller is never M黮ler; a few accents among ASCII are WINDOWS-1252" {
	for word in Müller München Cafetière Señor Ångström brûlée; do
		{ notes; for i in {1..50}; do notes "Anna Smith $i" | tail -n 1; done
			notes "$word" | tail -n 1; } >t.csv
		coded WINDOWS-1252
		run -0 --separate-stderr read_notes --encoding=auto c.csv
		[ "${stderr_lines[0]}" = \
			"cust-segment: c.csv: read as WINDOWS-1252 (--encoding=WINDOWS-1252)" ]
		[ "${lines[-1]}" = "$word,$word" ] || grep -q "^$word,$word$" <<<"$output"
	done
}

@test "a doubt stops, and names the options with words that they read differently" {
	printf 'customer_id,name\n1,Lef\xe8vre\n' >c.csv
	cust-init -d s.db
	run -2 --separate-stderr cust-add -d s.db --encoding=auto c.csv
	[[ $stderr == "cust-add: c.csv: cannot tell the encoding: --encoding=WINDOWS-1252 reads 'Lefèvre', --encoding=WINDOWS-1250 reads 'Lefčvre'"* ]]
	[ "$(cust-list -d s.db --no-header)" = "" ]
	# each of the options reads what it says
	options=$(grep -o -- "--encoding=[^ ]* reads '[^']*'" <<<"$stderr")
	while read -r option _ word; do
		run -0 cust-add -q -d s.db "$option" --dry-run c.csv
		iconv -f "${option#*=}" -t UTF-8 c.csv | grep -q "${word//\'/}"
	done <<<"$options"
	# two files put together
	{ notes "${chinese[@]}"; notes "${chinese[@]}" | tail -n +2 | iconv -f UTF-8 -t GB18030; } >c.csv
	run -2 --separate-stderr cust-segment --rfm --encoding=auto c.csv
	says "c.csv: cannot tell the encoding: --encoding=UTF-8"
}

@test "the last byte of a large input counts, from a file and from a pipe" {
	{ echo customer_id,date,amount,note; yes a,2024-01-01,1,abc | head -n 100000
		printf 'b,2024-01-02,1,\xbf\xcd\xbb\xa7\xd0\xd5\xc3\xfb\n'; } >c.csv
	mkdir tmp
	for input in c.csv -; do
		run -0 --separate-stderr env TMPDIR="$PWD/tmp" cust-segment --rfm \
			--as-of=2024-01-02 --encoding=auto $input < <(cat c.csv)
		[[ ${stderr_lines[0]} == *": read as GB18030 (--encoding=GB18030)" ]]
		[ "$(ls tmp)" = "" ]
	done
	# valid UTF-8 up to the last byte
	{ echo customer_id,date,amount,note; yes a,2024-01-01,1,客户 | head -n 100000
		printf 'b,2024-01-02,1,\xff\n'; } >c.csv
	run -2 --separate-stderr cust-segment --rfm --encoding=auto c.csv
	[ "${stderr_lines[0]}" = "cust-segment: c.csv: read as UTF-8 (--encoding=UTF-8)" ]
	says "c.csv:100002: not UTF-8"
}

@test "nothing of a pipe is passed on before the verdict" {
	cust-init -d s.db
	{ echo customer_id,name; seq -f 'c%.0f,x' 50000; printf 'x,\xe8\n'; } >c.csv
	run -2 --separate-stderr cust-add -d s.db --encoding=auto - < <(cat c.csv)
	says "cannot tell the encoding"
	[ "$(cust-list -d s.db --no-header | wc -l)" -eq 0 ]
	run -2 --separate-stderr env TMPDIR="$PWD/none" cust-add -d s.db --encoding=auto - < <(cat c.csv)
	[[ $stderr == "cust-add: $PWD/none/custkit."* &&
		$stderr == *" (TMPDIR says where): No such file or directory" ]]
}

@test "the copy of a pipe is for its owner alone, and has no name" {
	{ echo customer_id,date,amount; yes a,2024-01-01,1 | head -n 100000; } >c.csv
	mkdir tmp
	(umask 0; TMPDIR=$PWD/tmp trace openat,unlink cust-segment --rfm --as-of=2024-01-02 -q \
		--encoding=auto - < <(cat c.csv) >out)
	grep -q 'openat.*/tmp/custkit.*O_EXCL.*, 0600)' trace
	grep -q 'unlink(".*/tmp/custkit' trace
	[ "$(ls -A tmp)" = "" ]
}

@test "a NUL in one row of UTF-8 is that row's fault: the file is not UTF-16" {
	notes a b c d e f g h >t.csv
	sed -i '4s/$/\x00/' t.csv
	for option in -q --encoding=auto; do
		run -1 --separate-stderr cust-segment --rfm --skip-bad --as-of=2024-02-01 \
			$option t.csv
		says "t.csv:4: NUL byte in the row"
		[ "$(wc -l <<<"$output")" -eq 8 ]
	done
}

@test "the same text in another encoding is the same load" {
	cust-init -d s.db
	printf 'customer_id,name\n1,客户\n' >t.csv
	coded GB18030
	cust-add -q -d s.db --encoding=GB18030 c.csv >acc
	run -2 --separate-stderr cust-add -d s.db t.csv
	says "again"
}

@test "gzip is read, also in several members and from a pipe" {
	table_of "${russian[@]}"
	gzip -k t.csv
	[ "$(read_notes -q t.csv.gz)" = "$want" ]
	[ "$(read_notes -q - <t.csv.gz)" = "$want" ]
	[ "$(cat t.csv.gz | read_notes -q)" = "$want" ]
	size=$(wc -c <t.csv)
	for cut in 1 10 200 $((size - 1)); do
		{ head -c $cut t.csv | gzip; tail -c +$((cut + 1)) t.csv | gzip; } >two.gz
		[ "$(read_notes -q two.gz)" = "$want" ]
	done
	{ gzip </dev/null; cat t.csv.gz; gzip </dev/null; head -c 1000 /dev/zero; } >padded.gz
	[ "$(read_notes -q padded.gz)" = "$want" ]
	coded WINDOWS-1251
	gzip -c c.csv >c.csv.gz
	[ "$(read_notes -q --encoding=WINDOWS-1251 c.csv.gz)" = "$want" ]
	for input in c.csv.gz -; do
		run -0 --separate-stderr read_notes --encoding=auto $input < <(cat c.csv.gz)
		[ "$output" = "$want" ]
		says ": read as WINDOWS-1251"
	done
}

@test "gzip that is cut off or damaged loads nothing" {
	cust-init -d s.db
	{ echo customer_id,name; seq 100000 | sed 's/.*/c&,name &/'; } | gzip >c.csv.gz
	for cut in 1 8 9 5000; do
		head -c -$cut c.csv.gz >cut.csv.gz
		for input in cut.csv.gz -; do
			run -2 --separate-stderr cust-add -d s.db $input <cut.csv.gz
			says ": the gzip data are cut off; get the file again"
			[ "$(cust-list -d s.db --no-header | wc -l)" -eq 0 ]
		done
	done
	{ echo customer_id,date,amount; yes a,2024-01-01,1 | head -n 100000; } | gzip |
		head -c -4 >cut.csv.gz
	run -2 --separate-stderr cust-segment --rfm cut.csv.gz
	[ -z "$output" ]
	[ "$stderr" = "cust-segment: cut.csv.gz: the gzip data are cut off; get the file again" ]
	{ head -c 1000 c.csv.gz; printf XXXX; tail -c +1005 c.csv.gz; } >bad.csv.gz
	run -2 --separate-stderr cust-add -d s.db bad.csv.gz
	says "bad.csv.gz: the gzip data are damaged ("
	{ cat c.csv.gz; echo hello; } >bad.csv.gz
	run -2 --separate-stderr cust-add -d s.db bad.csv.gz
	says "bad.csv.gz: other bytes follow the gzip data at byte $(($(wc -c <c.csv.gz) + 1))"
	[ "$(cust-list -d s.db --no-header | wc -l)" -eq 0 ]
}

@test "what is packed in gzip is looked at, too" {
	gzip -c <<<'%PDF-1.4' >t.gz
	run -2 --separate-stderr cust-segment --rfm t.gz
	[ "$stderr" = "cust-segment: t.gz: what is packed in it is a PDF file, not CSV" ]
	notes a | gzip | gzip >t.gz
	run -2 --separate-stderr cust-segment --rfm t.gz
	[ "$stderr" = "cust-segment: t.gz: what is packed in it is gzip again" ]
	printf 'PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaaa.csv' | gzip >t.gz
	run -2 --separate-stderr cust-segment --rfm t.gz
	[ "$stderr" = "cust-segment: t.gz: what is packed in it is a zip archive, not CSV" ]
}

@test "spreadsheets of other kinds are refused by name" {
	cfb='\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
	printf "$cfb%s" "$(printf 'E.n.c.r.y.p.t.e.d.P.a.c.k.a.g.e.')" | tr . '\0' >t.xlsx
	run -2 --separate-stderr cust-segment --rfm t.xlsx
	[ "$stderr" = \
		"cust-segment: t.xlsx is a workbook that is protected by a password; save it without one" ]
	printf "$cfb" >t.xls
	run -2 --separate-stderr cust-segment --rfm t.xls
	[ "$stderr" = \
		"cust-segment: t.xls is an old Excel workbook (.xls), not CSV; save it as .xlsx or as CSV UTF-8" ]
	printf '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">' >t.xls
	run -2 --separate-stderr cust-segment --rfm t.xls
	says "t.xls is an XML spreadsheet of Excel 2003, not CSV"
	printf '<html><table><tr><td>1</td></tr></table>' >t.xls
	run -2 --separate-stderr cust-segment --rfm t.xls
	says "t.xls is a web page (HTML), not CSV; open it in a spreadsheet program and save it as"
	zip_of() { printf 'PK\x03\x04'; head -c 26 /dev/zero; printf '%s' "$1"; }
	zip_of Index/Document.iwa >t.numbers
	run -2 --separate-stderr cust-segment --rfm t.numbers
	says "t.numbers is a document of Apple Numbers (.numbers), not CSV; export it as"
	zip_of mimetypeapplication/vnd.oasis.opendocument.spreadsheet >t.ods
	run -2 --separate-stderr cust-segment --rfm t.ods
	says "t.ods is an OpenDocument spreadsheet (.ods), not CSV; save it as"
	zip_of xl/workbook.bin >t.xlsb
	run -2 --separate-stderr cust-segment --rfm t.xlsb
	says "t.xlsb is a binary Excel workbook (.xlsb), not CSV; save it as"
	printf 'PAR1\x15\x04' >t.parquet
	run -2 --separate-stderr cust-segment --rfm t.parquet
	[ "$stderr" = "cust-segment: t.parquet is a Parquet file, not CSV" ]
}

@test "lines that end with CR alone are read, with a note" {
	notes a b c | tr '\n' '\r' >t.csv
	run -0 --separate-stderr read_notes t.csv
	[ "$output" = $'a,a\nb,b\nc,c' ]
	[ "${stderr_lines[0]}" = \
		"cust-segment: t.csv: its lines end with CR alone; CR is read as the end of a line" ]
	iconv -f UTF-8 -t UTF-16 t.csv >c.csv
	run -0 --separate-stderr read_notes --encoding=auto c.csv
	[ "$output" = $'a,a\nb,b\nc,c' ]
	# more than a buffer
	{ notes; yes a,2024-02-01,2024-01-01,2024-01-01,0,1,,x | awk '{ sub("a", "a" NR) } 1' |
		head -n 30000; } | tr '\n' '\r' >t.csv
	[ "$(read_notes -q t.csv | wc -l)" -eq 30000 ]
	# one LF, and it is an error again
	printf 'customer_id,date\na,2024-01-01\rb,2024-01-01\n' >t.csv
	run -2 --separate-stderr cust-segment --rfm t.csv
	says "t.csv:2: CR without LF outside quotes"
}

# A slow pipe, and standard error on a terminal.
slowly() {
	python3 - "$@" <<-'END'
	import os, pty, subprocess, sys, time
	master, slave = pty.openpty()
	tool = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE,
	                        stdout=subprocess.DEVNULL, stderr=slave)
	os.close(slave)
	block = b'a,2024-01-01,1\n' * 40000
	tool.stdin.write(b'customer_id,date,amount\n')
	for i in range(6):
	    tool.stdin.write(block)
	    tool.stdin.flush()
	    time.sleep(.5)
	tool.stdin.close()
	tool.wait()
	text = b''
	try:
	    while part := os.read(master, 65536):
	        text += part
	except OSError:
	    pass
	sys.stdout.write(text.decode())
	END
}

@test "progress: rows, bytes and rate on a terminal after two seconds; not with --quiet" {
	run -0 slowly cust-segment --rfm --as-of=2024-01-01 -
	[[ $output =~ [0-9]+' rows, '[0-9]+' MB, '[0-9.]+' MB/s' ]]
	run -0 slowly cust-segment --rfm --as-of=2024-01-01 -q -
	[ -z "$output" ]
}
