# One connection: a tool opens the store once, and reads its input to the end before it asks the
# store anything.
load helper

# Every tool with -d, --db.
store_tools() {
	local tool
	for tool in "$ROOT"/cmd/*.c; do
		tool=$(basename "$tool" .c)
		# cust-report runs other tools, each of which opens it; table-guess only names it
		[ "$tool" = cust-report ] || [ "$tool" = table-guess ] ||
			! "$tool" --help | grep -q -- '-d, --db\b' || echo "$tool"
	done
}

# A store of two customers with a bit of everything, made once.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db --timezone=Asia/Shanghai
	printf 'customer_id\n7\n8\n' >customers.csv
	cust-add -q -d shop.db customers.csv >acc
	for i in 1 2 3 4 5 6 7 8 9; do
		printf '7,2023-0%s-01,10\n8,2023-0%s-11,4\n' "$i" "$i"
	done | sed '1i customer_id,date,amount' >orders.csv
	order-add -q -d shop.db orders.csv >acc
	touch-log -d shop.db --customer-id=7 --touchpoint=delivery --score=4 --journey=j \
		--date=2023-01-05 >acc
	feedback-log -d shop.db --customer-id=7 --kind=nps --score=9 --date=2023-01-06 >acc
	promise-log -d shop.db --customer-id=7 --promise=x --date=2023-01-06 --due=2023-01-09 >acc
	winback-log -d shop.db --customer-id=7 --offer=x --date=2023-01-06 >acc
	printf 'channel,cost\n,100\n' >costs.csv
	printf 'survey,wave,respondent,item,part,value\nk,1,r,door,functional,like\nk,1,r,door,dysfunctional,dislike\n' >k.csv
	printf 'survey,wave,respondent,item,part,value\nq,1,r,1,expectation,7\nq,1,r,1,perception,6\n' >q.csv
	printf 'survey,wave,respondent,item,value\nm,1,r,greeting,1\n' >m.csv
	for f in k q m; do
		survey-log -q -d shop.db --date=2023-01-06 "$f.csv" >acc
	done
	trial-assign -q -d shop.db --trial=t --as-of=2023-05-01 --holdout=50% --record >acc
	touch shop.db # only to be copied from here on
}

# lines TOOL: command lines of it that work on shop.db, of every kind of reading and writing that it
# has.
lines() {
	case $1 in
	churn-flag) cat <<-'END'
		churn-flag -q -d shop.db --as-of=2023-10-01 --method=rules
		churn-flag -q -d shop.db --as-of=2023-10-01 --method=rules - <customers.csv
		churn-flag -q -d shop.db --as-of=2023-10-01 --method=rules --alert
		churn-flag -q -d shop.db --as-of=2023-10-01 --method=rules --alert --dry-run
		churn-flag -d shop.db --format=prom
		END
		;;
	clv-calc) cat <<-'END'
		clv-calc -q -d shop.db --as-of=2023-10-01 --params=model.csv
		clv-calc -q -d shop.db --as-of=2023-10-01 --params=model.csv - <customers.csv
		END
		;;
	cust-add) cat <<-'END'
		cust-add -d shop.db --name=x
		cust-add -d shop.db --again customers.csv
		cust-add -n -d shop.db --again - <customers.csv
		END
		;;
	cust-diff) echo 'cust-diff -q -d shop.db 2023-03-01 2023-10-01' ;;
	custkit) echo 'custkit doctor -d shop.db' ;;
	cust-backup) echo 'cust-backup -d shop.db copy.db' ;;
	cust-restore) echo 'cust-restore -d new.db shop.db' ;;
	audit-check) cat <<-'END'
		audit-check -d shop.db
		audit-check -d shop.db --witness
		END
		;;
	cust-forget) cat <<-'END'
		cust-forget -q -d shop.db --force 7
		cust-forget -n -d shop.db --older-than=1d
		END
		;;
	cust-check) cat <<-'END'
		cust-check -d shop.db
		cust-check --repair -d shop.db
		END
		;;
	data-check) cat <<-'END'
		data-check -d shop.db
		data-check -d shop.db --record
		END
		;;
	visit-list) cat <<-'END'
		visit-list -d shop.db
		visit-list -q -d shop.db --queue
		visit-list -d shop.db --missed-by=hour
		END
		;;
	visit-log) echo 'visit-log -d shop.db --queue=x' ;;
	points-check) echo 'points-check -d shop.db' ;;
	points-list) cat <<-'END'
		points-list -d shop.db
		points-list -d shop.db --lots
		points-list -d shop.db --liability
		END
		;;
	points-log) cat <<-'END'
		points-log -d shop.db --customer-id=7 --points=5
		points-log -d shop.db --expire
		END
		;;
	cust-merge) cat <<-'END'
		cust-merge -d shop.db 7 8
		cust-merge -n -d shop.db 7 8
		END
		;;
	cust-init) echo 'cust-init -d shop.db --upgrade' ;;
	cust-list) cat <<-'END'
		cust-list -d shop.db
		cust-list -q -d shop.db --history --as-of=2023-10-01 --columns=name
		END
		;;
	cust-segment) cat <<-'END'
		cust-segment -q --rfm -d shop.db --as-of=2023-10-01
		cust-segment -q --rfm -d shop.db --as-of=2023-03-01 - <customers.csv
		cust-segment -q --abc --loyalty -d shop.db --as-of=2023-10-01 --remember=abc
		END
		;;
	cust-show) cat <<-'END'
		cust-show -d shop.db 7
		cust-show -d shop.db 7 --format=json
		END
		;;
	cust-undo) cat <<-'END'
		cust-undo -d shop.db 2
		cust-undo -n -d shop.db 2
		cust-undo --list -d shop.db
		END
		;;
	feedback-list) cat <<-'END'
		feedback-list -d shop.db --overdue
		feedback-list -d shop.db --match=x
		END
		;;
	feedback-log) echo 'feedback-log -d shop.db --kind=praise --text=x' ;;
	feedback-step) cat <<-'END'
		feedback-step -d shop.db 1 --acknowledge
		printf 'case_id\n1\n' | feedback-step -d shop.db --acknowledge -
		END
		;;
	figure-calc) echo 'figure-calc -d shop.db --by=city' ;;
	demand-forecast) echo 'demand-forecast -d shop.db --by=sku' ;;
	cust-dedupe) cat <<-'END'
		cust-dedupe -d shop.db
		cust-dedupe -d shop.db --against=- <customers.csv
		END
		;;
	item-recommend) cat <<-'END'
		item-recommend -d shop.db
		printf 'customer_id\n7\n' | item-recommend -d shop.db -
		END
		;;
	consent-list) echo 'consent-list -d shop.db' ;;
	consent-log) echo 'consent-log -d shop.db --customer-id=7 --purpose=x --step=given' ;;
	cust-export) cat <<-'END'
		cust-export -d shop.db 7
		cust-export -d shop.db -f csv 7
		END
		;;
	cac-calc) echo 'cac-calc -d shop.db --costs=costs.csv' ;;
	cohort-calc) cat <<-'END'
		cohort-calc -d shop.db --by=city
		cohort-calc -d shop.db --survival --idle=30
		END
		;;
	kano-calc) echo 'kano-calc -d shop.db --survey=k' ;;
	mot-calc) echo 'mot-calc -d shop.db' ;;
	nps-calc) echo 'nps-calc -d shop.db --by=department' ;;
	order-add) cat <<-'END'
		order-add -d shop.db --again orders.csv
		order-add -d shop.db --again - <orders.csv
		END
		;;
	order-list) echo 'order-list -d shop.db' ;;
	promise-list) echo 'promise-list -d shop.db' ;;
	promise-log) cat <<-'END'
		promise-log -d shop.db --customer-id=7 --promise=x --due=2199-12-31
		promise-log -d shop.db 1 --kept
		END
		;;
	score-calc) echo 'score-calc -d shop.db --survey=m --instrument=mystery' ;;
	service-check) echo 'service-check -d shop.db' ;;
	servqual-calc) echo 'servqual-calc -q -d shop.db --survey=q' ;;
	survey-list) echo 'survey-list -d shop.db' ;;
	survey-log) cat <<-'END'
		survey-log -d shop.db --survey=s --item=1 --value=5 --customer-id=7
		survey-log -d shop.db --again --wave=2 --ignore=wave q.csv
		END
		;;
	touch-list) echo 'touch-list -d shop.db' ;;
	touch-log) echo 'touch-log -d shop.db --touchpoint=delivery' ;;
	care-due) cat <<-'END'
		care-due -d shop.db --as-of=2023-01-09
		care-due -d shop.db --as-of=2023-01-09 --hand-out
		END
		;;
	trial-assign) echo 'trial-assign -q -d shop.db --trial=x --record --horizon=90d' ;;
	trial-calc) echo 'trial-calc -q -d shop.db --trial=t' ;;
	winback-list) cat <<-'END'
		winback-list -d shop.db
		winback-list -d shop.db --by=offer
		END
		;;
	winback-log) cat <<-'END'
		winback-log -d shop.db --customer-id=7
		winback-log -d shop.db 1 --won
		END
		;;
	*)
		echo "connection.bats has no command line of $1" >&2
		return 1
		;;
	esac
}

# traced LINE...: runs it on a copy of the store; what it opened is in the file trace.
traced() {
	rm -f copy.db
	cp "$BATS_FILE_TMPDIR"/* .
	trace open,openat,openat2 bash -c "$1" </dev/null >out 2>err || {
		echo "fails: $1"
		cat err
		return 1
	}
}

# SQLite opens the file of the store like this; what only locks it follows links.
opened() { grep '/shop\.db"' trace | grep -c O_NOFOLLOW; }
locked() { grep '/shop\.db"' trace | grep -vc O_NOFOLLOW; }

@test "every tool opens the store once; only alerts and lists that are handed out also lock it" {
	local tool line want
	model >"$BATS_FILE_TMPDIR/model.csv"
	store_tools >tools
	[ "$(wc -l <tools)" -ge 28 ]
	while read -r tool; do
		lines "$tool" >lines
		[ -s lines ]
		while read -r line; do
			traced "$line"
			[ "$(opened)" = 1 ] || { echo "opens it $(opened) times: $line"; return 1; }
			[[ $line =~ --(alert|hand-out)$ ]] && want=1 || want=0
			[ "$(locked)" = "$want" ] || { echo "locks it $(locked) times: $line";
				return 1; }
		done <lines
	done <tools
}
