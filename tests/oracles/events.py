#!/usr/bin/env python3
"""Pairs of event tables against DuckDB, row for row: events.py SOCIOGRAM

A table with quoted names, doubled quotes, line ends in fields, undated and repeated rows is generated; every pair with its
number of rows, first and last day must be the same, with and without a small memory, and so must a headless GDELT table.
"""
import csv, io, random, subprocess, sys, tempfile
from pathlib import Path

import duckdb

CODES = ["010", "036", "040", "041", "042", "043", "046", "051", "112", "190"]


def rows(r, count):
    names = [f"Actor {i}" if i % 4 else f'Vale, "Nick" {i}\nthe elder' for i in range(300)]
    for _ in range(count):
        a, b = r.choice(names), r.choice(names)
        yield a, b, f"20{r.randrange(10, 30)}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}", r.choice(CODES)


def ours(binary, path, *flags):
    command = [binary, "-q", "events", str(path), "--directed", "--code", "01,02,03,04,05", "--format", "csv", *flags]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted((x["source"], x["target"], int(x["reports"]), x["first"], x["last"]) for x in csv.DictReader(io.StringIO(out)))


def theirs(read, a, b, day, code):
    query = f"""select {a}, {b}, count(*), min({day})::varchar, max({day})::varchar from {read}
        where {code}[1:2] in ('01', '02', '03', '04', '05') and {a} <> {b} group by all"""
    return sorted(duckdb.sql(query).fetchall())


def main():
    binary, r = sys.argv[1], random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "events.csv"
        with open(table, "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["source", "target", "date", "cameo"])
            writer.writerows(rows(r, 120_000))
        columns = {"source": "VARCHAR", "target": "VARCHAR", "date": "DATE", "cameo": "VARCHAR"}
        read = f"read_csv('{table}', header=true, delim=',', quote='\"', escape='\"', new_line='\\r\\n', columns={columns})"
        wanted = theirs(read, "source", "target", "date", "cameo")
        assert len(wanted) > 10_000 and ours(binary, table) == wanted, "pairs of the CSV table differ"
        assert ours(binary, table, "--memory", "1") == wanted, "a small memory changes the pairs"
        gdelt = Path(folder) / "gdelt.tsv"
        with open(gdelt, "w") as out:
            for number in range(50_000):
                fields = [""] * 61
                fields[0], fields[1], fields[26] = str(number), f"2024{r.randrange(1, 13):02}{r.randrange(1, 29):02}", r.choice(CODES)
                fields[5], fields[15], fields[28] = f"A{r.randrange(90)}", f"A{r.randrange(90)}", fields[26][:2]
                out.write("\t".join(fields) + "\n")
        columns = {f"c{i}": "VARCHAR" for i in range(61)}
        read = f"read_csv('{gdelt}', header=false, delim='\t', quote='', escape='', columns={columns})"
        day = "strptime(c1, '%Y%m%d')::date"
        assert ours(binary, gdelt) == theirs(read, "c5", "c15", day, "c26"), "pairs of the GDELT table differ"
    print(f"{len(wanted)} pairs agree")


if __name__ == "__main__":
    main()
