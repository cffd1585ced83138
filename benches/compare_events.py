#!/usr/bin/env python3
"""Event tables: sociogram against Polars and DuckDB (with igraph for brokers); whole processes, CPU time, same answers.

  cargo build --release
  python3 -m venv peers && peers/bin/pip install polars duckdb igraph numpy
  peers/bin/python benches/compare_events.py target/release/sociogram [--rows 1000000] [--rounds 5] [--only events,wide,news]

Every round runs every program once, in turn, on one core; shown are medians of CPU seconds and peak memory, and the ratio
of each peer to sociogram ("5.00x" reads: five times sociogram's). A ratio counts only if the answers are equal, which is
checked. Tables are generated (invented names); with SOCIOGRAM_BENCH set to a folder with gen.rs, that generator is used.
"""
import argparse, os, random, resource, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

CODES = ["010", "012", "020", "030", "036", "040", "042", "043", "046", "051", "057", "060", "110", "112", "173", "190"]
TALK = ("01", "02", "03", "04", "05")


def name(i):
    r = random.Random(i)
    text = f"{r.choice(['Ana', 'Boris', 'Mei', 'Said'])} {r.choice(['Karo', 'Vental', 'Novick', 'Ostya'])} {i}"
    return f'"{text[::-1]}, {i}"' if i % 50 == 7 else text


def generate(kind, rows, path):
    """A table of the kind with rows of skewed pairs, in order of date."""
    kit = os.environ.get("SOCIOGRAM_BENCH")
    if kit and shutil.which("rustc"):
        gen = path.parent / "gen"
        if not gen.exists():
            subprocess.run(["rustc", "-O", str(Path(kit) / "gen.rs"), "-o", str(gen)], check=True)
        with open(path, "wb") as out:
            subprocess.run([str(gen), kind, str(rows)], stdout=out, check=True)
        return
    r, actors = random.Random(1), max(50, rows // (10 if kind == "news" else 25))
    names = [name(i) for i in range(actors)]
    pick = lambda: min(actors - 1, int(actors ** r.random()) - 1)
    with open(path, "w") as out:
        if kind != "wide":
            out.write("event_id,date,source,target,cameo,goldstein,mentions,tone,country,url\n")
        for k in range(rows):
            a, b = pick(), pick()
            b = (b + 1) % actors if a == b else b
            code, day = r.choice(CODES), 1 + k * 27 // rows
            if kind != "wide":
                out.write(f"{k},2014-01-{day:02},{names[a]},{names[b]},{code},1.0,3,0.50,C{a % 61:02},https://news.example/{r.getrandbits(64):016x}\n")
            else:
                ca, cb = f"C{a % 61:02}", f"C{(b % 61 + 1) % 61:02}"
                fields = [str(k + 1), f"201401{day:02}", "201401", "2014", "2014.01", ca, names[a], ca, *[""] * 7, cb, names[b], cb, *[""] * 7]
                fields += ["1", code, code, code[:2], "1", "1.0", "3", "1", "3", "0.5", *["4", names[a], ca, ca, "", "1", "2", "-1"] * 2]
                fields += ["4", "Somewhere", ca, ca, "", "1", "2", "-1", f"201401{day:02}120000", "https://news.example/x"]
                out.write("\t".join(fields) + "\n")


def peer(library, kind, path):
    """Runs in a process of its own: the pairs of one library, as a summary of their counts, or brokers."""
    wide = kind == "wide"
    if library == "polars":
        import polars as pl
        if wide:
            names = [f"c{i}" for i in range(61)]
            q = pl.scan_csv(path, separator="\t", has_header=False, new_columns=names, quote_char=None, schema_overrides={"c26": pl.String, "c1": pl.String})
            q = q.select(pl.col("c1").alias("date"), pl.col("c5").alias("source"), pl.col("c15").alias("target"), pl.col("c26").alias("cameo"))
        else:
            q = pl.scan_csv(path, schema_overrides={"cameo": pl.String, "date": pl.Date}).select("date", "source", "target", "cameo")
        d = q.filter(pl.col("cameo").str.slice(0, 2).is_in(TALK) & (pl.col("source") != pl.col("target")))
        d = d.group_by("source", "target").agg(pl.len().alias("n"), pl.col("date").min().alias("first"), pl.col("date").max().alias("last")).collect()
        source, target, counts = d["source"].to_list, d["target"].to_list, d["n"].to_list()
    else:
        import duckdb
        c = duckdb.connect()
        c.execute("SET threads=1")
        if wide:
            columns = {f"c{i}": "VARCHAR" for i in range(61)}
            read, a, b, day, code = f"read_csv('{path}', header=false, delim='\t', quote='', escape='', columns={columns})", "c5", "c15", "c1", "c26"
        else:
            columns = dict.fromkeys("event_id date source target cameo goldstein mentions tone country url".split(), "VARCHAR") | {"date": "DATE"}
            read, a, b, day, code = f"read_csv('{path}', header=true, delim=',', quote='\"', escape='\"', columns={columns})", "source", "target", "date", "cameo"
        d = c.execute(f"select {a} s, {b} t, count(*) n, min({day}), max({day}) from {read} where {code}[1:2] in {TALK} and {a} <> {b} group by all").fetchnumpy()
        source, target, counts = d["s"].tolist, d["t"].tolist, d["n"].tolist()
    if kind != "news":
        return print(len(counts), *sorted(counts, reverse=True)[:3])
    import igraph
    ids, pairs = {}, set()
    for a, b in zip(source(), target()):
        x, y = ids.setdefault(a, len(ids)), ids.setdefault(b, len(ids))
        pairs.add((min(x, y), max(x, y)))
    scores = igraph.Graph(len(ids), list(pairs)).betweenness(directed=False)
    names = list(ids)
    top = sorted(range(len(names)), key=lambda i: (-scores[i], names[i]))[:10]
    print(*(f"{names[i]}={scores[i]:.5g}" for i in top), sep="; ")


def answer_of_ours(kind, text):
    """Ours in the words of the peers."""
    import csv, io
    rows = list(csv.DictReader(io.StringIO(text)))
    if kind == "news":
        return "; ".join(f"{row['name']}={float(row['betweenness']):.5g}" for row in rows)
    return " ".join(row["reports"] for row in rows)


def same_brokers(a, b):
    """The same names in the same order, and figures equal but for the rounding of either."""
    split = lambda text: [entry.rsplit("=", 1) for entry in text.split("; ")]
    near = lambda x, y: abs(float(x) - float(y)) <= 1e-4 * abs(float(y))
    return len(split(a)) == len(split(b)) and all(m == n and near(x, y) for (m, x), (n, y) in zip(split(a), split(b)))


def run(command):
    core = {sorted(os.sched_getaffinity(0))[-1]} if hasattr(os, "sched_setaffinity") else None
    env = dict(os.environ, RAYON_NUM_THREADS="1", POLARS_MAX_THREADS="1", OMP_NUM_THREADS="1")
    with tempfile.TemporaryFile("w+") as out:
        pid = os.fork()
        if pid == 0:
            if core:
                os.sched_setaffinity(0, core)
            os.dup2(out.fileno(), 1)
            os.execvpe(command[0], command, env)
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"{command[0]} failed")
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read()


def compare(binary, kind, rows, rounds, folder):
    path = folder / f"{kind}-{rows}.{'tsv' if kind == 'wide' else 'csv'}"
    if not path.exists():
        generate(kind, rows, path)
    talk = ["--code", ",".join(TALK), "--format", "csv"]
    ours = [binary, "-q", "events", str(path), *talk, *(["--brokers", "--top", "10"] if kind == "news" else ["--directed", "--top", "3"])]
    programs = {"sociogram": ours}
    for library in ("polars", "duckdb"):
        programs[library + ("+igraph" if kind == "news" else "")] = [sys.executable, __file__, "--peer", library, kind, str(path)]
    measured = {name: [] for name in programs}
    for _ in range(rounds):
        for program, command in programs.items():
            measured[program].append(run(command))
    print(f"\n{kind}, {rows} rows, {path.stat().st_size / 1e6:.0f} MB")
    base = [statistics.median(m[i] for m in measured["sociogram"]) for i in (0, 1)]
    mine = answer_of_ours(kind, measured["sociogram"][0][2])
    wrong = 0
    for program, runs in measured.items():
        cpu, memory = (statistics.median(m[i] for m in runs) for i in (0, 1))
        theirs = runs[0][2].strip()
        same = program == "sociogram" or (same_brokers(theirs, mine) if kind == "news" else theirs.split(" ", 1)[1] == mine)
        wrong += not same
        print(f"  {program:16} {cpu:8.3f} s CPU {memory:8.0f} MB   {cpu / base[0]:6.2f}x CPU {memory / base[1]:6.2f}x memory  {'' if same else 'ANOTHER ANSWER: ' + theirs}")
    return wrong


def main():
    if sys.argv[1:2] == ["--peer"]:
        return peer(*sys.argv[2:5])
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("binary")
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--only", default="events,wide,news")
    p.add_argument("--folder", help="keep the tables here")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(a.folder or temporary)
        wrong = [compare(a.binary, kind, min(a.rows, 90_730) if kind == "news" else a.rows, a.rounds, folder) for kind in a.only.split(",")]
    sys.exit(1 if any(wrong) else 0)


if __name__ == "__main__":
    main()
