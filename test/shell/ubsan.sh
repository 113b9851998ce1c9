#!/usr/bin/env bash
# Undefined behaviour: the regression suite, but for its slowest files, with a
# second copy of the library in which it ends the backend. Proves first that the
# checks are there: what a seeded mistake does, and that of overflow, which one
# of PostgreSQL's own compiler flags takes away, in the library itself.
#
#   test/shell/ubsan.sh [all]    all: with the slowest files

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source-path=SCRIPTDIR/../tools source=../tools/setup.sh
source "$here/../tools/setup.sh"
# shellcheck source-path=SCRIPTDIR/../tools source=../tools/suite.sh
source "$tools/suite.sh"

# each takes seconds, and their calls are those of other files; test/deep/ubsan
# runs them
slow=(oracle report_oracle capacity_oracle headcount_oracle laws headcount_laws
    expire_statuses hostile_headcount plans local_days report_plans
    window_laws window_view team_laws poison planted report_start labels distributed)
if [[ ${1:-} == all ]]; then slow=(); fi

ulimit -c 0
build_args=(with_llvm=no)
export TEST_CFLAGS=$sanitize
prepare_machine demo
provide_data
build
start_server

nm -D "$("$bindir/pg_config" --pkglibdir)/userlogs.so" >"$work/symbols"
for check in add_overflow sub_overflow mul_overflow shift_out_of_bounds out_of_bounds type_mismatch_v1; do
    grep -q "__ubsan_handle_${check}_abort" "$work/symbols" || die "the library has no check of $check"
done
create_seeded
if as_user psql -X -c 'SELECT seeded.overflow(2147483647)' >"$work/overflow" 2>&1 ||
    ! grep -q 'runtime error: signed integer overflow' "$home/server.log"; then
    cat "$work/overflow"
    die "an overflow did not end the backend"
fi
wait_for_server
drop_seeded

mapfile -t files < <(regress_files "${slow[@]}")
suite ubsan "${files[@]}"
echo "$suite_passed files of the suite without undefined behaviour"
