# shellcheck shell=bash
# Sourced by shell tests that need a server with settings of its own. Made with
# the programs on the PATH, beside the server that the environment names, in
# the folder $scratch, where the test may keep its other files. Whatever the
# reason of the test's end, the server and all others whose data is in a folder
# of $scratch are stopped, and it is removed.

scratch=$(mktemp -d "${TMPDIR:-/tmp}/own.XXXXXX")

clean_up() {
    local status=$1 pid_file
    set +e
    trap '' HUP INT TERM
    trap - EXIT
    for pid_file in "$scratch"/*/postmaster.pid; do
        if [[ -e $pid_file ]]; then pg_ctl stop -s -m immediate -D "${pid_file%/*}" >/dev/null 2>&1; fi
    done
    rm -rf -- "$scratch"
    exit "$status"
}
trap 'clean_up $?' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# start_own_server [LINE…]: starts it with these lines in postgresql.conf; PG…
# variables name it from then on. With "listen_addresses = '127.0.0.1'" it is
# reached over TCP, too, by the password in PGPASSWORD alone.
start_own_server() {
    local data=$scratch/pgdata log=$scratch/server.log
    PGPASSWORD=$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' ')
    initdb -D "$data" -U postgres -A trust --auth-host=password --no-sync \
        -E UTF8 --pwfile=<(echo "$PGPASSWORD") >"$log" 2>&1 || {
        cat "$log" >&2
        return 1
    }
    # mmap: /dev/shm may be missing or tiny in a container.
    printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$scratch'" \
        "unix_socket_permissions = 0700" 'dynamic_shared_memory_type = mmap' \
        'shared_buffers = 32MB' 'fsync = off' 'full_page_writes = off' \
        "lc_messages = 'C'" "timezone = 'UTC'" "$@" >>"$data/postgresql.conf"
    for _ in {1..20}; do
        # below the ports that a system gives to programs that ask for any
        PGPORT=$((10000 + RANDOM % 20000))
        if pg_ctl start -s -w -t 60 -D "$data" -l "$log" -o "-p $PGPORT" >/dev/null 2>&1; then
            export PGHOST=$scratch PGPORT PGUSER=postgres PGDATABASE=postgres PGPASSWORD
            return
        fi
        grep -q 'could not create any TCP/IP sockets' "$log" || break
        rm "$log"
    done
    tail -n 20 "$log" >&2
    return 1
}
