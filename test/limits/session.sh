# shellcheck shell=bash
# Sourced by the programs beside it: a database of their own, a folder of their
# own, and sessions that live as long as the test, to be spoken to and heard.

scratch=$(mktemp -d)
chmod 755 "$scratch"
PGDATABASE=limits_$$
export PGDATABASE
declare -A session_in=() session_out=()

clean_up() {
    local status=$? in
    trap - EXIT
    for in in "${session_in[@]}"; do
        exec {in}>&-
    done
    dropdb --if-exists --force --maintenance-db=postgres "$PGDATABASE" 2>/dev/null || true
    wait
    rm -rf -- "$scratch"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

createdb --maintenance-db=postgres "$PGDATABASE"
# the server starts this process again if any other has crashed
server_started() {
    psql -X -A -t -c "SELECT backend_start FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
}
first_start=$(server_started)
[[ $first_start ]]

# session NAME: begin one; its errors go to a file
session() {
    local in out
    mkfifo "$scratch/$1.in" "$scratch/$1.out"
    psql -X -q -A -t <"$scratch/$1.in" >"$scratch/$1.out" 2>"$scratch/$1.err" &
    exec {in}>"$scratch/$1.in" {out}<"$scratch/$1.out"
    session_in[$1]=$in session_out[$1]=$out
}

# end_session NAME
end_session() {
    local in=${session_in[$1]} out=${session_out[$1]}
    exec {in}>&- {out}<&-
    unset "session_in[$1]" "session_out[$1]"
    rm "$scratch/$1.in" "$scratch/$1.out"
}

# say_to NAME: what comes on the standard input
say_to() {
    cat >&"${session_in[$1]}"
}

# hear NAME: sets line to the next one that a session says
# shellcheck disable=SC2034  # who calls reads it
hear() {
    IFS= read -r -t 600 -u "${session_out[$1]}" line || {
        echo "the session $1 says nothing any more:"
        tail -n 5 "$scratch/$1.err"
        exit 1
    }
}

# same_server: neither it nor a backend has crashed
same_server() {
    [[ $(server_started) == "$first_start" ]]
}
