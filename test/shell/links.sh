#!/usr/bin/env bash
# Links between the pages of the documentation lead somewhere: each file and each
# heading that a relative link names is there. A long page begins with a list of
# its headings, which is complete and in order. The README leads to every page.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# check FOLDER: prints what is wrong with the pages there
check() {
    local pages
    mapfile -t pages < <(cd "$1" && for pattern in '*.md' 'docs/*.md' 'docs/*/*.md'; do compgen -G "$pattern" | grep -v -x README.md || true; done)
    # shellcheck disable=SC2016  # the variables are Perl's
    (cd "$1" && perl -Mutf8 -CSD -e '
    use strict; use warnings;
    my (%anchors, %links, %contents, %headings, %size);
    my $count = 0;
    for my $page (@ARGV) {
        open my $in, "<", $page or die "$page: $!";
        my ($code, %seen) = (0);
        while (<$in>) {
            $size{$page} += length;
            $code = !$code, next if /^\s*```/;
            next if $code;
            if (/^(#+) (.*)/) {
                my ($level, $text) = (length $1, $2);
                $text =~ s/\[([^]]*)\]\([^)]*\)/$1/g;
                my $anchor = lc $text;
                $anchor =~ s/[^\w\- ]//g;
                $anchor =~ tr/ /-/;
                my $before = $seen{$anchor}++;
                $anchor .= "-$before" if $before;
                $anchors{$page}{$anchor} = 1;
                # not the title
                push @{ $headings{$page} }, $anchor if $level <= 2 && $. > 1;
                next;
            }
            s/(`+)(?!`).*?(?<!`)\1(?!`)//g;
            while (/\]\(([^()\s]+)\)/g) {
                my $target = $1;
                push @{ $links{$page} }, [$., $target];
                push @{ $contents{$page} }, $1 if !$headings{$page} && $target =~ /^#(.*)/;
            }
        }
    }
    for my $page (@ARGV) {
        for my $link (@{ $links{$page} // [] }) {
            my ($line, $target) = @$link;
            next if $target =~ /^[a-z]+:/;
            $count++;
            my ($file, $anchor) = split /#/, $target, 2;
            my @path = split m{/}, $file eq "" ? $page : ($page =~ m{^(.*/)}s ? $1 : "") . $file;
            my @way;
            for (@path) { if ($_ eq "..") { pop @way } elsif ($_ ne ".") { push @way, $_ } }
            $file = join "/", @way;
            if (!-e $file) { print "$page:$line: no file $target\n" }
            elsif (defined $anchor && !$anchors{$file}{$anchor}) { print "$page:$line: no heading $target\n" }
            $links{""}{$file} = 1 if $page eq "README.md";
        }
        next if $page eq "README.md" || $page eq "CHANGELOG.md" || $size{$page} < 6000 || @{ $headings{$page} // [] } < 2;
        my ($listed, $there) = map { join " ", @{ $_->{$page} // [] } } \%contents, \%headings;
        print "$page: the list at the top is not that of its headings\n  $listed\n  $there\n" if $listed ne $there;
    }
    $links{""}{$_} or m{/.*/} or print "README.md: no link to $_\n" for @ARGV[1 .. $#ARGV];
    print "no links\n" if !$count;' README.md "${pages[@]}")
}

# first that it finds mistakes: a link in code is none
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir -p "$scratch/docs"
# shellcheck disable=SC2016  # backquotes of a page
{
    printf '# A\n\n[ok](docs/b.md#two-words-1) [gone](docs/c.md) [no](docs/b.md#three)\n'
    printf '\n`[x](y)`\n\n```\n[x](z)\n```\n'
} >"$scratch/README.md"
{
    printf '# B\n\n- [Two words](#two-words)\n\n## Two words\n\n## Two, words\n\n'
    printf '%6000s\n' x
} >"$scratch/docs/b.md"
printf '# D\n' >"$scratch/docs/d.md"
diff - <(check "$scratch") <<'END'
README.md:3: no file docs/c.md
README.md:3: no heading docs/b.md#three
docs/b.md: the list at the top is not that of its headings
  two-words
  two-words two-words-1
README.md: no link to docs/d.md
END

findings=$(check .)
printf '%s' "$findings${findings:+$'\n'}"
[[ ! $findings ]]
