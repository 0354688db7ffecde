#!/bin/sh
# care-mail.sh STORE ADDRESS [en|zh [OPTION...]]: mail whom to contact today: who, why, how to reach
# them, what to do, and the command that records it. Nothing to do, no mail. ADDRESS - prints it.
#
# The options go to churn-flag --alert and to care-due --hand-out. If the mail fails, its text stays
# in STORE.care and is sent with the next mail.
set -u
umask 077
[ $# -ge 2 ] || {
	echo 'usage: care-mail.sh STORE ADDRESS [en|zh [OPTION...]]' >&2
	exit 2
}
store=$1 address=$2 lang=${3:-en} spool=$1.care
if [ $# -gt 3 ]; then shift 3; else shift $#; fi

# Punctuation.
# shellcheck disable=SC2016
marks='
(if $lang == "zh" then {is: "：", then: "；", comma: "，", begin: "（", end: "）"}
else {is: ": ", then: "; ", comma: ", ", begin: " (", end: ")"} end) as $mark |'

# What changed overnight: a line per alert.
# shellcheck disable=SC2016 # the variables are jq's
changes='
(if $lang == "zh"
then {NEW: "可能流失", WORSE: "风险上升", STILL: "仍有风险", RESOLVED: "已恢复", LOST: "可能已流失",
	HELD: "暂停预警", BASELINE: "首次统计"}
else {NEW: "at risk", WORSE: "the risk has risen", STILL: "still at risk",
	RESOLVED: "no longer at risk", LOST: "probably lost", HELD: "alerts are held",
	BASELINE: "first evaluation"} end) as $word |
"* \([.name // .customer_id, $word[.change]] | map(values) |
	join($mark.is))\($mark.begin)\(.reasons)\($mark.end)"'

# Whom to contact: a paragraph per customer.
# shellcheck disable=SC2016
tasks='
(if $lang == "zh"
then {why: "原因", how: "联系", next: "做什么", owner: "负责人", done: "完成后运行",
	consent: "同意", given: "已给出", unknown: "未知", withdrawn: "已撤回",
	phone: "电话", mail: "邮件", chat: "消息", none: "渠道自选",
	do: {promise: "兑现承诺，并告知客户", case: "告知处理进展", visit: "提醒预约", alert: "了解原因，提供优惠",
		points: "提醒使用积分", winback: "提醒优惠即将结束", birthday: "祝生日快乐",
		thanks: "感谢首次购买", festival: "节日问候", contact: "问候近况"}}
else {why: "why", how: "how", next: "what to do", owner: "owner", done: "when done",
	consent: "consent", none: "any channel",
	do: {promise: "keep the promise and tell the customer", case: "say how the case stands",
		visit: "confirm the appointment", alert: "ask why, and make an offer",
		points: "say that points expire", winback: "say that the offer ends",
		birthday: "wish a happy birthday", thanks: "say thank you",
		festival: "send greetings", contact: "ask how they are"}} end) as $word |
def told: $word[.] // .;
"",
"\(.name // .customer_id)\($mark.begin)\(.customer_id)\($mark.end)",
"  \($word.why)\($mark.is)\(.reasons)",
"  \($word.next)\($mark.is)\([.settles | splits(" ") | split("/")[0]] | unique_by(.) |
	map($word.do[.]) | join($mark.then))",
"  \($word.how)\($mark.is)\([(.channel // "none" | told),
	(if .channel == "mail" then .email else .phone // .email end)] | map(values) |
	join(" "))\($mark.comma)\(.call_day) \(.call_hours)\($mark.begin)\($word.consent
	)\($mark.is)\(.consent | told)\($mark.end)",
(.agent // empty | "  \($word.owner)\($mark.is)\(.)"),
"  \($word.done)\($mark.is)touch-log -d \($store | @sh) --customer-id=\(.customer_id | @sh)\(
	if .channel then " --channel=" + .channel else "" end
	) --direction=out --settles=\(.settles | @sh)"'

text() {
	churn-flag -q -d "$store" --alert --format=json --lang="$lang" "$@" |
		jq -r --arg lang "$lang" "$marks$changes" || return
	care-due -q -d "$store" --hand-out --format=json --lang="$lang" "$@" |
		jq -r --arg lang "$lang" --arg store "$store" "$marks$tasks"
}

jq --version >/dev/null || exit 2 # before anything is handed out
if [ "$address" = - ]; then
	text "$@"
	exit
fi
title='customers to contact today'
[ "$lang" != zh ] || title='今日客户联系清单'
exec 9>>"$spool"
flock 9 # one at a time
text "$@" >&9
status=$?
if [ -s "$spool" ]; then
	mail -s "$title" "$address" <"$spool" || exit
	: >"$spool"
fi
exit $status
