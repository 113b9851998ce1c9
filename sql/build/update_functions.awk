# Turn the pieces of the install script into the part of an update script that
# can be built: all functions and aggregates, with OR REPLACE, and all comments.
# Types, operators, casts and tables are left to the steps in sql/update/.

# Follow the quotes of a body that is a string.
function follow_quotes(line,    tag) {
	while (match(line, /\$([A-Za-z_][A-Za-z_0-9]*)?\$/)) {
		tag = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (quote == "")
			quote = tag
		else if (quote == tag)
			quote = ""
	}
}

/^CREATE / { created++ }
!in_statement && /^(CREATE (FUNCTION|PROCEDURE|AGGREGATE)|COMMENT) / {
	in_statement = is_printed = 1
	found += sub(/^CREATE /, "CREATE OR REPLACE ")
}
!in_statement && /^(CREATE (SCHEMA|TYPE|CAST|TABLE|OPERATOR)|DO) / {
	in_statement = 1
	is_printed = 0
	found++
	found -= /^DO /
}
!in_statement && !/^(--|\\|$)/ {
	print FILENAME ": " FNR ": not a statement that is known here" > "/dev/stderr"
	exit failed = 1
}
!in_statement { next }

/^BEGIN ATOMIC$/ && quote == "" { in_body = 1 }
/^END;$/ { in_body = 0 }
{ follow_quotes($0) }
is_printed { print }
/;$/ && quote == "" && !in_body {
	in_statement = 0
	if (is_printed && /^END|^COMMENT|^  '/)
		print ""
}

END {
	if (failed)
		exit 1
	# one that ends too late has swallowed others
	if (in_statement || found != created) {
		print FILENAME ": a statement does not end" > "/dev/stderr"
		exit 1
	}
}
