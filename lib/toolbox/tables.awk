# The tables of custkit-tables(5), the only place that defines them, as initializers of struct table
# (tables.h). The page is in mdoc(7); the macros that it uses are translated to plain text.
# usage: awk -f tables.awk -v tools="cust-add ..." custkit-tables.5
# A table is a subsection with a list of columns, whose names are plain; a list of other names, such
# as those in a model file, is none, and .\" object says that a list has the keys of an object.
# .\" text, .\" number, .\" date or .\" any after a column is the kind of its cells, if it is another
# than that of the name in the lexicon.

BEGIN {
	n = split(tools, tool, " ")
	for (i = 1; i <= n; i++)
		is_tool[tool[i]] = 1
}

function quote(s) {
	gsub(/[\\"]/, "\\\\&", s)
	return "\"" s "\""
}

# A word of the line, after a blank unless punctuation, a bracket or Ns says that there is none.
function add(word) {
	if (word ~ /^[.,;:)]$/ || glued || text == "")
		text = text word
	else
		text = text " " word
	glued = word == "("
}

# The macros of one line. Fl writes the dash of an option; Xr a name and its section.
function macros(line,    w, n, i, closing) {
	n = split(line, w, " ")
	for (i = 1; i <= n; i++) {
		if (w[i] ~ /^(Va|Ic|Li|Ar|Cm|Pa|Sx|Pp)$/)
			continue
		if (w[i] == "Ns")
			glued = 1
		else if (w[i] == "Fl") {
			if (w[i + 1] == "Fl")
				add("--" w[++i + 1])
			else
				add("-" w[i + 1])
			i++
		} else if (w[i] == "Xr") {
			add(w[i + 1] "(" w[i + 2] ")")
			by(w[i + 1])
			i += 2
		} else if (w[i] == "Pq") {
			add("(")
			closing = ")"
		} else if (w[i] == "Sq") {
			add("'" w[++i] "'")
		} else {
			if (i == n && closing && w[i] ~ /^[.,;:]$/) {
				add(closing)
				closing = ""
			}
			by(w[i])
			add(w[i])
		}
	}
	if (closing)
		add(closing)
}

# A tool that the text before the columns names prints the table, or reads it.
function by(word) {
	if (!columns && is_tool[word] && index(" " users " ", " " word " ") == 0)
		users = users (users ? " " : "") word
}

function end_text() {
	gsub(/\\\(aq/, "'", text)
	gsub(/\\&/, "", text)
	gsub(/\\-/, "-", text)
	if (columns == 0)
		about = text
	else
		for (; described <= columns; described++)
			help[described] = text
	text = ""
	glued = 0
}

# "customer_id and date are required" in the text; not if an option can stand for the column.
function is_required(name,    at, s) {
	if (!match(about, /(^|[.] )(Only )?[a-z_]+((, [a-z_]+)* and [a-z_]+)? (is|are) required[^ ]/))
		return 0
	s = substr(about, RSTART, RLENGTH)
	if (substr(about, RSTART + RLENGTH, 20) ~ /^ as columns/)
		return 0
	return s ~ "(^|[ ,])" name "([ ,])"
}

function end_table(    i) {
	end_text()
	for (i = 1; i <= columns; i++)
		if (name[i] !~ /^[a-z][a-z0-9_]*$/)
			columns = 0
	if (columns && !object) {
		printf "{ %s, %d, %s, %s, (const struct tables_column[]){\n", quote(title), read,
		    quote(users), quote(about)
		for (i = 1; i <= columns; i++)
			printf "\t{ %s, %s, %s, %d },\n", quote(name[i]), quote(help[i]), kind[i] ? kind[i] : "TABLES_LEXICON",
			    read && is_required(name[i])
		print "\t{ 0 } } },"
	}
	title = ""
	columns = object = 0
	split("", kind)
}

/^\.S[sh] / {
	if (title != "")
		end_table()
	text = users = about = ""
	described = 1
}
/^\.Sh / { read = $0 ~ /READ/; next }
/^\.Ss / { title = substr($0, 5); next }
title == "" { next }
/^\.\\" object/ { object = 1; next }
/^\.\\" (text|number|date)$/ { kind[columns] = "LEXICON_" toupper($2); next }
/^\.\\" any$/ { kind[columns] = "TABLES_ANY"; next }
/^\.\\"/ { next }
/^\.Bl / { end_text(); next }
/^\.El/ { end_text(); next }
/^\.It Va / {
	if (columns)
		end_text()
	for (i = 3; i <= NF; i++)
		if ($i != ",")
			name[++columns] = $i
	next
}
/^\./ { sub(/^\./, ""); macros($0); next }
{ add($0) }
