#!/bin/sh
# Writes the gauges of a store for the node exporter of Prometheus (textfile collector), which
# grafana.json shows. Run it every night, after churn-flag --alert.
# usage: prometheus.sh STORE FOLDER
set -eu
store=$1 folder=$2
umask 022

# gauges NAME COMMAND...: replaces the file NAME.prom at once, and only if the command succeeds.
gauges() {
	name=$1
	shift
	"$@" >"$folder/.$name.tmp"
	mv "$folder/.$name.tmp" "$folder/$name.prom"
}
gauges custkit_nps nps-calc -q -d "$store" -f prom
gauges custkit_service service-check -q -d "$store" -f prom
gauges custkit_data data-check -q -d "$store" -f prom
gauges custkit_churn churn-flag -q -d "$store" -f prom
