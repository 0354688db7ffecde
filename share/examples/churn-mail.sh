#!/bin/sh
# churn-mail.sh STORE ADDRESS [SUBJECT]: mail what changed in the risk of customers; no change, no
# mail.
#
# If the mail fails, the alerts stay in STORE.mail and are sent with the next mail.
set -u
umask 077
store=$1 address=$2 subject=${3:-customers at risk} spool=$1.mail

exec 9>>"$spool"
flock 9 # one at a time
churn-flag -d "$store" --alert -t >&9
status=$?
if [ -s "$spool" ]; then
	mail -s "$subject" "$address" <"$spool" || exit
	: >"$spool"
fi
exit $status
