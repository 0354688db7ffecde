# Date-times with an offset, other ways of writing dates, the ends of the calendar.
load helper

# day DATE OPTION...: the purchase day that a date is read as.
day() {
	printf 'customer_id,date,amount\nA,"%s",5\n' "$1" >d.csv
	shift
	cust-segment -q --rfm --as-of=9999-12-31 "$@" d.csv | awk -F, 'NR > 1 { print $4 }'
}

# refused DATE REASON OPTION...: $as is the date as it is named, if that differs.
refused() {
	printf 'customer_id,date,amount\nA,"%s",5\n' "$1" >d.csv
	run -2 --separate-stderr cust-segment -q --rfm --as-of=9999-12-31 "${@:3}" d.csv
	[ "$stderr" = "cust-segment: d.csv:2: date '${as:-$1}' $2" ]
}

@test "an offset is converted, in each of its spellings" {
	for date in 2023-01-01T16:00:00Z '2023-01-01 16:00:00+00' 2023-01-01T16:00:00.123456Z \
		2023-01-01T17:00+01 \
		2023-01-01T17:30:00+0130 2023-01-01T06:00:00-10:00 '2023-01-01 16:00:00.5+00:00'; do
		[ "$(day "$date" --tz=Asia/Shanghai)" = 2023-01-02 ]
	done
	[ "$(day 2023-01-01T15:59:59Z --tz=Asia/Shanghai)" = 2023-01-01 ]
	for date in 2023-01-01T16:00:00+ 2023-01-01T16:00:00+8 2023-01-01T16:00:00+08: \
		2023-01-01T16:00:00. 2023-01-01T16:00:00+15:00; do
		refused "$date" "is not a date (YYYY-MM-DD; use --date-format for other formats)" \
			--tz=Asia/Shanghai
	done
}

@test "a conversion that leaves the calendar is an error" {
	refused 9999-12-31T23:59:59Z "is not a valid date" --tz=Asia/Shanghai
	refused 0001-01-01T00:00:00+14:00 "is not a valid date" --tz=Asia/Shanghai
	for date in 1899-12-31 2201-01-01 0113-05-01 2567-05-01T10:00 2200-12-31T16:00:00Z; do
		refused $date "is not between the years 1900 and 2200" --tz=Asia/Shanghai
	done
	[ "$(day 2200-12-31T15:59:59Z --tz=Asia/Shanghai)" = 2200-12-31 ]
	[ "$(day 1899-12-31T16:00:00Z --tz=Asia/Shanghai)" = 1900-01-01 ]
}

@test "--date-format: %z is converted or refused, %s needs a zone, the year is required" {
	format='%Y-%m-%d %H:%M:%S%z'
	[ "$(day '2023-01-01 23:30:00+00' --tz=Asia/Shanghai --date-format="$format")" = \
		2023-01-02 ]
	as=2023-01-01T23:30:00+00:00 refused '2023-01-01 23:30:00+00' \
		"has an offset; set the time zone with --tz=ZONE" \
		--date-format="$format"
	[ "$(day 1672615800 --tz=Asia/Shanghai --date-format=%s)" = 2023-01-02 ]
	[ "$(day 1672615800 --tz=UTC --date-format=%s)" = 2023-01-01 ]
	as=2023-01-01T23:30:00Z refused 1672615800 \
		"has an offset; set the time zone with --tz=ZONE" --date-format=unix
	run -2 --separate-stderr cust-segment --rfm --date-format=%m/%d d.csv
	[ "${stderr_lines[0]}" = \
		"cust-segment: --date-format=%m/%d does not give a day (such as %d/%m/%Y, or iso, excel, unix, unix-ms, lunar)" ]
	[ "$(day 31/12/2024 --date-format=%d/%m/%Y)" = 2024-12-31 ]
}

@test "today is the same day for all tools of a store" {
	cust-init -d s.db --timezone=Pacific/Kiritimati
	today=$(TZ=Pacific/Kiritimati date +%F)
	printf 'customer_id,date,amount\na,2024-01-01,5\n' |
		order-add -q -d s.db --create >/dev/null
	for zone in UTC0 Pacific/Pago_Pago; do
		[ "$(TZ=$zone cust-list -q -d s.db --history --no-header | cut -d, -f2)" = \
			"$today" ]
		TZ=$zone cust-show -d s.db a | grep -qx "as_of *$today"
		[ "$(TZ=$zone cust-segment -q --rfm -d s.db --no-header | cut -d, -f2)" = "$today" ]
	done
}
