# Joins the definitions of sql/report/ into the function report_source().

BEGIN {
	print "-- report_source: the definitions that create_report runs, in order."
	print "--"
	print "-- Made from sql/report/ by the build."
	print ""
	print "CREATE FUNCTION userlogs.report_source(OUT step pg_catalog.int4, OUT object_type pg_catalog.text,"
	print "  OUT object_name pg_catalog.text, OUT definition pg_catalog.text)"
	print "RETURNS SETOF pg_catalog.record"
	print "LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 30"
	print "BEGIN ATOMIC"
	print "  VALUES"
}

FNR == 1 {
	if (position++)
		print "$report$),"
	name = FILENAME
	sub(/^.*\//, "", name)
	sub(/\.sql$/, "", name)
	type = ""
	while ((getline line < FILENAME) > 0)
		if (match(line, /^CREATE (OR REPLACE )?(TABLE|VIEW|FUNCTION) /) && type == "") {
			type = tolower(substr(line, RSTART, RLENGTH))
			sub(/^create (or replace )?/, "", type)
			sub(/ $/, "", type)
			rest = substr(line, RLENGTH + 1)
			if (rest !~ "^" name "[ (]") {
				print FILENAME ": creates something of another name" > "/dev/stderr"
				exit failed = 1
			}
		}
	close(FILENAME)
	if (type == "") {
		print FILENAME ": creates nothing" > "/dev/stderr"
		exit failed = 1
	}
	printf "(%d, '%s', '%s', $report$", position, type, name
}

/\$report\$/ {
	print FILENAME ": contains the quote that goes around it" > "/dev/stderr"
	exit failed = 1
}

{ print }

END {
	if (failed)
		exit 1
	print "$report$);"
	print "END;"
	print "COMMENT ON FUNCTION userlogs.report_source() IS"
	print "  'What create_report runs: one row per input table (made if missing), function and view, in order';"
}
