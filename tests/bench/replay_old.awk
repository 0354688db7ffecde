# The alert rule of schema 3 and 4. Reads a log of customer_id,day, then the scores of the nights:
# night,customer_id,risk. Nights and days are numbers. Prints night,customer_id,change.
#
# A case opened at a risk of 70 if the time since the last purchase reached the usual gap: the
# median of the customer's gaps, or the median of these medians of all customers. It closed when the
# risk fell below 60, or after a purchase. It was reported as WORSE once at 85, as STILL 28 days
# after the last report, and after four of these as LOST; then not again until the risk was below
# 60.
BEGIN { FS = OFS = ","; night = -1 }

# The median of the gaps of C, in half days, after a purchase.
function learn(c, day,   g, i, k) {
	if (c in last) {
		g = day - last[c]
		k = ++gaps[c]
		for (i = k; i > 1 && gap[c, i - 1] > g; i--)
			gap[c, i] = gap[c, i - 1]
		gap[c, i] = g
		if (k > 1)
			number[own[c]]--
		own[c] = k % 2 ? 2 * gap[c, (k + 1) / 2] : gap[c, k / 2] + gap[c, k / 2 + 1]
		number[own[c]]++
		if (own[c] > most)
			most = own[c]
		have += k == 1
	}
	last[c] = day
}

# The median of those medians.
function usual_of_all(   k, n, low) {
	low = -1
	for (k = 0; k <= most; k++) {
		n += number[k]
		if (low < 0 && 2 * n >= have)
			low = k
		if (2 * n > have)
			return (low + k) / 2
	}
	return low
}

function say(c, word) {
	print night, c, word
	told[c] = night
	if (word == "STILL")
		stills[c]++
	else if (word == "NEW")
		stills[c] = 0
}

function evaluate(c, risk) {
	if (night - last[c] < ((c in own) ? own[c] : all) / 2)
		risk = 0
	if (first) {
		state[c] = risk >= 70 ? "given up" : ""
	} else if (risk < 60) {
		if (state[c] == "raised" || state[c] == "worse")
			say(c, "RESOLVED")
		state[c] = ""
	} else if (state[c] == "given up") {
		return
	} else if (state[c] == "") {
		if (risk >= 70) {
			say(c, "NEW")
			state[c] = risk >= 85 ? "worse" : "raised"
		}
	} else if (state[c] == "raised" && risk >= 85) {
		say(c, "WORSE")
		state[c] = "worse"
	} else if (night - told[c] >= 28) {
		if (stills[c] >= 4) {
			say(c, "LOST")
			state[c] = "given up"
		} else {
			say(c, "STILL")
		}
	}
}

NR == FNR { who[FNR] = $1; day[FNR] = $2; purchases = FNR; next }
$1 != night {
	first = night == -1
	night = $1
	while (at < purchases && day[at + 1] <= night) {
		at++
		learn(who[at], day[at])
	}
	all = usual_of_all()
}
{ evaluate($2, $3) }
