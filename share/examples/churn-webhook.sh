#!/bin/sh
# churn-webhook.sh STORE CONFIG: post the changes of the risk of customers, one JSON object per
# alert.
#
# CONFIG is a configuration file of curl, so that no secret is on a command line. It has the line
# url = "https://..." and, if needed, header = "Authorization: ...". If a post fails, the alerts
# stay in STORE.webhook, and the next run posts them first. After a failure an alert can be posted
# twice; the Idempotency-Key is the number of the alert.
set -u
umask 077
[ $# -ge 2 ] || {
	echo 'usage: churn-webhook.sh STORE CONFIG' >&2
	exit 2
}
store=$1 config=$2 spool=$1.webhook
sent=0

# Keeps whole lines, also on a full disk: writes a new file and renames it to the spool.
collect() {
	[ ! -e "$spool.new" ] || { cat "$spool" "$spool.new" >"$spool.rest" &&
		mv "$spool.rest" "$spool" && rm "$spool.new"; }
}

exec 9>>"$spool.lock"
flock 9 # one at a time
[ -e "$spool" ] || : >"$spool"
collect || exit 2 # what an earlier run could not collect
churn-flag -q -d "$store" --alert --format=json >"$spool.new"
status=$?
# The file may be cut. The store has the alerts, and the next run prints them.
[ $status -ne 2 ] || rm "$spool.new"
collect || exit 2
while IFS= read -r alert; do
	id=$(printf '%s\n' "$alert" | sed 's/^{"alert_id":\([0-9]*\),.*/\1/')
	printf '%s\n' "$alert" |
		curl --config "$config" --fail --silent --show-error --retry 3 --max-time 30 \
		--header 'Content-Type: application/json' --header "Idempotency-Key: $id" \
		--data-binary @- --output /dev/null || {
		status=2
		break
	}
	sent=$((sent + 1))
done <"$spool"
tail -n +$((sent + 1)) "$spool" >"$spool.rest" && mv "$spool.rest" "$spool"
exit $status
