# shellcheck shell=bash
# Sourced by the programs beside it: finds or installs PostgreSQL, builds the
# extension in a temporary folder and runs a server of its own there. Nothing
# but Debian packages is ever added to the machine.
#
# Read from the environment:
#   PG_CONFIG      build and run with this PostgreSQL
#   TEST_CFLAGS    more compiler flags, such as -Wall -Wextra -Werror
#   USERLOGS_DATA  folder with real input (default: shared/data beside the tree)
#   TMPDIR         where the temporary folder goes, if the place is suitable
#   KEEP=1         keep the temporary folder

set -euo pipefail
umask 022
exec </dev/null 3>&1 4>&2

tools=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
top=$(CDPATH='' cd -- "$tools/../.." && pwd -P)

# shellcheck source-path=SCRIPTDIR source=releases.sh
source "$tools/releases.sh"
oldest=$(majors | head -n 1) # the oldest supported major version of PostgreSQL

# What the caller has set for its own servers and its own make must not get in.
for name in ${!PG@}; do
    [[ $name == PG_CONFIG ]] || unset "$name"
done
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEFILES GNUMAKEFLAGS CDPATH LANGUAGE

# Relative to the folder of the call, which is about to be left.
if [[ ${PG_CONFIG:-} == */* ]]; then PG_CONFIG=$(realpath -ms -- "$PG_CONFIG"); fi
if [[ ${USERLOGS_DATA:-} ]]; then USERLOGS_DATA=$(realpath -m -- "$USERLOGS_DATA"); fi

locale=C
if [[ $(locale -a 2>/dev/null) =~ C\.(utf8|UTF-8) ]]; then locale=C.UTF-8; fi
export LC_ALL=$locale LANG=$locale

work=         # the temporary folder; it belongs to whoever calls
home=         # in it, all that belongs to the unprivileged user
child=        # what run() waits for
beside=       # what start_beside() has started, until it has been waited for
packages=()   # what is to be installed
wanted=()     # what is to be installed if it can be had
build_args=() # for every call of make; a program may begin it
no_pgtap=     # for `test`: why pgTAP cannot run, if so
server_settings= # more lines of postgresql.conf

# A server refuses to run as root. The user postgres would not do: programs of
# that user may log in as superuser to the machine's own server.
unprivileged=()
if ((EUID == 0)); then
    unprivileged=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
fi

say() {
    printf '==> %s\n' "$*" >&2
}

die() {
    say "$*"
    exit 1
}

# Runs a program in the background and waits: only so does bash heed a signal
# at once. The session of its own lets clean_up end it with all its children.
run() {
    local status=0
    setsid -- "$@" 3>&- 4>&- &
    child=$!
    wait "$child" || status=$?
    child=
    return "$status"
}

as_user() {
    run "${unprivileged[@]}" "$@"
}

# Starts a program as as_user does, and does not wait.
start_beside() {
    setsid -- "${unprivileged[@]}" "$@" 3>&- 4>&- &
    beside=$!
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -- "$@"; fi
}

# quietly NAME COMMAND…: shows what the command printed only if it failed.
quietly() {
    local log=$work/$1.log status=0
    "${@:2}" >"$log" 2>&1 || status=$?
    if ((status != 0)); then tail -n 200 "$log" >&2; fi
    return "$status"
}

# At every exit, whatever the reason. A program may define last_words, called
# when all is clean, so that its line comes last; it may change the status.
clean_up() {
    local status=$1 started
    set +e
    trap '' HUP INT TERM PIPE
    trap - EXIT
    exec >&3 2>&4 # a signal may come while both go to a log
    for started in $child $beside; do
        kill -TERM -- "-$started" 2>/dev/null
        for _ in {1..50}; do
            kill -0 -- "-$started" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-$started" 2>/dev/null
        wait "$started" 2>/dev/null
    done
    child='' beside=''
    stop_server
    if declare -F close_chroot >/dev/null; then close_chroot; fi # of chroots.sh
    if [[ ${KEEP:-} == 1 && $work ]]; then
        say "kept $work"
    elif [[ $work ]]; then
        rm -rf -- "$work"
    fi
    if declare -F last_words >/dev/null; then last_words "$status" || status=$?; fi
    exit "$status"
}
trap 'clean_up $?' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The path must be plain, as it ends up in configuration files, and short, as
# that of a socket has 107 bytes at most. The unprivileged user must be able to
# reach it and to execute files there.
make_work_folder() {
    local base
    for base in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
        # Without links and doubled slashes, as PostgreSQL compares paths.
        base=$(realpath -e -- "$base" 2>/dev/null) || continue
        [[ $base =~ ^/[A-Za-z0-9_./-]{0,50}$ ]] || continue
        work=$(mktemp -d "$base/userlogs.XXXXXX" 2>/dev/null) || continue
        chmod 711 "$work"
        printf '#!/bin/sh\n' >"$work/probe"
        chmod 755 "$work/probe"
        if "${unprivileged[@]}" "$work/probe" 2>/dev/null; then
            rm "$work/probe"
            home=$work/home
            mkdir -m 700 "$home"
            if ((EUID == 0)); then chown nobody: "$home"; fi
            cd "$work"
            return
        fi
        rm -rf -- "$work"
    done
    work=
    die "neither TMPDIR nor /tmp nor /var/tmp can hold the temporary folder"
}

# Has everything to build an extension, to run a server and to test it?
is_complete() {
    local bindir program
    [[ $("$1" --version 2>/dev/null) =~ ' '([0-9]+) ]] || return 1
    ((BASH_REMATCH[1] >= oldest)) || return 1
    bindir=$("$1" --bindir)
    for program in postgres initdb pg_ctl psql; do
        [[ -x $bindir/$program ]] || return 1
    done
    [[ -e $("$1" --includedir-server)/postgres.h && -e $("$1" --pgxs) ]]
}

# Sets PG_CONFIG; fails if there is no complete PostgreSQL.
find_postgres() {
    local candidate candidates
    if [[ ${PG_CONFIG:-} ]]; then
        is_complete "$PG_CONFIG" || return 1
        PG_CONFIG=$(command -v "$PG_CONFIG")
        return
    fi
    mapfile -t candidates < <(
        printf '%s\n' /usr/lib/postgresql/*/bin/pg_config | sort -rV
        command -v pg_config
    )
    for candidate in "${candidates[@]}"; do
        if is_complete "$candidate"; then
            PG_CONFIG=$candidate
            return
        fi
    done
    return 1
}

# The major version that this release of the distribution ships.
default_version() {
    apt-cache depends postgresql 2>/dev/null |
        sed -n 's/^ *Depends: postgresql-\([0-9]*\)$/\1/p'
}

have() {
    command -v "$1" >/dev/null
}

is_installed() {
    [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == *' ok installed' ]]
}

# need PACKAGE…: have it installed, unless it is.
need() {
    local package
    for package; do
        is_installed "$package" || packages+=("$package")
    done
}

# want PACKAGE…: the same for what only tests use that can be skipped.
want() {
    local package
    for package; do
        is_installed "$package" || wanted+=("$package")
    done
}

need_postgres() {
    local version
    if [[ ${PG_CONFIG:-} ]]; then
        [[ $PG_CONFIG =~ ^/usr/lib/postgresql/([0-9]+)/bin/pg_config$ ]] ||
            die "PG_CONFIG=$PG_CONFIG: no complete PostgreSQL, version $oldest or later, with its headers and PGXS"
        version=${BASH_REMATCH[1]}
    else
        version=$(default_version) || true
        if [[ ! $version ]] && have apt-get; then
            check_root apt-get update
            say "updating the list of packages"
            quietly apt as_root bash "$tools/install-packages" || die "the list of packages cannot be updated"
            version=$(default_version) || true
        fi
        version=${version:-$oldest}
        PG_CONFIG=/usr/lib/postgresql/$version/bin/pg_config
    fi
    ((version >= oldest)) || die "PostgreSQL $version is too old; userlogs needs $oldest or later"
    need "postgresql-$version" "postgresql-server-dev-$version"
}

# After need_postgres, as PG_CONFIG tells the version.
need_pgtap() {
    local version='' sharedir
    compgen -G "$top/test/pgtap/*.sql" >/dev/null || return 0
    have pg_prove || need libtap-parser-sourcehandler-pgtap-perl
    # it may not be installed yet
    if [[ $("$PG_CONFIG" --bindir 2>/dev/null || dirname "$PG_CONFIG") =~ ^/usr/lib/postgresql/([0-9]+)/bin$ ]]; then
        version=${BASH_REMATCH[1]}
    fi
    sharedir=$("$PG_CONFIG" --sharedir 2>/dev/null) || sharedir=/usr/share/postgresql/$version
    if [[ -e $sharedir/extension/pgtap.control ]]; then
        return
    elif [[ $version ]]; then
        need "postgresql-$version-pgtap"
    else
        # shellcheck disable=SC2034  # `test` reads it
        no_pgtap="this PostgreSQL has no pgTAP"
    fi
}

# Whether the tests, which run unprivileged, can execute this.
can_run() {
    "${unprivileged[@]}" "$@" >/dev/null 2>&1
}

# What test/shell/clients.sh, browser.sh, superset.sh and pg_cron.sh use. After
# need_postgres.
want_clients() {
    local modules
    want odbc-postgresql libpostgresql-jdbc-java
    can_run python3 -c 'import pyodbc' || want python3-pyodbc
    can_run python3 -c 'import psycopg' || want python3-psycopg
    can_run python3 -c 'import yaml' || want python3-yaml # superset.sh
    can_run node --version || want nodejs
    modules=$("${unprivileged[@]}" java -XX:-UsePerfData --list-modules 2>/dev/null) || true
    [[ $modules == *jdk.compiler* ]] || want default-jre-headless # in Debian it has the compiler
    have chromium || have google-chrome || want chromium
    if [[ $PG_CONFIG =~ ^/usr/lib/postgresql/([0-9]+)/bin/pg_config$ ]]; then
        want "postgresql-${BASH_REMATCH[1]}-cron"
    fi
}

# libFuzzer for the clang that PostgreSQL itself uses, which comes with the
# server's headers. After all else is installed.
want_libfuzzer() {
    local makefile clang
    makefile=$(dirname "$("$PG_CONFIG" --pgxs)")/../Makefile.global
    clang=$(sed -n 's/^CLANG *= *//p' "$makefile" 2>/dev/null) || return 0
    can_run "$clang" --version || return 0
    want "libclang-rt-$("$clang" -dumpversion | cut -d . -f 1)-dev"
}

# What is missing after this makes a test say that it is skipped.
install_wanted() {
    local package available=()
    ((${#wanted[@]} > 0)) || return 0
    have apt-get && have dpkg-query || return 0
    ((EUID == 0)) || sudo -n true 2>/dev/null || return 0
    [[ $(apt-cache policy "${wanted[@]}") == *'Candidate: '[0-9]* ]] ||
        quietly apt as_root bash "$tools/install-packages" || return 0
    for package in "${wanted[@]}"; do
        if [[ $(apt-cache policy "$package") == *'Candidate: '[0-9]* ]]; then available+=("$package"); fi
    done
    ((${#available[@]} > 0)) || return 0
    say "installing ${available[*]}"
    quietly apt as_root bash "$tools/install-packages" "${available[@]}" ||
        say "not installed, so some tests will be skipped"
    hash -r
}

# Debian's node-pg asks for Debian's own nodejs and for much that it never
# loads. Unpacked, these two packages are all it takes, with any nodejs.
provide_node_pg() {
    local file
    export NODE_PATH=${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs
    can_run node -e 'require("pg")' && return
    can_run node --version && have apt-get || return 0
    "${unprivileged[@]}" mkdir "$home/node"
    cd "$home/node"
    if quietly node-pg as_user apt-get download -qq node-pg node-split2; then
        for file in *.deb; do
            as_user dpkg-deb -x "$file" .
        done
        NODE_PATH=$home/node/usr/share/nodejs
    fi
    cd "$work"
}

check_root() {
    if ((EUID != 0)) && ! have sudo; then
        die "not root and no sudo here; as root: $*"
    fi
}

# Installs what need() found missing.
install_needed() {
    ((${#packages[@]} > 0)) || return 0
    if ! have apt-get || ! have dpkg-query; then
        die "missing here: ${packages[*]} (as Debian calls them), and no apt-get to install them"
    fi
    check_root apt-get install "${packages[@]}"
    say "installing ${packages[*]}"
    quietly apt as_root bash "$tools/install-packages" "${packages[@]}" ||
        die "the packages could not be installed"
    packages=()
    hash -r
}

# prepare_machine demo|test: installs what the program needs, if anything is
# missing.
prepare_machine() {
    local program=$1 compiler=gcc
    make_work_folder
    find_postgres || need_postgres
    if [[ -x $PG_CONFIG ]]; then
        compiler=$("$PG_CONFIG" --cc)
        compiler=${compiler%% *}
    fi
    have make || need make
    have "$compiler" || need gcc
    # gcc comes without the C library's headers.
    if ! "$compiler" -E -x c - <<<'#include <stdio.h>' >/dev/null 2>&1; then
        need libc6-dev
    fi
    if [[ $program == test ]]; then
        need_pgtap
        want_clients
    fi

    install_needed
    if [[ $program == test ]]; then want_libfuzzer; fi
    install_wanted

    is_complete "$PG_CONFIG" || die "$PG_CONFIG: PostgreSQL is not complete"
    have "$("$PG_CONFIG" --cc | cut -d ' ' -f 1)" ||
        die "the compiler of this PostgreSQL is missing: $("$PG_CONFIG" --cc)"

    export PG_CONFIG HOME=$home TMPDIR=$home/tmp
    "${unprivileged[@]}" mkdir "$TMPDIR"
    if [[ $program == test ]]; then provide_node_pg; fi
}

# The names of the source files, each ended by a zero byte.
list_sources() {
    local file list=$work/files
    # The tree may belong to another user than the one who calls.
    if git -c safe.directory='*' ls-files -z --cached --others --exclude-standard \
        >"$list" 2>/dev/null && grep -qzx Makefile "$list"; then
        while IFS= read -r -d '' file; do
            # git also lists what was deleted and not committed
            if [[ -e $file || -L $file ]]; then printf '%s\0' "$file"; fi
        done <"$list"
    else
        find . -name .git -prune -o ! -type d -print0
    fi
}

# Programs that look for libraries in a place relative to their own, such as those
# of a Python wheel, do not find them from the copy.
link_libraries() {
    local library path
    libraries_of "$("$PG_CONFIG" --bindir)" >"$work/libraries"
    while read -r library path; do
        "${unprivileged[@]}" mkdir -p "$home/libraries"
        "${unprivileged[@]}" ln -sf "$path" "$home/libraries/$library"
        export LD_LIBRARY_PATH=$home/libraries
    done < <(libraries_of "$bindir" | LC_ALL=C join -v 1 "$work/libraries" -)
}

# libraries_of FOLDER: name and path of those that its programs find
libraries_of() {
    # it fails for scripts
    { ldd "$1"/* 2>/dev/null || true; } | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' | LC_ALL=C sort -u -k 1,1
}

# A private copy of the installation, with the extension in it. PostgreSQL
# looks for its files relative to its programs, so copied programs see the copy,
# and a server of the machine's own never sees the extension. All else in the
# copy is a link.
build() {
    local root=$home/root libdir sharedir program extension
    src=$home/src
    bindir=$root$("$PG_CONFIG" --bindir)
    libdir=$("$PG_CONFIG" --pkglibdir)
    sharedir=$("$PG_CONFIG" --sharedir)

    say "building for $("$PG_CONFIG" --version)"
    "${unprivileged[@]}" mkdir -p "$src" "$bindir" "$root$libdir" "$root$sharedir"
    (cd "$top" && list_sources | tar -c --null -T -) | "${unprivileged[@]}" tar -x -C "$src"

    "${unprivileged[@]}" cp -as "$libdir/." "$root$libdir/"
    "${unprivileged[@]}" cp -as "$sharedir/." "$root$sharedir/"
    for program in postgres initdb psql createdb dropdb vacuumdb pg_basebackup pg_config \
        pg_controldata pg_ctl pg_dump pg_dumpall pg_isready pg_resetwal \
        pg_restore pg_upgrade pgbench; do
        if [[ -x $("$PG_CONFIG" --bindir)/$program ]]; then
            "${unprivileged[@]}" cp "$("$PG_CONFIG" --bindir)/$program" "$bindir/"
        fi
    done
    link_libraries
    if [[ $("$bindir/pg_config" --sharedir) != "$root$sharedir" ]]; then
        die "this PostgreSQL cannot be copied: it looks for its files in fixed places"
    fi

    # An older version of the extension may be installed on the machine.
    for extension in "$src"/*.control; do
        extension=$(basename "$extension" .control)
        find "$root" -type l \( -name "$extension.*" -o -name "$extension--*" \
            -o -path "*/bitcode/$extension/*" \) -delete
    done

    build_args+=(-C "$src" "PG_CONFIG=$PG_CONFIG")
    if [[ ${TEST_CFLAGS:-} ]]; then build_args+=("PG_CFLAGS=$TEST_CFLAGS"); fi
    # Without git, products of an earlier build were copied as well.
    if ! quietly build as_user make "${build_args[@]}" clean ||
        ! quietly build as_user make "${build_args[@]}" -j"$(nproc)" ||
        ! quietly build as_user make "${build_args[@]}" install "DESTDIR=$root"; then
        die "building failed"
    fi
}

# Reached through a socket in the temporary folder only, so the port is free.
start_server() {
    say "starting a server"
    # test/bench/windows may have put the data of an earlier call there
    if [[ ! -e $home/pgdata/PG_VERSION ]]; then
        quietly initdb as_user "$bindir/initdb" -D "$home/pgdata" -U postgres -A trust \
            -E UTF8 --locale="$locale" --no-sync || die "initdb failed"
    fi
    # mmap: /dev/shm may be missing or tiny in a container.
    cat >>"$home/pgdata/postgresql.conf" <<EOF
listen_addresses = ''
port = 5432
unix_socket_directories = '$home'
unix_socket_permissions = 0700
dynamic_shared_memory_type = mmap
shared_buffers = 64MB
fsync = off
full_page_writes = off
synchronous_commit = off
logging_collector = off
lc_messages = 'C'
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, MDY'
intervalstyle = 'postgres'
$server_settings
EOF
    if ! quietly start as_user "$bindir/pg_ctl" start -s -w -t 60 -D "$home/pgdata" -l "$home/server.log"; then
        tail -n 20 "$home/server.log" >&2
        die "the server did not start"
    fi
    export PATH=$bindir:$PATH
    export PGHOST=$home PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PGCLIENTENCODING=UTF8
}

stop_server() {
    [[ $home && -e $home/pgdata/postmaster.pid ]] || return 0
    "${unprivileged[@]}" "$bindir/pg_ctl" stop -s -m fast -t 20 -D "$home/pgdata" >/dev/null 2>&1 ||
        "${unprivileged[@]}" "$bindir/pg_ctl" stop -s -m immediate -D "$home/pgdata" >/dev/null 2>&1
}

# Copies the real input, if there is any, to where the tests can read it.
provide_data() {
    local from=$top/../shared/data
    if [[ ${USERLOGS_DATA+set} ]]; then
        from=$USERLOGS_DATA
        [[ ! $from || -d $from ]] || die "USERLOGS_DATA=$from: no such folder"
    fi
    export USERLOGS_DATA=
    if [[ -d $from ]]; then
        USERLOGS_DATA=$home/data
        "${unprivileged[@]}" mkdir "$USERLOGS_DATA"
        tar -c -h -C "$from" . | "${unprivileged[@]}" tar -x -C "$USERLOGS_DATA"
        # a read-only folder could not be removed
        "${unprivileged[@]}" chmod -R u+rwX "$USERLOGS_DATA"
    fi
}
