# consent-list: which consent holds at a date, and all that was recorded.
# tests/work-lists.bats compares it with an independent replay.
load helper

HEAD=consent_id,customer_id,date,purpose,channel,step,basis,version,agent,note,source,external_id

# consented ROW...: a store s.db with these rows of customer_id,date,purpose,channel,step.
consented() {
	rm -f s.db
	cust-init -d s.db
	printf '%s\n' customer_id,date,purpose,channel,step "$@" >log.csv
	consent-log -q -d s.db --create log.csv >acc
}

# holds [OPTION...]: the numbers of the rows that hold.
holds() { consent-list -d s.db --no-header --columns=consent_id "$@" | paste -sd' '; }

@test "the header, no rows; by customer, purpose and channel" {
	cust-init -d s.db
	run -0 consent-list -d s.db
	same $HEAD
	consented b,2025-01-01,survey,,given b,2025-01-02,marketing,mail,given \
		a,2025-01-02,survey,,given b,2025-01-01,marketing,,given
	run -0 consent-list -d s.db --columns=customer_id,purpose,channel --no-header
	same $'a,survey,\nb,marketing,\nb,marketing,mail\nb,survey,'
	run -0 consent-list -d s.db --history --columns=consent_id --no-header
	same $'1\n4\n2\n3'
}

@test "of a row for all channels and one for a single channel the later one decides" {
	consented a,2025-01-01,marketing,,given a,2025-02-01,marketing,mail,withdrawn \
		a,2025-03-01,marketing,,withdrawn a,2025-04-01,marketing,phone,given
	[ "$(holds --as-of=2024-12-31)" = "" ]
	[ "$(holds --as-of=2025-01-31)" = 1 ]
	[ "$(holds --as-of=2025-02-01)" = "1 2" ]
	[ "$(holds --as-of=2025-03-01)" = 3 ]
	[ "$(holds)" = "3 4" ]
	[ "$(holds --as-of=2025-02-01 --channel=mail)" = 2 ]
	[ "$(holds --as-of=2025-02-01 --channel=phone)" = 1 ]
	[ "$(holds --channel=mail)" = 3 ]
	[ "$(holds --channel=phone)" = 4 ]
	[ "$(holds --history --channel=mail)" = "1 2 3" ]
	[ "$(holds --step=given)" = 4 ]
	[ "$(holds --step=given --as-of=2025-02-28)" = 1 ]
}

@test "a row for all channels holds no longer once every channel has a later row" {
	channels=$(consent-log --help | sed -n 's/^ *--channel=//p' | head -n 1)
	[ "$channels" = 'phone|mail|chat|web|social|store|other' ]
	rows=(a,2025-01-01,marketing,,given)
	n=1
	for c in ${channels//|/ }; do
		rows+=("a,2025-01-02,marketing,$c,withdrawn")
		consented "${rows[@]}"
		n=$((n + 1))
		[ $n = 8 ] || [[ " $(holds) " == *" 1 "* ]]
		[[ " $(holds) " == *" $n "* ]]
	done
	[ "$(holds | tr ' ' '\n' | sort | paste -sd' ')" = "2 3 4 5 6 7 8" ]
}

@test "purposes are apart, whatever their letters; customers, too" {
	consented a,2025-01-01,marketing,,given a,2025-01-02,Survey,,withdrawn \
		a,2025-01-03,MARKETING,,withdrawn b,2025-01-01,marketing,,given
	[ "$(holds)" = "3 2 4" ]
	[ "$(holds --purpose=Marketing)" = "3 4" ]
	[ "$(holds --purpose=survey)" = 2 ]
	[ "$(holds --customer=b)" = 4 ]
	[ "$(holds --where "purpose = 'marketing' AND step = 'given'")" = 4 ]
}

@test "on a day: by time, then by number; a withdrawal without a time is the last" {
	consented a,2025-01-01T10:00,m,,withdrawn a,2025-01-01T09:00,m,,given \
		b,2025-01-01T10:00,m,,withdrawn b,2025-01-01T10:00,m,,given \
		c,2025-01-01,m,,withdrawn c,2025-01-01T23:59:59,m,,given c,2025-01-01,m,,given \
		d,2025-01-01T00:00,m,,withdrawn d,2025-01-01,m,,given \
		e,2025-01-01,m,,withdrawn e,2025-01-02,m,,given
	[ "$(holds --as-of=2025-01-01)" = "1 4 5 8 10" ]
	[ "$(holds)" = "1 4 5 8 11" ]
}

@test "more rows than nine are in the order of their numbers, not of their digits" {
	mapfile -t rows < <(for i in {1..12}; do
		echo "a,2025-01-01T10:00,m,,$([ $((i % 2)) = 0 ] && echo given || echo withdrawn)"
	done)
	consented "${rows[@]}"
	[ "$(holds)" = 12 ]
}

@test "what is misused" {
	consented a,2025-01-01,m,,given
	run -2 --separate-stderr consent-list -d s.db --purpose=
	[ "${stderr_lines[0]}" = "consent-list: --purpose is empty" ]
	run -2 --separate-stderr consent-list -d s.db --channel=fax
	[ "${stderr_lines[0]}" = "consent-list: --channel must be one of phone|mail|chat|web|social|store|other, not 'fax'" ]
	run -2 --separate-stderr consent-list -d s.db --step=x
	[ "${stderr_lines[0]}" = "consent-list: --step must be one of given|withdrawn, not 'x'" ]
}
