#!/usr/bin/env python3
"""Precision by confidence, and the most frequent errors, of statements against labelled texts.

    sociogram extract -q --format annotations GOLD.jsonl >FOUND.jsonl
    benches/accuracy.py GOLD.jsonl FOUND.jsonl [--all]

`GOLD.jsonl` holds one JSON object per line with `id`, `text` and `statements`, each with the spans `speaker`, `cue` and
`content` in code points and `speech`, whether its cue is a verb of saying. Without `--all`, statements without one count
neither for nor against. Found and labelled statements belong together if their cues overlap or, failing that, their contents;
the speaker is right if both spans share a letter. Only the standard library is needed.
"""

import bisect
import collections
import json
import sys

BANDS = [0, 50, 65, 80, 90, 101]
PRONOUNS = {"he", "she", "they", "it", "i", "we", "you", "who"}


def load(path):
    with open(path) as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def spans(span):
    if not span:
        return []
    return [tuple(part) for part in span.get("spans", [])] or [(span["start"], span["end"])]


def overlap(one, other):
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def characters(text):
    """From offsets in bytes to offsets in code points."""
    starts = [0]
    for character in text:
        starts.append(starts[-1] + len(character.encode()))
    return lambda byte: bisect.bisect_left(starts, byte)


def found_statements(record, text):
    at = characters(text)
    for statement in record["statements"]:
        parts = {key: [(at(a), at(b)) for a, b in spans(statement[key])] for key in ("speaker", "cue", "content")}
        words = {key: (statement[key] or {}).get("text", "") for key in ("speaker", "cue", "content")}
        yield {**parts, "words": words, "confidence": statement["confidence"], "direct": statement["direct"]}


def gold_statements(record):
    for statement in record["statements"]:
        parts = {key: spans(statement.get(key)) for key in ("speaker", "cue", "content")}
        words = {key: (statement.get(key) or {}).get("text", "") for key in ("speaker", "cue", "content")}
        yield {**parts, "words": words, "speech": statement.get("speech", True)}


def align(gold, found):
    """Pairs of indices: those with the most in common first, each statement once."""
    shared = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            cue, content = overlap(one["cue"], other["cue"]), overlap(one["content"], other["content"])
            if cue or content:
                shared.append((cue > 0, content, -g, -f))
    pairs, taken_gold, taken_found = [], set(), set()
    for _, _, g, f in sorted(shared, reverse=True):
        if -g not in taken_gold and -f not in taken_found:
            taken_gold.add(-g)
            taken_found.add(-f)
            pairs.append((-g, -f))
    return pairs


def speaker_error(gold, found):
    """What is wrong with the speaker of a statement that was found; nothing if it is right or the labels have none."""
    if not gold["speaker"] or overlap(gold["speaker"], found["speaker"]):
        return None
    if not found["speaker"]:
        return "no speaker where there is one"
    pronoun = found["words"]["speaker"].lower() in PRONOUNS
    return "the wrong pronoun as speaker" if pronoun else "the wrong name or noun as speaker"


def invented(statement):
    """What kind of statement it is that the labels do not have."""
    if not statement["cue"]:
        return "not labelled: a quotation without a verb"
    if not statement["content"]:
        return "not labelled: no words of it"
    return "not labelled: " + ("a quotation" if statement["direct"] else "reported speech")


def main(gold_path, found_path, *options):
    gold_records, found_records = load(gold_path), load(found_path)
    right, total, errors = collections.Counter(), collections.Counter(), collections.Counter()
    missed = collections.Counter()
    for key, record in gold_records.items():
        gold = list(gold_statements(record))
        found = list(found_statements(found_records[key], record["text"])) if key in found_records else []
        partners = {f: g for g, f in align(gold, found)}
        for f, statement in enumerate(found):
            label = gold[partners[f]] if f in partners else None
            if label and not label["speech"] and "--all" not in options:
                continue
            error = speaker_error(label, statement) if label else invented(statement)
            errors.update([error] if error else [])
            band = bisect.bisect_right(BANDS, statement["confidence"]) - 1
            total[band] += 1
            right[band] += error is None
        for g in set(range(len(gold))) - set(partners.values()):
            if gold[g]["speech"] or "--all" in options:
                errors["missed"] += 1
                missed[gold[g]["words"]["cue"].lower() or "(no verb)"] += 1
    print(f"{len(gold_records)} texts, {sum(total.values())} statements found that count\n\nprecision by confidence")
    for band in sorted(total):
        print(f"  {BANDS[band]:>3} to {BANDS[band + 1] - 1:<3}  {right[band] / total[band]:.3f}  {right[band]} of {total[band]}")
    print("\nerrors")
    for error, count in errors.most_common():
        print(f"  {count:>5}  {error}")
    print("\nmissed most often: " + ", ".join(f"{cue} ({count})" for cue, count in missed.most_common(10)))


if __name__ == "__main__":
    main(*sys.argv[1:])
