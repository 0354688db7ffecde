# --pseudonym and --mask of every list and analysis (lib/io/put_veil).
load helper

KEY=0123456789abcdef0123456789abcdef

keyed() {
	python3 -c 'import hashlib, sys
for i in sys.argv[2:]:
    print(hashlib.blake2b(i.encode(), key=sys.argv[1].encode(), digest_size=16).hexdigest())' "$@"
}

# The key in k, and a store s.db of three customers.
setup_shop() {
	(umask 077; printf %s "$KEY" >k)
	cust-init -d s.db
	cat >customers.csv <<-'END'
	customer_id,name,email,phone,birthday,city,vip
	C1,Ann Lee,ann@example.com,13800138000,1990-01-31,Paris,"yes, she is Ann"
	客户2,王小明,,+86 138 0013 8001,,上海,
	C3,Bo,bo@x.org,123,,,no
	END
	cust-add -q -d s.db --attrs customers.csv >acc
	printf '%s\n' customer_id,date,amount,order_id,sku C1,2025-01-01,5,O1,x C1,2025-02-01,6,O2,y \
		客户2,2025-01-02,7,O3,x C3,2025-01-03,8.5,O4,x >orders.csv
	order-add -q -d s.db orders.csv >acc
}

@test "customer_id is BLAKE2b with the key: the same key, the same id, in every tool and format" {
	setup_shop
	keyed "$KEY" C1 客户2 C3 | sort >want
	veil=(--pseudonym --key-file=k --no-header)
	cust-list -d s.db "${veil[@]}" --columns=customer_id | diff -u want -
	cust-list -d s.db "${veil[@]}" --history --as-of=2025-02-01 | cut -d, -f1 | diff -u want -
	for tool in "cust-segment --rfm" "clv-calc --model=historic" "churn-flag --method=rules"; do
		# shellcheck disable=SC2086 # words
		$tool -q -d s.db --as-of=2025-02-01 "${veil[@]}" --columns=customer_id |
			diff -u want -
		# shellcheck disable=SC2086 # words
		$tool -q --as-of=2025-02-01 "${veil[@]}" --columns=customer_id orders.csv |
			diff -u want -
	done
	order-list -d s.db "${veil[@]}" --columns=customer_id | sort -u | diff -u want -
	cust-list -d s.db --pseudonym --key-file=k -f json | jq -r .customer_id | diff -u want -
	cust-list -d s.db --pseudonym --key-file=k -f tsv | tail -n +2 | cut -f1 | diff -u want -
	cust-list -d s.db --pseudonym --key-file=k -t --wide | tail -n +2 | cut -d' ' -f1 |
		diff -u want -
	order-list -d s.db --pseudonym --key-file=k -f json | jq -r .order_id | sort |
		diff -u <(keyed "$KEY" O1 O2 O3 O4 | sort) -
	# another key
	(umask 077; printf %s "${KEY}x" >k2)
	cust-list -d s.db --pseudonym --key-file=k2 --no-header --columns=customer_id |
		diff -u <(keyed "${KEY}x" C1 客户2 C3 | sort) -
}

@test "a pipe keeps the ids: the next tool reads keyed ids as ids" {
	setup_shop
	order-list -d s.db --pseudonym --key-file=k |
		cust-segment -q --rfm --as-of=2025-02-01 --columns=customer_id,rfm >piped.csv
	cust-segment -q --rfm -d s.db --as-of=2025-02-01 --columns=customer_id,rfm \
		--pseudonym --key-file=k | diff -u - piped.csv
	# joined by id
	cust-list -d s.db --pseudonym --key-file=k --columns=customer_id,city --no-header >city.csv
	join -t, <(tail -n +2 piped.csv) city.csv >joined.csv
	[ "$(wc -l <joined.csv)" = 3 ]
	grep -q "^$(keyed "$KEY" C1),.*,Paris$" joined.csv
}

@test "no id, name, phone, address or text of a customer is in what is printed" {
	setup_shop
	feedback-log -q -d s.db --customer-id=C1 --kind=complaint --date=2025-01-05 \
		--text='Ann Lee here, call 13800138000' >acc
	touch-log -q -d s.db --customer-id=C1 --date=2025-01-06 --journey=ann-1 --agent=Wendy \
		--note='Ann again' >acc
	promise-log -q -d s.db --customer-id=C1 --promise='call Ann' --due=2025-02-02 \
		--date=2025-01-06 >acc
	winback-log -q -d s.db --customer-id=C1 --reason='Ann moved' --offer='for Ann' \
		--date=2025-01-06 >acc
	survey-log -q -d s.db --survey=s --item=1 --value='I am Ann' --customer-id=C1 \
		--date=2025-01-06 >acc
	survey-log -q -d s.db --survey=s --item=2 --value=7 --customer-id=C1 --date=2025-01-06 >acc
	cust-add -q -d s.db --customer-id=C1 --city=Annecy -n --pseudonym --key-file=k >change
	for list in 'cust-list' 'cust-list --history --columns=name,phone,email' order-list \
		feedback-list 'feedback-list --events' touch-list promise-list winback-list \
		survey-list consent-list 'cust-segment -d s.db' 'service-check --list' \
		'item-recommend -d s.db' 'cust-segment --explain -d s.db'; do
		# shellcheck disable=SC2086 # words
		$list -q -d s.db --as-of=2025-02-01 --pseudonym --key-file=k 2>/dev/null ||
			$list -q -d s.db --pseudonym --key-file=k
	done >all
	cat change >>all
	[ "$(wc -l <all)" -gt 25 ]
	[ "$(grep -c "$(keyed "$KEY" C1)" all)" -ge 10 ]
	run -1 grep -nE 'C1|C3|客户|Ann|13800138|1990|王小|Wendy|x\.org.*bo@|\bBo\b|O1' all
	# a number of a survey stays
	run -0 survey-list -d s.db --pseudonym --key-file=k --no-header --columns=item,value
	same $'1,\n2,7'
}

@test "pairs of customers: both ids are keyed, and neither their values nor their order is told" {
	cust-init -d p.db
	cust-add -q -d p.db >acc <<-'END'
		customer_id,name,phone,birthday
		c1,Anna Smith,+43 660 5550001,1990-02-03
		c2,Anna Smith,+43 660 5550001,1990-02-03
		c3,Bert Jones,+43 660 5550003,1980-05-06
		c4,Bert Jones,+43 660 5550003,1980-05-06
		c5,Cleo Brown,+43 660 5550005,1970-07-08
		c6,Cleo Brown,+43 660 5550005,1970-07-08
	END
	(umask 077; printf %s "$KEY" >k)
	cust-dedupe -q -d p.db --columns=keep_id,other_id --no-header >plain
	[ "$(wc -l <plain)" = 3 ]
	cust-dedupe -q -d p.db --columns=keep_id,other_id --no-header --pseudonym --key-file=k >out
	while IFS=, read -r a b; do
		keyed "$KEY" "$a" "$b" | paste -sd,
	done <plain | sort | diff - out
	cust-merge -q -n -d p.db --pseudonym --key-file=k c1 c2 >out
	[ "$(sed -n 2p out)" = "$(keyed "$KEY" c1 c2 | paste -sd,),name,,," ]
	run -1 grep -E 'Anna|5550001|c1|c2' out
	cust-merge -q -n -d p.db --mask c1 c2 >out
	run -1 grep -E 'Anna|5550001|1990' out
}

@test "--mask alone: ids stay; the order, too" {
	setup_shop
	run -0 cust-list -d s.db --mask --no-header \
		--columns=customer_id,name,email,phone,birthday,city,attrs
	same "C1,A***,a***@example.com,1***,1***,Paris,
C3,***,b***@x.org,***,,,
客户2,王***,,+***,,上海,"
	run -0 --separate-stderr cust-list -d s.db --mask --columns=customer_id,vip
	[ "$stderr" = "cust-list: printed as it is: column 'vip', unknown to custkit (leave out what is personal with --columns)" ]
	same $'customer_id,vip\nC1,"yes, she is Ann"\nC3,no\n客户2,'
	run -0 --separate-stderr bash -c 'printf "%s\n" customer_id,date,amount,Mobile,tier,shop \
		C1,2025-01-01,5,13800138000,gold,A |
		cust-segment -q --rfm --as-of=2025-02-01 --keep=Mobile --keep=tier --keep=shop \
			--mask --columns=Mobile,tier'
	same $'Mobile,tier\n1***,gold'
}

@test "the rows are in the order of the keyed ids, so that these tell nothing; unless --sort" {
	setup_shop
	cust-list -d s.db --pseudonym --key-file=k --no-header --columns=customer_id >ids
	LC_ALL=C sort -c ids
	cust-list -d s.db --columns=customer_id --no-header | while read -r id; do
		keyed "$KEY" "$id"
	done >true_order
	! cmp -s ids true_order || return 1
	run -0 cust-segment -q --rfm -d s.db --as-of=2025-02-01 --pseudonym --key-file=k \
		--sort=-spend --columns=spend --no-header
	same $'11\n8.5\n7'
	# also if the id is not the first column, or another one is printed first
	run -0 order-list -d s.db --pseudonym --key-file=k --no-header
	[ "${#lines[@]}" -gt 2 ]
	LC_ALL=C sort -c -t, -k2,2 <<<"$output"
	order-list -d s.db --pseudonym --key-file=k --columns=customer_id,amount --no-header |
		LC_ALL=C join -t, - ids >joined
	[ "$(wc -l <joined)" = "${#lines[@]}" ]
	head -n 1 ids >first
	cust-list -d s.db --pseudonym --key-file=k --no-header --columns=customer_id --limit=1 |
		diff -u first -
}

@test "it goes with --purpose, which knows the true ids" {
	setup_shop
	consent-log -q -d s.db --customer-id=C1 --purpose=marketing --step=withdrawn >acc
	for sort in '' --sort=city; do
		# shellcheck disable=SC2086 # nothing, or one word
		cust-list -q -d s.db --purpose=marketing --pseudonym --key-file=k --no-header \
			$sort | cut -d, -f1 | sort | diff -u <(keyed "$KEY" 客户2 C3 | sort) -
	done
}

@test "a key that others can read, or that is none, is refused; and what makes one is said" {
	setup_shop
	make='make a key: (umask 077; head -c 32 /dev/urandom >FILE)'
	refuses() {
		run -2 --separate-stderr cust-list -d s.db --pseudonym --key-file="$1"
		[ -z "$output" ] && [ "$stderr" = "cust-list: $2" ] || { echo "$stderr"; return 1; }
	}
	for mode in 640 604 620 602 610 601 644 666; do
		chmod $mode k
		refuses k "k: others can use this key (chmod 600 k)"
	done
	chmod 400 k
	run -0 cust-list -d s.db --pseudonym --key-file=k
	umask 077
	: >empty
	refuses empty "empty: is empty ($make)"
	printf %s "${KEY:1}" >short
	refuses short "short: is too short for a key: less than 32 bytes ($make)"
	head -c 64 /dev/urandom >most
	run -0 cust-list -d s.db --pseudonym --key-file=most
	head -c 65 /dev/urandom >long
	refuses long "long: is too long for a key: more than 64 bytes ($make)"
	refuses none "none: No such file or directory"
	mkdir dir
	refuses dir "dir: is not a regular file"
	mkfifo -m 600 fifo
	sleep 1 >fifo &
	refuses fifo "fifo: is not a regular file"
	run -2 --separate-stderr cust-list -d s.db --pseudonym
	[ "${stderr_lines[0]}" = "cust-list: --pseudonym requires --key-file=FILE ($make)" ]
	run -2 --separate-stderr cust-list -d s.db --key-file=k
	[ "${stderr_lines[0]}" = "cust-list: --key-file requires --pseudonym" ]
	# the command that is named makes a key
	(umask 077; head -c 32 /dev/urandom >FILE)
	run -0 cust-list -d s.db --pseudonym --key-file=FILE
}

@test "alerts are not recorded if the key is refused" {
	setup_shop
	printf x >bad
	run -2 --separate-stderr churn-flag -q -d s.db --alert --as-of=2025-02-01 --method=rules \
		--pseudonym --key-file=bad
	run -0 sqlite3 s.db 'SELECT count(*) FROM alert_run'
	same 0
}

@test "a library that is missing is named" {
	is_sanitized && return
	setup_shop
	name=$(ldconfig -p | sed -n 's/^\t\(libsodium\.so\.[0-9]*\) .*/\1/p' | head -n 1)
	mkdir lib
	echo broken >"lib/$name"
	run -2 --separate-stderr env LD_LIBRARY_PATH=lib cust-list -d s.db --pseudonym --key-file=k
	[[ $stderr == "cust-list: keyed ids need the library $name: "* ]]
	# and not needed without it
	run -0 env LD_LIBRARY_PATH=lib cust-list -d s.db --mask
}
