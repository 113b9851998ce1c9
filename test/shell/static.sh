#!/usr/bin/env bash
# The tree keeps its own rules: lists name what is there, tests have answers,
# C files their head, errors their code. Prints each place where it does not.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
findings=$scratch/findings
: >"$findings"

finding() {
    printf '%s\n' "$*" >>"$findings"
}
# list NAME: what a variable of the Makefile or of sql/pieces.mk lists
list() {
    sed -n "/^$1 *[:+]*= *\\\\\$/,/[^\\\\]\$/ s/^\t\([^ ]*\).*/\1/p" Makefile sql/pieces.mk
}
# same WHAT LISTED THERE: two files of names; the lists are sorted, or in order
same() {
    local difference
    difference=$(LC_ALL=C comm -3 <(LC_ALL=C sort "$2") <(LC_ALL=C sort "$3")) || true
    if [[ $difference ]]; then finding "$1, listed or there alone: $(tr -s '\t\n' '  ' <<<"$difference")"; fi
    if [[ $(LC_ALL=C sort "$2" | uniq -d) ]]; then finding "$1: listed twice: $(LC_ALL=C sort "$2" | uniq -d)"; fi
    [[ -s $2 ]] || finding "$1: the list is empty"
}
# names PATTERN…: files, without a word if there are none
names() {
    compgen -G "$1" || true
}

# lists and the tree
list OBJS | sed 's/\.o$/.c/' >"$scratch/listed"
names 'src/*.c' >"$scratch/there"
same OBJS "$scratch/listed" "$scratch/there"
pieces=(ENGINE=sql/engine INPUT=sql/report/input BASE=sql/report/base LOGS=sql/report/logs CAPACITY=sql/report/capacity ADMIN=sql/admin PAGE=sql/page)
for piece in "${pieces[@]}"; do
    list "${piece%=*}_PIECES" >"$scratch/listed"
    names "${piece#*=}/*" >"$scratch/there"
    same "${piece%=*}_PIECES" "$scratch/listed" "$scratch/there"
done
# a piece is known by its name, whatever its folder; of a function of a report with
# the name of the one that it calls the test is that of service_hours
for piece in sql/engine/* sql/report/*/* sql/admin/* sql/page/*; do
    basename "$piece"
done | grep -v -x -e service_seconds.sql -e add_service_time.sql | sort | uniq -d | while IFS= read -r name; do finding "sql: two pieces are called $name"; done
# test/deep/laws runs one that takes too long for the rest
{ list REGRESS && sed -n 's/^law \([a-z_]*\) .*/\1/p' test/deep/laws; } | LC_ALL=C sort -u >"$scratch/listed"
names 'test/sql/*.sql' | sed 's|.*/||; s/\.sql$//' >"$scratch/there"
same REGRESS "$scratch/listed" "$scratch/there"
if grep -q '^ISOLATION' Makefile; then
    list ISOLATION >>"$scratch/listed"
    list ISOLATION >"$scratch/specs"
    names 'test/isolation/specs/*.spec' | sed 's|.*/||; s/\.spec$//' >"$scratch/there"
    same ISOLATION "$scratch/specs" "$scratch/there"
fi
# an answer for each test, and a test for each answer, of which NAME_1 is another
names 'expected/*.out' | sed 's|.*/||; s/\.out$//; s/_[0-9]$//' | sort -u >"$scratch/there"
sort -u -o "$scratch/listed" "$scratch/listed"
same expected "$scratch/listed" "$scratch/there"
for file in expected/* test/sql/* sql/engine/* sql/report/*/* sql/admin/* sql/page/*; do
    [[ $file == *.sql || $file == *.out ]] || finding "$file: what is this?"
done
# One stem in every room: a piece has a test of its name and a heading in the
# reference that names it. sql/report/input and sql/report/base need no test of
# their own: the views of a report show what they hold.
declare -A tested_by=(
    # nothing but the schema
    [schema]=catalogue
    # the operators of a type are tested with it
    [timeline_ops]=timeline [headcount_ops]=headcount
    # both algebras have laws in common
    [headcount_algebra]=algebra [keep_while]=algebra
    # what create_report does, step by step
    [report_definition]=create_report [report_object]=create_report [report_check]=create_report
    [report_input]=create_report [report_table]=create_report [drop_report]=create_report
    # how reasons are written
    [initial_reasons]=labels
    # what filters offer
    [day_list]=filter_lists [team_list]=filter_lists [user_list]=filter_lists
    # of logs with layers
    [user_logs_by_channel]=layers [user_logs_by_layer]=layers [availability_daily_by_channel]=layers
    [status_list]=filter_lists [reason_list]=filter_lists
    # views of people by team
    [user_logs_by_team]=by_team [current_status_by_team]=by_team [status_daily_by_team]=by_team
    [availability_daily_by_team]=by_team [anomalies_by_team]=by_team [adherence_by_team]=by_team
    # what a page is made of
    [page_words]=report_page [page_format]=report_page [page_figures]=report_page [page_charts]=team_day_svg
    [report_digest]=report_page
    # the same by day, of now, and for a team
    [anomalies_daily]=anomalies [wait_causes_daily]=wait_causes [current_stranded_requests]=stranded_requests [add_service_time]=service_seconds
    # the figures behind the view, and the same as text
    [metric_sample]=metrics [metrics_text]=metrics
)
declare -A named_as=(
    # the function has the name of the type that it returns
    [status_headcount]='headcount of a timeline'
    # operators and functions
    [headcount_algebra]='Algebra of headcounts'
    # input_columns, input_index_serves and missing_index
    [input_index]=input_columns
    # event_count, first_at, last_at, statuses and clip
    [timeline_access]=event_count
    # what serves a type or the planner stands together
    [timeline_ops]='Support functions' [timeline_support]='Support functions'
    [headcount_ops]='Support functions' [headcount_support]='Support functions'
    # relations_read, too
    [distributed]=relations_read
    # not for use: the schema, and the steps of create_report
    [schema]='' [report_object]='' [report_check]='' [report_table]=''
    # nor the pieces of a page
    [page_words]='' [page_format]='' [page_figures]='' [page_charts]=''
)
sed -n 's/^##* //p' docs/reference.md | tr ',' '\n' | sed 's/^ *//' >"$scratch/headings"
for piece in sql/engine/* sql/admin/* sql/page/* sql/report/logs/* sql/report/capacity/*; do
    stem=$(basename "$piece" .sql)
    test=${tested_by[$stem]-$stem}
    [[ -f test/sql/$test.sql && -f expected/$test.out ]] || finding "$piece: has no test/sql/$test.sql with its answer"
    heading=${named_as[$stem]-$stem}
    [[ ! $heading ]] || grep -q -x -F "$heading" "$scratch/headings" || finding "$piece: docs/reference.md has no heading $heading"
    # an exception that is none any more
    if [[ -v tested_by[$stem] && -f test/sql/$stem.sql ]]; then finding "$piece: test/sql/$stem.sql is there, and not needed"; fi
    if [[ -v named_as[$stem] ]] && grep -q -x -F "$stem" "$scratch/headings"; then finding "$piece: docs/reference.md has a heading $stem, which is not needed"; fi
done
for stem in "${!tested_by[@]}" "${!named_as[@]}"; do
    [[ $(names "sql/*/$stem.sql" && names "sql/report/*/$stem.sql") ]] || finding "static.sh: there is no piece $stem"
done
# programs can be run, and what they share cannot
for file in test/shell/*.sh test/deep/* test/tools/* test/bench/run test/bench/windows; do
    [[ -f $file ]] || continue
    case $file in
        test/tools/*.sh | *.c | *.h | *.sql | *.txt | *.py | *.awk | *.supp | *.md) ;;
        *) [[ -x $file && $(head -c 2 "$file") == '#!' ]] || finding "$file: cannot be run" ;;
    esac
done

# the fuzzer calls each function that takes a value
while IFS= read -r name; do
    case $name in
        *_agg_transfn | *_agg_sequence_transfn | *_agg_weight_transfn | *_support) ;;
        bucket_start | bucket_end | valid_window | request_span | normalize_blanks | label_key | cut_label | cut_key | is_time_zone | is_day_offset | is_bucket_width | recorded_time | is_repeated_time | erlang_* | agents_required | input_columns | input_index_serves | missing_index) ;;
        # a clock is a text, and split_wait reads its headcounts as absence_share does
        service_seconds | add_service_time | next_service_time | service_spans | split_wait) ;;
        *) grep -q "F($name)" test/fuzz/check_*.c || finding "test/fuzz: nothing calls $name" ;;
    esac
done < <(sed -n 's/^PG_FUNCTION_INFO_V1(\([a-z_]*\));.*/\1/p' src/*.c)

# C: the head, the first include, the guard, the one file that knows versions
for file in src/*.c src/*.h; do
    name=${file##*/}
    [[ $(sed -n 1p "$file") =~ ^/\*-{60,}$ && $(sed -n 3p "$file") == " * $name" ]] ||
        finding "$file: has not the head of a file"
    sed -n '4,6p' "$file" | grep -qP '^ \*\t\t[A-Z]' || finding "$file: does not say what it is for"
    if [[ $file == *.c ]]; then
        [[ $(grep -m 1 '^#include' "$file") == '#include "postgres.h"' ]] || finding "$file: postgres.h is not included first"
    else
        guard=USERLOGS_$(tr 'a-z.' 'A-Z_' <<<"$name")
        [[ $(grep -c -x -E "#(ifndef|define) $guard" "$file") == 2 ]] || finding "$file: has no guard $guard"
        if grep -q '^#include "postgres.h"' "$file"; then finding "$file: includes postgres.h"; fi
    fi
    if [[ $file != src/compat.h ]] && grep -n 'PG_VERSION_NUM' "$file" >"$scratch/lines"; then
        finding "$file: knows of versions: $(cat "$scratch/lines")"
    fi
done
# errors: each ereport and ereturn has a code; elog is for what cannot happen,
# which the comment above says
perl -0777 -ne '
    # what has its errcode in a macro
    BEGIN { for my $file (@ARGV) { open my $in, "<", $file or die; local $/; my $text = <$in>;
        $macro{$1} = 1 while $text =~ /#define\s+(\w+)(?=(?:[^\n]*\\\n)*[^\n]*\berrcode\()/g } }
    my $source = $_;
    s{("(?:[^"\\]|\\.)*")|(/\*.*?\*/)}{ my $c = $2 // ""; $1 // ("\n" x ($c =~ tr/\n//)) }gse;
    while (/\b(ereport|ereturn|errsave)\s*(\((?:[^()"]|"(?:[^"\\]|\\.)*"|(?2))*\))/g) {
        my ($call, $at) = ($2, pos);
        next if substr($_, 0, $at) =~ /#define[^\n]*(?:\\\n[^\n]*)*$/;
        my $line = 1 + (substr($_, 0, $at - length $call) =~ tr/\n//);
        $calls++;
        print "$ARGV:$line: an error without errcode\n" if $call !~ /\berrcode(?:_for_file_access)?\s*\(/ && !grep { $macro{$_} } $call =~ /\b([A-Z_]+)\b/g;
        print "$ARGV:$line: the message begins in upper case or ends in a full stop\n" if $call =~ /\berrmsg\s*\(\s*"(?:[A-Z][a-z]|(?:[^"\\]|\\.)*\.")/;
        print "$ARGV:$line: a detail or hint is no sentence\n" if $call =~ /\berr(?:detail|hint)\s*\(\s*"(?!%s")(?:[^"\\]|\\.)*[^.?"]"\s*[,)]/;
    }
    my $line = 0;
    my @lines = split /\n/, $source;
    for my $n (0 .. $#lines) {
        print "$ARGV:" . ($n + 1) . ": elog without /* cannot happen: … */ above\n"
            if $lines[$n] =~ /\belog\s*\(/ && join("\n", @lines[($n > 3 ? $n - 3 : 0) .. $n]) !~ m{/\* cannot happen: };
        print "$ARGV:" . ($n + 1) . ": $1\n" if $lines[$n] =~ /\b(fprintf|printf|abort|exit|malloc|strcpy|sprintf|strcat|assert)\s*\(/;
    }
    END { print "only " . ($calls // 0) . " errors found in src\n" if ($calls // 0) < 30 }' src/*.c src/*.h >>"$findings"

# text: what git diff --check looks for, without git
find . \( -name .git -o -name results -o -name output_iso -o -name tmp_check -o -name log \) -prune -o -type f \( -name '*.[ch]' -o -name '*.sql' -o -name '*.sh' -o -name '*.md' \
    -o -name '*.awk' -o -name '*.control' -o -name '*.json' -o -name '*.spec' -o -name Makefile -o -path './test/tools/*' -o -path './test/deep/*' \) -print0 |
    LC_ALL=C sort -z >"$scratch/texts"
# shellcheck disable=SC2016  # the variables are Perl's
xargs -0 perl -ne '
        print "$ARGV:$.: blanks at the end\n" if /[ \t]+\r?$/;
        print "$ARGV:$.: carriage return\n" if /\r$/;
        print "$ARGV:$.: blanks before a tab\n" if /^\t* +\t/;
        print "$ARGV:$.: conflict\n" if /^(?:<{7}|>{7}|\|{7})(?: |$)/;
        print "$ARGV:$.: no end of line\n" if eof && !/\n\z/;
        print "$ARGV:$.: blank line at the end\n" if eof && /^\s*$/;
        close ARGV if eof' <"$scratch/texts" >>"$findings"

# each member of the extension has a comment: test/sql/catalogue.sql looks
cat "$findings"
[[ ! -s $findings ]] || exit 1

if command -v shellcheck >/dev/null; then
    mapfile -t scripts < <(grep -l -E '^#!.*\b(ba)?sh$|^# shellcheck shell=' -r test debian | LC_ALL=C sort)
    shellcheck -x "${scripts[@]}"
else
    echo "skipped: shellcheck is not here"
fi
