#!/bin/sh
# churn-mail.sh STORE ADDRESS: mail what changed in the risk of customers; no mail where nothing did.
#
# What could not be mailed stays in STORE.mail, and goes with the next mail.
set -u
umask 077
store=$1 address=$2 spool=$1.mail

exec 9>>"$spool"
flock 9 # one at a time
churn-flag -d "$store" --alert -t >&9
status=$?
if [ -s "$spool" ]; then
	mail -s 'customers at risk' "$address" <"$spool" || exit
	: >"$spool"
fi
exit $status
