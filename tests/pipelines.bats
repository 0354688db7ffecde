# share/examples: a crontab, a systemd timer, a mail and a webhook, with a churn-flag, mail and curl
# of our own.
load helper

EXAMPLES=$ROOT/share/examples

# A churn-flag that prints and forgets what is in the file tonight, and takes down how it was
# called.
fakes() {
	mkdir bin
	cat >bin/churn-flag <<-'END'
		#!/bin/sh
		echo "churn-flag $*" >>called
		cat tonight 2>/dev/null
		rm -f tonight
		exit "$(cat status 2>/dev/null || echo 0)"
	END
	# fails while there is a file down; takes down what it is given
	cat >bin/mail <<-'END'
		#!/bin/sh
		[ ! -e down ] || exit 1
		printf '%s\n' "$@" >mail.args
		cat >>mailed
	END
	cat >bin/curl <<-'END'
		#!/bin/sh
		alert=$(cat)
		! grep -qsF "$alert" down || exit 22
		printf '%s\n' "$@" >curl.args
		printf '%s\n' "$alert" >>posted
	END
	chmod +x bin/*
	PATH=$PWD/bin:$PATH
	touch shop.db
}

@test "mail: what changed, and no mail where nothing did" {
	fakes
	run -0 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	same ""
	[ ! -e mailed ]
	[ "$(cat called)" = "churn-flag -q -d shop.db --alert -t" ]
	echo "2 a NEW" >tonight
	run -0 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	same ""
	[ "$(cat mailed)" = "2 a NEW" ]
	[ "$(cat mail.args)" = $'-s\ncustomers at risk\ncare@example.org' ]
	run -0 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	[ "$(cat mailed)" = "2 a NEW" ]
	[ "$(stat -c %a shop.db.mail)" = 600 ]
}

@test "mail: in Chinese where the environment is; without operands the usage" {
	fakes
	echo "2 a 新增" >tonight
	LC_ALL='' LC_MESSAGES='' LANG=zh_CN.UTF-8 run -0 sh "$EXAMPLES/churn-mail.sh" shop.db c@example.org
	[ "$(cat mail.args)" = $'-s\n客户流失预警\nc@example.org' ]
	echo "3 a 新增" >tonight
	LC_ALL='' LANG=zh_CN.UTF-8 run -0 sh "$EXAMPLES/churn-mail.sh" shop.db c@example.org 早报
	[ "$(cat mail.args)" = $'-s\n早报\nc@example.org' ]
	run -2 sh "$EXAMPLES/churn-mail.sh" shop.db
	same 'usage: churn-mail.sh STORE ADDRESS [SUBJECT]'
	run -2 sh "$EXAMPLES/care-mail.sh"
	same 'usage: care-mail.sh STORE ADDRESS [en|zh [OPTION...]]'
	run -2 sh "$EXAMPLES/churn-webhook.sh" shop.db
	same 'usage: churn-webhook.sh STORE CONFIG'
}

@test "mail that does not go out goes with the next one" {
	fakes
	echo "2 a NEW" >tonight
	touch down
	run -1 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	rm down
	echo "3 b NEW" >tonight
	run -0 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	[ "$(cat mailed)" = $'2 a NEW\n3 b NEW' ]
	[ ! -s shop.db.mail ]
}

@test "mail: a churn-flag that failed is said, what it printed is mailed" {
	fakes
	echo "2 a NEW" >tonight
	echo 2 >status
	run -2 sh "$EXAMPLES/churn-mail.sh" shop.db care@example.org
	[ "$(cat mailed)" = "2 a NEW" ]
}

# A store day.db with somebody to contact on 4 May 2026.
day() {
	cust-init -d day.db
	printf 'customer_id,name,phone,birthday\na,张三,13800138000,1990-05-04\n' |
		cust-add -q -d day.db >acc
}

@test "care mail: who, why, how, what to do, and the command that records it" {
	day
	local settles="--direction=out --settles='birthday/2026'"
	run -0 sh "$EXAMPLES/care-mail.sh" day.db - en --as-of=2026-05-04
	same "
张三 (a)
  why: birthday on 2026-05-04
  what to do: wish a happy birthday
  how: phone 13800138000, 2026-05-04 09:00-20:00 (consent: unknown)
  when done: touch-log -d 'day.db' --customer-id='a' --channel=phone $settles"
	# the command works as it is printed
	touch=$(sed -n 's/^  when done: //p' <<<"$output")
	eval "$touch --date=2026-05-04" >acc
	run -0 care-due -d day.db --as-of=2026-05-04
	same ""
	run -0 sh "$EXAMPLES/care-mail.sh" day.db - zh --as-of=2026-05-05
	same ""
	# alerts of churn-flag come first
	sqlite3 day.db "INSERT INTO alert_run (as_of, at, customers, ok, watch, alert, rule)
		VALUES ('2026-05-05', 'x', 1, 0, 0, 1, 2); INSERT INTO alert (as_of, customer_id,
		change, risk, reasons)
		VALUES ('2026-05-05', 'a', 'NEW', 81, 'no purchase for 90 days');
		INSERT INTO alert_state (customer_id, state, told, changed)
		VALUES ('a', 'raised', '2026-05-05', '2026-05-05')"
	for who in a b c d; do
		for month in 1 2 3 4; do
			echo "$who,2026-0$month-0$month,$month"
		done
	done | sed '1i customer_id,date,amount' | order-add -q -d day.db --create >acc
	run -0 sh "$EXAMPLES/care-mail.sh" day.db - zh --as-of=2026-05-05
	[ "${lines[0]}" = "* 张三：可能流失（no purchase for 90 days）" ]
	[[ $output == *"做什么：了解原因，提供优惠"* ]]
}

@test "care mail: sent once; what could not be sent goes with the next; no tasks, no mail" {
	fakes
	rm bin/churn-flag
	day
	touch down
	run -1 sh "$EXAMPLES/care-mail.sh" day.db care@example.org en --as-of=2026-05-04
	[ ! -e mailed ]
	rm down
	run -0 sh "$EXAMPLES/care-mail.sh" day.db care@example.org en --as-of=2026-05-04
	grep -q 'birthday on 2026-05-04' mailed
	[ "$(head -2 mail.args)" = $'-s\ncustomers to contact today' ]
	rm mailed
	run -0 sh "$EXAMPLES/care-mail.sh" day.db care@example.org zh --as-of=2026-05-04
	[ ! -e mailed ]
	[ "$(stat -c %a day.db.care)" = 600 ]
	# without jq nothing is handed out
	cust-add -q -d day.db --customer-id=b --birthday=1990-05-04 >acc
	printf '#!/bin/sh\nexit 127\n' >bin/jq
	chmod +x bin/jq
	run -2 sh "$EXAMPLES/care-mail.sh" day.db care@example.org zh --as-of=2026-05-04
	rm bin/jq
	run -0 care-due -d day.db --as-of=2026-05-04 --hand-out --columns=customer_id --no-header
	same b
}

@test "webhook: an alert each, with its number" {
	fakes
	run -0 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	same ""
	[ ! -e posted ]
	[ "$(cat called)" = "churn-flag -q -d shop.db --alert --format=json" ]
	printf '%s\n' '{"alert_id":2,"customer_id":"a","reasons":"a \"b\" \\n %s"}' \
		'{"alert_id":13,"customer_id":"\"alert_id\":9,"}' >tonight
	cp tonight want
	run -0 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	same ""
	diff want posted
	grep -qx 'Idempotency-Key: 13' curl.args
	[ "$(head -3 curl.args | paste -sd' ')" = "--config hook --fail" ]
	[ ! -s shop.db.webhook ]
	run -0 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	diff want posted
}

@test "webhook: what does not go through is first the next time, once" {
	fakes
	printf '{"alert_id":%d}\n' 2 3 4 >tonight
	echo '{"alert_id":3}' >down
	run -2 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	[ "$(cat posted)" = '{"alert_id":2}' ]
	[ "$(cat shop.db.webhook)" = $'{"alert_id":3}\n{"alert_id":4}' ]
	rm down
	echo '{"alert_id":5}' >tonight
	run -0 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	[ "$(cat posted)" = "$(printf '{"alert_id":%d}\n' 2 3 4 5)" ]
	[ ! -s shop.db.webhook ]
}

@test "webhook: the curl that is here understands what it is told" {
	fakes
	rm bin/curl
	echo 'url = "file:///no/such/file"' >hook
	echo '{"alert_id":2}' >tonight
	run -2 sh "$EXAMPLES/churn-webhook.sh" shop.db hook
	[[ $output == *"/no/such/file"* ]]
	[[ $output != *option* ]]
	[ "$(cat shop.db.webhook)" = '{"alert_id":2}' ]
}

@test "two at once post each alert once" {
	fakes
	for i in 1 2 3; do
		printf '{"alert_id":%d}\n' $((2 * i)) $((2 * i + 1)) >tonight
		sh "$EXAMPLES/churn-webhook.sh" shop.db hook &
		sh "$EXAMPLES/churn-webhook.sh" shop.db hook &
		wait
	done
	[ "$(sort -u posted | wc -l)" -eq 6 ]
	[ "$(wc -l <posted)" -eq 6 ]
}

# The lines of the crontab: its settings, and its commands.
settings() { grep -E '^[A-Z_]+=' "$EXAMPLES/crontab"; }
commands() { grep -E '^[0-9*]' "$EXAMPLES/crontab"; }

@test "crontab: five fields within their bounds, and a command without a bare %" {
	[ "$(commands | wc -l)" -eq 2 ]
	diff <(grep -vE '^#' "$EXAMPLES/crontab" | sort) <({ settings; commands; } | sort)
	while read -r minute hour day month weekday command; do
		[ "$minute" -le 59 ] && [ "$hour" -le 23 ] && [ "$day$month$weekday" = '***' ] &&
			[ -n "$command" ]
		[[ $command != *%* ]]
	done < <(commands)
	[ "$(tail -c1 "$EXAMPLES/crontab" | od -An -c | tr -d ' ')" = '\n' ]
	! command -v crontab >/dev/null || ! crontab -h 2>&1 | grep -q -- -T ||
		crontab -T "$EXAMPLES/crontab"
}

@test "crontab: its commands run, and say what they should" {
	fakes
	mkdir node-exporter
	echo "2 a NEW" >tonight
	run -0 sh -c "$(commands | sed -n '1s/^\([^ ]* \)\{5\}//p')"
	same "2 a NEW"
	echo 'custkit_churn_unprinted 0' >node-exporter/tonight
	run -0 sh -c "$(commands | sed -n '2s/^\([^ ]* \)\{5\}//p' |
		sed "s|/var/lib/prometheus|$PWD|")"
	same ""
	[ "$(cat node-exporter/churn.prom)" = 'custkit_churn_unprinted 0' ]
	[ ! -e node-exporter/churn.tmp ]
	[ "$(cat called node-exporter/called)" = "churn-flag -q -d /var/lib/custkit/shop.db --alert -t
churn-flag -d /var/lib/custkit/shop.db --format=prom" ]
}

@test "with the real churn-flag: mail, webhook and crontab tell what it says, once" {
	fakes
	rm bin/churn-flag shop.db
	cdnow_store mail.db
	# the orders come in to this day: else there would be one HELD
	printf 'customer_id,date,amount\n0001,%s,1\n' "$(date +%F)" | order-add -q -d mail.db >acc
	cp mail.db hook.db
	for _ in 1 2; do
		run -0 sh "$EXAMPLES/churn-mail.sh" mail.db care@example.org
		run -0 sh "$EXAMPLES/churn-webhook.sh" hook.db config
	done
	[ "$(grep -c BASELINE mailed)" -eq 1 ]
	[ "$(head -1 mailed | awk '{ print $1, $2, $3, $4 }')" = \
		"alert_id as_of customer_id change" ]
	[ "$(jq -r '[.alert_id, .change] | join(" ")' posted)" = "1 BASELINE" ]
	grep -qx 'Idempotency-Key: 1' curl.args
	# cron mails what is printed: the first time the baseline was taken above
	run -0 sh -c "$(commands | sed -n '1s/^\([^ ]* \)\{5\}//p' |
		sed "s|/var/lib/custkit/shop.db|$PWD/mail.db|") 2>/dev/null"
	same ""
	mkdir node-exporter
	run -0 sh -c "$(commands | sed -n '2s/^\([^ ]* \)\{5\}//p' |
		sed "s|/var/lib/prometheus|$PWD|; s|/var/lib/custkit/shop.db|$PWD/mail.db|")"
	same ""
	[ "$(grep -c '^custkit_churn_customers{' node-exporter/churn.prom)" -eq 3 ]
}

@test "systemd: the service starts the webhook as it is meant, the timer belongs to it" {
	fakes
	cp "$EXAMPLES"/churn-alert.* .
	start=$(sed -n 's/^ExecStart=//p' churn-alert.service)
	echo '{"alert_id":2}' >tonight
	run -0 sh -c \
		"$(sed "s|/usr/local/share/custkit/examples|'$EXAMPLES'|; s|/var/lib/custkit/shop.db|shop.db|; s|%d/|hook/|" <<<"$start")"
	[ "$(cat posted)" = '{"alert_id":2}' ]
	[ "$(head -2 curl.args | paste -sd' ')" = "--config hook/webhook" ]
	grep -qx 'LoadCredential=webhook:/etc/custkit/webhook' churn-alert.service
	# what install puts where the service looks for it
	[[ $start == \
		*" $(env -u MAKEFLAGS -u MAKELEVEL make --no-print-directory -sC "$ROOT" \
		PREFIX=/usr/local -f <(echo 'include Makefile';
		echo 'where:; @echo $(datadir)/custkit/examples/churn-webhook.sh') where) "* ]]
	[ "$(grep -c '^OnCalendar=' churn-alert.timer)" -eq 1 ]
	diff <(grep -hE '^\[' churn-alert.service churn-alert.timer) \
		<(printf '[%s]\n' Unit Service Unit Timer Install)
	if command -v systemd-analyze >/dev/null; then
		run -0 systemd-analyze verify "$PWD/churn-alert.service" "$PWD/churn-alert.timer"
		same ""
		systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' churn-alert.timer)" \
			>/dev/null
	fi
}
