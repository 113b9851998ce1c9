# shellcheck shell=bash disable=SC2034,SC2154 # setup.sh and the program share variables
# Sourced after setup.sh by programs that run the regression suite other than
# with `make test`: under other settings or on another server.

# For TEST_CFLAGS: undefined behaviour ends the process with a "runtime error:".
# PGXS passes -fwrapv, with which gcc plants no check of overflows; hence the
# last one.
sanitize='-fsanitize=undefined -fno-sanitize-recover=undefined -fno-wrapv'
crashes='runtime error:|terminated by signal|TRAP:|PANIC:' # in the server's log
export UBSAN_OPTIONS=abort_on_error=1:print_stacktrace=1

# regress_files [NAME…]: the Makefile's REGRESS, without these.
regress_files() {
    local file
    # shellcheck disable=SC2016  # make fills it in
    for file in $(make "${build_args[@]}" -s --eval 'regress-files: ; @echo $(REGRESS)' regress-files); do
        [[ " $* " == *" $file "* ]] || printf '%s\n' "$file"
    done
}

# no_crash [BYTES]: shows what the server's log tells of crashes, after so many
# bytes of it, and fails if it does
no_crash() {
    ! tail -c "+$((${1:-0} + 1))" "$home/server.log" | grep -E "$crashes"
}

# suite NAME FILE…: runs these regress files. Sets suite_passed to their number;
# if not all passed, or a backend crashed, shows why and fails.
suite() {
    local log=$work/suite-$1.log status=0 start=$SECONDS diffs before
    before=$(stat -c %s "$home/server.log")
    shift
    as_user make "${build_args[@]}" installcheck "REGRESS=$*" >"$log" 2>&1 || status=$?
    # Version 16 changed pg_regress's output to TAP.
    suite_passed=$(grep -cE '^(ok [0-9]+ +[-+] |(test| ) .*\.\.\. ok )' "$log") || true
    suite_seconds=$((SECONDS - start))
    if [[ ${SHOW_TIMES:-} ]]; then grep -E '^(ok|not ok) |\.\.\. ' "$log" >&2; fi
    no_crash "$before" || status=1
    if ((status == 0 && suite_passed == $#)); then
        return
    fi
    grep -E '^not ok |\.\.\. FAILED' "$log" || tail -n 40 "$log"
    mapfile -t diffs < <(find "$src" -name regression.diffs)
    if ((${#diffs[@]} > 0)); then
        head -q -n "${SHOW_DIFFS:-200}" "${diffs[@]}"
        rm -f -- "${diffs[@]}"
    fi
    return 1
}

# Compiles the mistakes of test/seeded as the library was and creates them.
create_seeded() {
    quietly seeded as_user make "${build_args[@]}" -C test/seeded with_llvm=no seeded.so ||
        die "building the seeded mistakes failed"
    quietly seeded as_user psql -X -q -v ON_ERROR_STOP=1 \
        -v library="$src/test/seeded/seeded.so" -f "$src/test/seeded/seeded.sql" ||
        die "creating the seeded mistakes failed"
}

# Leaves nothing behind that looks like a report. A crash may have taken it away:
# the server does not wait for its disk.
drop_seeded() {
    as_user psql -X -q -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS seeded CASCADE'
    "${unprivileged[@]}" truncate -s 0 "$home/server.log"
}

# The server restarts after a backend that the sanitizer has ended.
wait_for_server() {
    for _ in {1..300}; do
        if as_user pg_isready -q; then return; fi
        sleep 0.2
    done
    die "the server did not come back"
}
