# shellcheck shell=bash disable=SC2034,SC2154 # setup.sh and the program share variables
# Sourced after setup.sh by the deep tests that need a PostgreSQL which sees more
# than a distribution's: assertions, freed memory overwritten, and requests that
# tell Valgrind what is allocated. Made from the distribution's own source
# package, kept in a folder outside of the tree and found there the next time.
#
#   need_debug_server                  before prepare_machine
#   provide_debug_server               after it: sets PG_CONFIG
#
# Read from the environment:
#   USERLOGS_CACHE  the folder that keeps it (default: /var/cache/userlogs-test)

cache=$(realpath -ms -- "${USERLOGS_CACHE:-/var/cache/userlogs-test}")
suppressions= # the file that tells Valgrind what is not a mistake of the server

# What the extension needs of a server, and no more: fewer libraries to trace.
debug_configure=(
    --enable-cassert --enable-debug
    --without-icu --without-zlib --without-readline
    'CFLAGS=-O2 -g -fno-omit-frame-pointer'
    'CPPFLAGS=-DUSE_VALGRIND'
)

need_debug_server() {
    # the last two from version 17 on
    need build-essential dpkg-dev valgrind bison flex
}

# The sources of the places that this machine has its Debian packages from, for
# apt programs that the unprivileged user calls. Nothing of the machine changes.
debug_apt_settings() {
    local apt=$home/apt keyring signed=
    "${unprivileged[@]}" mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    for keyring in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
        if [[ -e $keyring ]]; then signed="[signed-by=$keyring] "; fi
    done
    # shellcheck disable=SC2016  # apt-get fills these in
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' |
        sed "s|^|deb-src $signed|" | "${unprivileged[@]}" tee "$apt/sources.list" >/dev/null
    cat >"$work/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "";
EOF
    export APT_CONFIG=$work/apt.conf
}

# Downloads the newest source of package $1 that can be had: a mirror's list may
# name one that is not there yet. Sets debug_version.
download_source() {
    local package=$1 version versions
    if [[ ! $(apt-get indextargets --format x 'Created-By: Packages' 'Origin: Debian') ]]; then
        quietly apt as_root bash "$tools/install-packages" || return
    fi
    debug_apt_settings
    # one place that does not answer is no reason to stop
    quietly sources as_user apt-get update -qq || true
    mapfile -t versions < <(
        as_user apt-cache showsrc --only-source "$package" 2>/dev/null |
            sed -n 's/^Version: //p' | sort -rVu
    )
    if ((${#versions[@]} == 0)); then
        say "no source of $package in the lists of Debian packages"
        return 1
    fi
    for version in "${versions[@]}"; do
        rm -rf -- "$home/source"
        "${unprivileged[@]}" mkdir "$home/source"
        cd "$home/source" || return
        if as_user apt-get source -qq --download-only --only-source "$package=$version" \
            >"$work/source.log" 2>&1; then
            debug_version=$version
            return
        fi
        say "the source of $package $version cannot be downloaded"
    done
    tail -n 20 "$work/source.log" >&2
    return 1
}

# Compiles the source into the folder $1, below $home/debug.
compile_source() {
    local tree=$home/source/tree
    as_user dpkg-source --no-check -x "$home"/source/*.dsc "$tree" || return
    cd "$tree" || return
    if ! as_user ./configure -q "--prefix=$1" "${debug_configure[@]}" ||
        ! as_user make -s -j"$(nproc)" ||
        ! as_user make -s install "DESTDIR=$home/debug" ||
        ! "${unprivileged[@]}" cp src/tools/valgrind.supp "$home/debug$1/"; then
        return 1
    fi
}

# Sets PG_CONFIG, which named a stock server, to the debug server of the same
# major version, and suppressions.
provide_debug_server() {
    local major wanted key link folder debug_version=''
    major=$("$PG_CONFIG" --version)
    [[ $major =~ ' '([0-9]+) ]] || die "$PG_CONFIG tells no version"
    major=${BASH_REMATCH[1]}
    # another version installed, another try at a newer source
    wanted=$(dpkg-query -W -f '${source:Version}' "postgresql-$major" 2>/dev/null) || wanted=$major
    key=$(printf '%s\n' "${debug_configure[@]}" | sha256sum)
    key=${key::8}
    link=$cache/debug-for-${wanted//[^a-z0-9.-]/_}-$key

    [[ $cache =~ ^/[A-Za-z0-9_./-]+$ ]] || die "USERLOGS_CACHE=$cache: the path must be plain"
    if [[ ! -d $cache ]]; then
        mkdir -p "$cache" 2>/dev/null ||
            as_root install -d -o "$(id -u)" "$cache" || die "$cache cannot be made"
    fi
    exec 8>"$cache/debug-server.lock"
    flock 8
    if [[ ! -x $link/bin/pg_config ]]; then
        have apt-get || die "no debug server: its source comes from a Debian mirror, and there is no apt-get"
        say "downloading the source of postgresql-$major"
        download_source "postgresql-$major" || die "the source of postgresql-$major cannot be downloaded"
        folder=$cache/postgresql-${debug_version//[^a-z0-9.-]/_}-$key
        if [[ ! -x $folder/bin/pg_config ]]; then
            say "compiling a debug server from $debug_version"
            quietly compile compile_source "$folder" || die "compiling failed"
            rm -rf -- "$folder.new"
            cp -r --preserve=mode,links -- "$home/debug$folder" "$folder.new"
            mv -T -- "$folder.new" "$folder"
            rm -rf -- "$home/debug"
        fi
        cd "$work" || exit
        rm -rf -- "$home/source" "$home/apt"
        ln -sfnr -- "$folder" "$link"
        unset APT_CONFIG
    fi
    exec 8>&-
    PG_CONFIG=$(realpath -e -- "$link")/bin/pg_config
    can_run "$PG_CONFIG" --version || die "$cache cannot be read by the user that runs tests"
    suppressions=${PG_CONFIG%/bin/*}/valgrind.supp
}
