# shellcheck shell=bash disable=SC2154
# Sourced, after setup.sh, by deep tests that need other releases of Debian than
# the machine's: each in a chroot made by debootstrap from the mirror that the
# machine's own apt uses. Kept for the next run, outside the tree, are
#
#   ${USERLOGS_CACHE:-/var/cache/userlogs-test}/SUITE/base   never changed again
#   ${USERLOGS_CACHE:-/var/cache/userlogs-test}/SUITE/ready  a copy of it with
#       the packages that `make test` has installed there
#
# FRESH=1 makes `ready` anew, so that it is shown that `make test` needs nothing
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
    if ((${#packages[@]} > 0)); then
        say "installing ${packages[*]}"
        quietly apt bash "$tools/install-packages" "${packages[@]}" ||
            die "debootstrap could not be installed"
        packages=()
    fi
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

# open_chroot SUITE: sets root.
open_chroot() {
    local suite=$1 ready
    [[ $suite =~ ^[a-z]+$ ]] || die "$suite: no suite of Debian"
    mkdir -p "$cache/$suite"
    cache=$(realpath -e -- "$cache")
    ready=$cache/$suite/ready
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
    if [[ ! -d $ready ]]; then
        remove_tree "$ready.part"
        run cp -a -- "$cache/$suite/base" "$ready.part"
        mv -T -- "$ready.part" "$ready"
    fi
    # names are found as they are here
    cp -L -- /etc/resolv.conf /etc/hosts "$ready/etc/"
    mount_system "$ready"
    rm -rf --one-file-system -- "$root/srv/userlogs" "$root/srv/data"
    mkdir "$root/srv/userlogs"
    (cd "$top" && list_sources | tar -c --null -T -) | tar -x --no-same-owner -C "$root/srv/userlogs"
}
