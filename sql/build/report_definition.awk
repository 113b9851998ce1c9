# Turn the pieces of sql/report/ into the rows of userlogs.report_definition.
#
# A piece makes one object, which has the name of the file: a table that is read
# (in sql/report/input) or stored, a view, function, procedure or trigger.  The
# piece of a metric makes the function NAME_between, and the view NAME is made
# from it here: all columns of the function that have a comment, without bounds.
# "-- key: a, b" names the columns that identify a row of a view.  A function can
# have a second body, after the line "-- layered:", for reports whose log has
# layers.

BEGIN {
	print "-- The rows of report_definition, made from sql/report/ by the build."
	print ""
	print "INSERT INTO userlogs.report_definition (step, part, kind, name, key, definition, layered_definition) VALUES"
}

function fail(message) {
	print piece ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function write_row(kind, name, key, definition, layered) {
	printf "%s(%d, '%s', '%s', '%s', %s, $report$%s$report$, %s)", step ? ",\n" : "", ++step, part, kind, name,
		key == "" ? "NULL" : "'{" key "}'", definition, layered == "" ? "NULL" : "$report$" layered "$report$"
}

# Write the view of a metric.
function write_view(    i, name, list) {
	for (i = 1; i <= columns; i++) {
		if (column[i] in comment) {
			list = list (list == "" ? "" : ",\n  ") "m." column[i]
			# a function does not keep the precision of its columns
			if (type[i] ~ /\(/)
				list = list "::" type[i] " AS " column[i]
			delete comment[column[i]]
		} else if (column[i] !~ /^clipped_(start|end)$/)
			fail("column " column[i] " has no comment")
	}
	for (name in comment)
		fail("there is no column " name " to comment on")
	write_row("view", stem, key, "CREATE OR REPLACE VIEW " stem " WITH (security_invoker = true) AS\n" \
		"SELECT " list "\nFROM " object "(NULL, NULL) m;\n" comments)
}

# Write what the piece that has been read makes.
function finish_piece(    is_metric) {
	is_metric = object == stem "_between"
	if (kind == "")
		fail("creates nothing")
	if (object != stem && !is_metric)
		fail("creates something of another name")
	if ((kind == "view" || is_metric) && key == "")
		fail("does not name its key")
	if ((definition layered comments) ~ /\$report\$/)
		fail("contains the quote that goes around it")
	if (!is_metric)
		write_row(kind, object, key, definition comments, layered)
	else {
		if (comments == "")
			fail("has no comment on its view")
		if (!columns)
			fail("does not return a table, with a column a line")
		write_row(kind, object, "", definition, layered)
		write_view()
	}
}

FNR == 1 {
	if (piece != "")
		finish_piece()
	piece = FILENAME
	split(piece, path, "/")
	part = path[3]
	stem = path[4]
	sub(/\.sql$/, "", stem)
	kind = object = key = definition = layered = comments = ""
	columns = in_columns = in_layered = piece_line = 0
	split("", comment)
}

/^-- key: / {
	key = substr($0, 9)
	gsub(/ /, "", key)
	next
}

$0 == "BEGIN ATOMIC" && !in_layered {
	head = definition
}
$0 == "-- layered:" {
	layered = head
	in_layered = 1
	next
}
# the comment is on both
in_layered && /^COMMENT ON / {
	in_layered = /^COMMENT ON VIEW / ? 0 : 2
}
in_layered {
	layered = layered $0 "\n"
}
in_layered == 1 {
	next
}

kind == "" && match($0, /^CREATE (OR REPLACE )?(TABLE|VIEW|FUNCTION|PROCEDURE|TRIGGER) /) {
	object = substr($0, RLENGTH + 1)
	sub(/[ (].*/, "", object)
	kind = tolower(substr($0, 1, RLENGTH - 1))
	sub(/.* /, "", kind)
	if (kind == "table" && part == "input")
		kind = "input"
}

# one object a piece, and nothing but its comments after the first on the view
kind != "" && piece_line++ && /^CREATE / && !/^CREATE (UNIQUE )?INDEX /{
	fail("creates a second object")
}
comments != "" && /^[A-Z]/ && !/^COMMENT ON (VIEW|COLUMN) / && object == stem "_between" {
	fail("has a statement after the comment on its view")
}

# RETURNS TABLE, a column a line
/^RETURNS TABLE \($/ {
	in_columns = 1
	definition = definition $0 "\n"
	next
}
in_columns {
	line = $0
	if (sub(/,$/, "", line) == 0) {
		in_columns = 0
		sub(/\)$/, "", line)
	}
	column[++columns] = $1
	sub(/^ *[a-z0-9_]+ /, "", line)
	type[columns] = line
}

index($0, "COMMENT ON COLUMN " stem ".") == 1 {
	name = substr($0, length("COMMENT ON COLUMN " stem ".") + 1)
	sub(/ .*/, "", name)
	comment[name] = 1
}

/^COMMENT ON VIEW / || comments != "" {
	comments = comments $0 "\n"
	next
}
{ definition = definition $0 "\n" }

END {
	if (failed)
		exit 1
	finish_piece()
	if (failed)
		exit 1
	print ";"
}
