#!/bin/sh
# A tool that something happens to, once for each partition, or always.
# usage: wrap.sh HOW FOLDER TOOL [ARGUMENT...]
# HOW is kill, half (prints half of its rows, then fails), slow, note (says which partition runs),
# fail (always, on partition 3). FOLDER remembers what has happened already.
how=$1
folder=$2
shift 2
for last; do :; done
part=${last#--partition=}
case $part in
*/*) ;;
*) exec "$@" ;;		# asked for its header only
esac
k=${part%/*}
case $how in
note)
	: >"$folder/ran.$k"
	sleep .3
	;;
fail)
	[ "$k" != 3 ] || { echo "no such luck" >&2; exit 2; }
	;;
*)
	if [ "$k" = 3 ] && mkdir "$folder/$how" 2>/dev/null; then
		case $how in
		kill)
			head -c 1000 >/dev/null
			kill -9 $$
			;;
		half)
			"$@" | head -n 20
			exit 3
			;;
		slow)		# until another attempt is done, and the folder is removed
			n=0
			while [ -d "$folder" ] && [ $((n += 1)) -lt 900 ]; do
				sleep 1
			done
			exit 4
			;;
		esac
	fi
	;;
esac
exec "$@"
