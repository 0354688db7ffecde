#!/bin/sh
# churn-mail.sh STORE ADDRESS [SUBJECT]: mail what changed in the risk of customers; no change, no
# mail.
#
# In cron, LANG=zh_CN.UTF-8 makes the mail Chinese; no locale needs to be installed.
# If the mail fails, the alerts stay in STORE.mail and are sent with the next mail.
set -u
umask 077
[ $# -ge 2 ] || {
	echo 'usage: churn-mail.sh STORE ADDRESS [SUBJECT]' >&2
	exit 2
}
store=$1 address=$2 spool=$1.mail
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
zh*) subject=客户流失预警 ;;
*) subject='customers at risk' ;;
esac
subject=${3:-$subject}

exec 9>>"$spool"
flock 9 # one at a time
churn-flag -q -d "$store" --alert -t >&9
status=$?
if [ -s "$spool" ]; then
	mail -s "$subject" "$address" <"$spool" || exit
	: >"$spool"
fi
exit $status
