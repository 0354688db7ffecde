#!/bin/sh
# The inputs of the commands: two stores and some tables.
# usage: inputs.sh FOLDER ROOT; the tools are in PATH.
set -eu
cd "$1"
root=$2

# rows HEADER FORMAT [N]: N rows, FORMAT of printf with the number of the row in each place.
rows() {
	echo "$1"
	seq 1 "${3:-60}" | awk -v f="$2\n" '{ printf f, $1, $1, $1 }'
}

sed 201q "$root/share/examples/cdnow.csv" >log.csv
rows customer_id,name,email,country 'N%d,"Name, %d",e%d@example.com,CN' >customers.csv
echo '0001,王大明,w2@example.com,CN' >>customers.csv
rows customer_id,order_id,date,amount 'N%d,O%d,1998-05-10,%d.5' >orders.csv
rows customer_id,date,channel,kind,score,text '0001,1998-07-01,web,nps,9,text %d 碎了' >feedback.csv
rows customer_id,date,channel,direction,touchpoint,journey,score \
	'0001,1998-07-01,web,in,support,k%d,4' >touch.csv
rows survey,wave,date,respondent,item,value 's,1,1998-07-01,q%d,a,3' >survey.csv
rows respondent,a.functional,a.dysfunctional,b.functional,b.dysfunctional \
	'w%d,1,5,,4' >wide.csv
rows customer_id,slot,agent '0001,1998-07-%02dT10:00,Li' 20 >visit.csv
rows customer_id,date,points,expires '0001,1998-07-01,%d,1998-09-01' >points.csv
rows customer_id,date,order_id,amount '0001,1998-07-01,P%d,%d.5' >spent.csv
printf '%s\n' kind,rule,points,per earn,base,1,1 >pointrules.csv
rows customer_id,date,promise,due,channel '0001,1998-07-01,call %d,1998-08-01,phone' >promise.csv
rows customer_id,date,reason,offer,cost '0001,1998-07-01,late,free,%d' >winback.csv
rows customer_id,date,purpose,channel,step '0001,1998-07-01,purpose %d,mail,given' >consent.csv
(umask 077; head -c 32 /dev/zero >key)
printf '%s\n' segment,condition 'top,spend > 100' "rest,abc <> 'A'" >rules.csv
rows plan,years,left 'x,%d,yes\ny,%d,no\nx,%d,no' 10 >features.csv
printf 'respondent,item,part,value\na,door,functional,like\na,door,dysfunctional,dislike\n' \
	>kano.csv
printf 'respondent,item,part,value\na,1,expectation,7\na,1,perception,6\n' >answers.csv
printf 'channel,cost\n,100\nweb,50\n' >costs.csv
printf 'customer_id,arm,minutes\n0001,holdout,1\n0002,treatment,2\n0003,treatment,4\n' >arms.csv
printf 'subject,wave,item,value\na,1,greeting,1\na,2,greeting,0\n' >marks.csv

clv-calc -q --as-of=1997-06-30 --save=old.model log.csv
cust-init -d base.db --currency=CNY --timezone=Asia/Shanghai
order-add -q -d base.db --create log.csv
printf '%s\n' customer_id,name,email,phone,birthday,country,plan,x \
	'0001,王小明,wang@example.com,13800138000,1980-02-03,CN,gold,1' \
	'0002,"Bob ""The, Man""",bob@example.com,,,US,,2' | cust-add -q -d base.db --attrs
rows customer_id,date,channel,kind,text '0001,1998-07-0%d,phone,complaint,broken 碟 %d' 6 |
	feedback-log -d base.db
feedback-step -d base.db --at=1998-07-08 --acknowledge 1 2
rows customer_id,date,channel,touchpoint,journey,score '0001,1998-07-0%d,phone,support,j%d,%d' 3 |
	touch-log -d base.db
rows customer_id,date,promise,due '0001,1998-07-0%d,call %d,1998-07-1%d' 3 | promise-log -d base.db
rows queue,arrived 'desk,1998-07-10T09:%02d' 5 | visit-log -d base.db
rows customer_id,date,points,expires '000%d,1998-07-0%d,5%d,1998-08-15' 3 | points-log -d base.db
rows customer_id,date,reason,offer '000%d,1998-07-0%d,late,free' 3 | winback-log -d base.db
rows customer_id,date,purpose,step '000%d,1998-07-0%d,marketing,given' 3 | consent-log -d base.db
survey-log -d base.db --survey=s --wave=1 --date=1998-01-01 --respondent=r1 --item=a --value=3
churn-flag -q -d base.db --alert --as-of=1997-03-31 --stale=alert
cust-segment -q -d base.db --lifecycle --as-of=1997-03-31 --remember=lifecycle >/dev/null
order-list -d base.db --format=xlsx >orders.xlsx
cust-backup -d base.db copy.db
cust-add -d copy.db --customer-id=copy
cp "$root/tests/data/store-1.db" old.db
