# Turn the pieces of the install script into the part of an update script that
# can be built: all functions and aggregates, with OR REPLACE, and all comments.
# Types, operators, casts and tables are left to the steps in sql/update/.

# Follow the quotes of a body that is a string.
function follow_quotes(line,    tag) {
	while (match(line, /\$[A-Za-z_]*\$/)) {
		tag = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (quote == "")
			quote = tag
		else if (quote == tag)
			quote = ""
	}
}

!in_statement && /^(CREATE|COMMENT|ALTER|DO|GRANT|REVOKE|INSERT) / {
	in_statement = 1
	is_printed = sub(/^CREATE (FUNCTION|AGGREGATE) /, "CREATE OR REPLACE &") || /^COMMENT /
	sub(/OR REPLACE CREATE/, "OR REPLACE")
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
	if (in_statement) {
		print FILENAME ": a statement does not end" > "/dev/stderr"
		exit 1
	}
}
