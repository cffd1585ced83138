#!/bin/sh
# Peak memory and time for one article, for ten megabytes of prose in many lines, and for the same on one line.
#
#     cargo build --release
#     benches/memory.sh [PROGRAM] [MEGABYTES]
#
# Needs GNU time as /usr/bin/time (Debian: the package "time"). The text is the bundled stories over and over, with
# other names in every copy; nothing is downloaded, nothing is left behind.
set -eu
cd "$(dirname "$0")/.."
program=${1:-target/release/sociogram}
megabytes=${2:-10}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measure() {
    /usr/bin/time -f "%e s, %U s user, %M KiB at most" "$program" extract -q "$2" -o "$folder/case.json" 2>"$folder/time"
    printf '%-22s %10s bytes   %s\n' "$1" "$(wc -c <"$2")" "$(tail -n 1 "$folder/time")"
}

# Bodies of the stories, without their metadata.
for story in examples/data/*.txt; do
    sed '1,/^$/d' "$story"
    echo
done >"$folder/stories"

# Copies until the size is reached; five surnames get another ending in each copy.
awk -v limit="$((megabytes * 1000000))" '
    { lines[NR] = $0 }
    END {
        for (copy = 1; size < limit; copy++) {
            ending = sprintf("%c%c%c", 97 + copy % 26, 97 + int(copy / 26) % 26, 97 + int(copy / 676) % 26)
            for (n = 1; n <= NR && size < limit; n++) {
                line = lines[n]
                gsub(/Keller|Achebe|Lindholm|Quintana|Ferreyra/, "&" ending, line)
                print line
                size += length(line) + 1
            }
        }
    }' "$folder/stories" >"$folder/lines.txt"
tr '\n' ' ' <"$folder/lines.txt" >"$folder/line.txt"

measure "one article" examples/data/miami-talks.txt
measure "many lines" "$folder/lines.txt"
measure "one line" "$folder/line.txt"
