# cust-segment --kmeans: clusters of customers, their centres, and what cannot be clustered.
# shellcheck disable=SC2086 # options are words
load helper

FOUR='--as-of=1997-09-30 --kmeans=4 --on=frequency,idle,spend --log=all'

# bad OPTIONS INPUT MESSAGE
bad() {
	run -2 --separate-stderr cust-segment --as-of=2025-01-31 $1 <<<"$2"
	says "cust-segment: $3"
	[ -z "$output" ]
}

# Two pairs of customers: 0 1 and 10 11 days idle.
pairs() {
	printf '%s\n' customer_id,date,amount a,2025-01-31,1 b,2025-01-30,1 c,2025-01-21,1 \
		d,2025-01-20,1
}

@test "CDNOW: each customer is in the cluster of the reference, with one and two threads" {
	for threads in 1 2; do
		run -0 --separate-stderr cust-segment $FOUR --threads=$threads \
			--columns=customer_id,cluster "$CDNOW"
		diff <(tail -n +2 <<<"$output") \
			<(tail -n +2 "$ROOT/tests/data/kmeans_cdnow_19970930.csv")
		says '4 clusters of 2357 customers: inertia 1747.58, silhouette 0.414 of 2357 customers'
	done
	cust-init -d s.db
	order-add -q -d s.db --create "$CDNOW" >/dev/null
	run -0 cust-segment -q $FOUR -d s.db --columns=customer_id,cluster
	diff <(tail -n +2 <<<"$output") <(tail -n +2 "$ROOT/tests/data/kmeans_cdnow_19970930.csv")
}

@test "--centres: in the units of the columns" {
	run -0 cust-segment -q $FOUR --centres "$CDNOW"
	[ "$(cells customers <<<"$output" | paste -sd' ')" = '162 468 727 1000' ]
	near "$(cell inertia 1)" 1747.580612723 1e-7
	near "$(cell silhouette 1)" .414090607 1e-7
	[ "$(cell silhouette_n 1)" = 2357 ]
	# exp(mean + z sd) - 1 of the reference: frequency .44759552 + 1.920327 * .6358871
	near "$(cell frequency cluster=1)" 4.3053 1e-4
	near "$(cell spend cluster=4)" 15.99795 1e-4
	run -0 cust-segment -q --as-of=2025-01-31 --kmeans=2 --on=idle --centres < <(pairs)
	[ "${lines[0]}" = cluster,customers,share,inertia,silhouette,silhouette_n,idle ]
	[ "$(cells customers,share,silhouette_n <<<"$output" | paste -sd' ')" = '2,0.5,4 2,0.5,4' ]
	near "$(cell idle cluster=1)" 10.5 1e-12
	near "$(cell idle cluster=2)" .5 1e-12
	# 4 * .5^2 by the variance, (5.5^2 + 4.5^2) / 2 = 25.25
	near "$(cell inertia 1)" .039603960396 1e-11
	# 1 - 1/10.5 and 1 - 1/9.5 by turns
	near "$(cell silhouette 1)" .8997493734 1e-9
}

@test "--kmeans=auto: the highest silhouette of 2 to 8 clusters" {
	run -0 --separate-stderr cust-segment --as-of=1997-09-30 --kmeans=auto \
		--on=frequency,idle,spend --log=all --columns=cluster "$CDNOW"
	says '2 clusters: silhouette 0.567'
	says '3 clusters: silhouette 0.496'
	says '8 clusters: silhouette'
	says '2 clusters of 2357 customers: inertia 3148.69, silhouette 0.567 of 2357 customers'
	[ "$(cells cluster <<<"$output" | sort -u | paste -sd' ')" = '1 2' ]
}

@test "with --profile, --explain, and a list of customers" {
	run -0 cust-segment -q $FOUR --profile --columns=cluster,customers "$CDNOW"
	same $'cluster,customers\n1,162\n2,468\n3,727\n4,1000'
	run -0 cust-segment -q --as-of=2025-01-31 --kmeans=2 --on=idle --explain \
		--columns=customer_id,explain < <(pairs)
	[ "$(cell explain customer_id=a)" = 'nearest of 2 centres: idle 0 (0.5)' ]
	cust-init -d s.db
	order-add -q -d s.db --create <(pairs) >/dev/null
	cust-add -q -d s.db --customer-id=e >/dev/null
	run -0 cust-segment -q --as-of=2025-01-31 -d s.db --kmeans=2 --on=idle \
		--columns=customer_id,cluster <(printf '%s\n' customer_id d e a)
	same $'customer_id,cluster\nd,1\ne,\na,2'
	run -0 --separate-stderr cust-segment --as-of=2025-01-31 --kmeans=2 --on=idle \
		<<<customer_id,date,amount
	says 'there are no customers to cluster'
	[ "${#lines[@]}" -eq 1 ]
}

@test "what cannot be clustered" {
	while IFS='|' read -r options message; do
		bad "$options" "$(pairs)" "$message"
	done <<-'END'
	--on=idle|--on, --log and --centres require --kmeans
	--kmeans=2|--kmeans requires --on=COLUMN,...
	--kmeans=0 --on=idle|--kmeans must be auto or a number from 1 to 50
	--kmeans=51 --on=idle|--kmeans must be auto or a number from 1 to 50
	--kmeans=some --on=idle|--kmeans must be auto or a number from 1 to 50
	--kmeans=2 --on=idle --starts=0|--starts must be from 1 to 10000
	--kmeans=2 --on=idle,idle|--on: duplicate column 'idle'
	--kmeans=2 --on=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u|--on: more than 20 columns
	--kmeans=2 --on=idle --log=spend|--log=spend: not all of these are columns of --on
	--kmeans=5 --on=idle|--kmeans=5: only 4 different customers
	--kmeans=2 --on=spend|--on: column 'spend' is the same for all customers; leave it out
	--kmeans=2 --on=idle --centres --explain|--centres cannot be used with --profile, --explain, --remember or --pareto
	--kmeans=2 --on=shoe|--on
	--kmeans=2 --on=customer_id|--on
	END
	bad '--kmeans=2 --on=spend --log=spend' "$(pairs; echo e,2025-01-05,1; echo e,2025-01-06,-3)" \
		"--log: column 'spend' has values of -1 or less"
}
