#!/usr/bin/env python3
"""Make an invented social graph to draw. Python 3.9+, standard library only.

usage: drawing_graphs.py SIZE [SEED]   writes the graph to standard output, UTF-8 in the JSON that `Sketch::from_json` reads (SEED: 1)
       drawing_graphs.py --self-test   checks size, schema, structure and the SHA-256 of seed 1 for every SIZE

SIZE     nodes    ties   parts  sides  communities
small       40      70       2      3            5
medium     120     300       3      4            8
large      380     910       4      6           20
huge     5,000  10,000       5      6          120

The same SIZE and SEED give the same bytes on every machine and Python: the random numbers are SplitMix64 (Steele, Lea &
Flood 2014), all arithmetic is on integers, nothing depends on the order of a set. Use other seeds than the ones a layout
was tuned on to judge it.

Structure. The first part (component) holds most nodes. Within a part communities grow by size ("rich get richer"); each
node enters with one tie to a node of its community, chosen by degree (Barabási & Albert 1999: degrees with a heavy tail).
Of 40 more ties 24 close triangles, 15 stay in the community, 1 goes anywhere, again by degree. About a fifth of the
nodes are leaves. One tie in twenty is a second or third tie of a pair, always of another kind. Four nodes of five carry
the side of their community, one of twelve none. Node and tie order is shuffled, so that file order tells nothing.

Texts are invented from syllables; any likeness is chance. Names are unique, of 1 to 4 words: Latin with and without
accents, Cyrillic, Greek, Han, Arabic and Hebrew letters, hyphens, apostrophes, ampersands; 1 in 15 is very long.
small has the kinds meet, call, state; the others visit and relation too. About 1 tie in 12 has no label and no date.
"""
import hashlib
import json
import sys
from collections import Counter

# size: (nodes of each part, ties, communities of the first part, sides)
SIZES = {"small": ((34, 6), 70, 5, 3), "medium": ((109, 9, 2), 300, 8, 4), "large": ((350, 17, 10, 3), 910, 20, 6),
         "huge": ((4700, 170, 80, 40, 10), 10000, 120, 6)}
SHA256 = {"small": "24dcd8aab1d0af9e617b18d3f21216aa56df191dc845087ee9edda67b9bc080f",
          "medium": "361019c50b85adc880692ef8f12a97cb936b7723ba98f43e1ae048f3df8e6ade",
          "large": "b0eb85c2b3f9bcf9e391e17fb09eb244168bbe350b8337a3d144ed53989850f0",
          "huge": "1ffb18f0c61bd398e3529cadd7cbddf85071c247f211732394e0f65c2e0c5522"}
SIDES = ("Velmora", "Tarn League", "Ostrel Bay", "Kesharan", "Harbour Union", "Norwald")
PLACES = ("Velmora", "Port Ansel", "Kesharan", "Tarnholm", "Lower Brasc", "Ísavík", "Оремск", "Nyrre", "Saint Odo",
          "Quill Bay")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
TOPICS = ("the ferry contract", "the grain quota", "the border bridge", "the harbour levy", "the ceasefire text",
          "the river toll")
LAYER = {"meet": "contact", "call": "contact", "visit": "contact", "state": "statement", "relation": "relation"}
KINDS = {"small": (("meet", 45), ("call", 20), ("state", 35)),
         "": (("meet", 36), ("call", 16), ("visit", 10), ("state", 30), ("relation", 8))}
CERTAINTY = (("happened", 62), ("claimed", 11), ("planned", 13), ("proposed", 7), ("denied", 7))
SENTENCE = {"meet": ("{a} met {b}", "{a} is to meet {b}", "{a} offered to meet {b}", "{a} denies having met {b}"),
            "call": ("{a} telephoned {b}", "{a} will telephone {b}", "{a} suggested a call with {b}",
                     "{a} denies any call with {b}"),
            "visit": ("{a} was received by {b}", "{a} is expected at {b}'s", "{a} asked to be received by {b}",
                      "{a} denies a visit to {b}"),
            "state": ("{a} spoke about {b}", "{a} is to speak about {b}", "{a} proposed a statement on {b}",
                      "{a} denies having spoken about {b}"),
            "relation": ("{a} advises {b}", "{a} is to advise {b}", "{a} was proposed as adviser to {b}",
                         "{a} denies advising {b}")}
LABELS = {"place": ("{}", "Port {}", "New {} Bay", "Lower {}"),
          "group": ("{} delegation", "{} opposition leaders", "{} harbour pilots", "{} mediators", "Talks team of {}"),
          "organisation": ("{} Port Authority", "{} Herald", "Bank of {}", "{} & Sons", "Radio {}", "{} Foreign Ministry",
                           "{}"),
          "long organisation": ("{}-Intergovernmental Waterways Arbitration Secretariat",
                                "{}-Transcontinental Telecommunications Board", "{} Representative Administration")}
# script: first sounds, vowels, last sounds
SCRIPTS = {"plain": ("b br d dr f g h k kl l m n p r s st t tr v w z", "a e i o u a e o ia",
                     "n r l s m rd lt nd ck"),
           "accents": ("b č d g h j k ł m n p r ř s š t v z ž đ br st", "a a á e e é i í o ó ö u ü ø å ę ő",
                      "n r l ş ń s m nd"),
           "cyrillic": ("б в г д ж з к л м н п р с т х ч ш", "а е и о у я ю ы", "н р в к й ль ко"),
           "greek": ("β γ δ ζ θ κ λ μ ν π ρ σ τ φ χ", "α ε η ι ο υ ω ά έ ί ό", "ς ν ρας"),
           "han": ("林 山 水 田 木 石 川 原 野 森 月 星 光 明 松 雲 海 青", "", ""),
           "arabic": ("ب ت ج د ر س ش ف ق ك ل م ن ه", "ا و ي", "ن ر م ب"),
           "hebrew": ("ב ג ד ה ז ח ט כ ל מ נ ס ע פ ר ש ת", "ו י א", "ן ר ל ם")}
SCRIPTS = {k: tuple(p.split() for p in v) for k, v in SCRIPTS.items()}
SHARE = (("plain", 66), ("accents", 17), ("cyrillic", 5), ("greek", 3), ("han", 4), ("arabic", 3), ("hebrew", 2))
MASK = (1 << 64) - 1


class Rng:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def below(self, n):
        return self.next() * n >> 64

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, pairs):
        at = self.below(sum(w for _, w in pairs))
        for value, w in pairs:
            if at < w:
                return value
            at -= w

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


# ---- structure ----------------------------------------------------------------------------------------------------
class Net:
    """Nodes 0..n-1 with a community each; ties between distinct pairs."""

    def __init__(self, rng):
        self.rng, self.community, self.leaf, self.near = rng, [], [], []
        self.pairs, self.taken = [], set()

    def tie(self, a, b):
        self.pairs.append((a, b))
        self.taken.add((min(a, b), max(a, b)))
        self.near[a].append(b)
        self.near[b].append(a)

    def grow(self, size, communities):
        """One part: a tree with communities; returns its nodes that may take more ties."""
        rng, first = self.rng, len(self.near)
        members = [[] for _ in range(communities)]          # community -> nodes that are no leaves
        sizes, tokens = [0] * communities, [[] for _ in range(communities)]
        for k in range(size):
            c = k if k < communities else rng.weighted([(i, s + 2) for i, s in enumerate(sizes)])
            v, sizes[c] = first + k, sizes[c] + 1
            self.community.append(f"{first}.{c}")
            self.near.append([])
            self.leaf.append(k >= communities + 2 and rng.below(100) < 22)
            if k:
                u = rng.pick(tokens[c]) if members[c] else rng.pick(members[rng.below(k)])
                self.tie(u, v)
                tokens[c] += [u] if members[c] else []
            if not self.leaf[v]:
                members[c].append(v)
                tokens[c].append(v)
        return members, tokens

    def thicken(self, members, tokens, count):
        """Up to count more ties inside one part."""
        rng, free = self.rng, [v for m in members for v in m]
        group = {v: c for c, m in enumerate(members) for v in m}
        hubs = [v for t in tokens for v in t]               # each node as often as it has ties
        count = min(count, len(free) * (len(free) - 1) // 6)
        done = tries = 0
        while done < count and tries < 200 * count:
            tries += 1
            u = rng.pick(hubs if rng.below(3) else free)
            how = rng.below(40)
            if how < 24:
                v = rng.pick(self.near[rng.pick(self.near[u])])
            else:
                v = rng.pick(tokens[group[u]] if how < 39 else hubs)
            if u == v or self.leaf[u] or self.leaf[v] or (min(u, v), max(u, v)) in self.taken:
                continue
            self.tie(u, v)
            for w in (u, v):
                tokens[group[w]].append(w)
                hubs.append(w)
            done += 1
        return done


def structure(rng, parts, ties, communities):
    """(Net, extra): extra = pairs that get one more tie, several times if they stand there several times."""
    net, extra = Net(rng), ties // 20
    grown = [net.grow(n, communities if i == 0 else 1 + n // 40) for i, n in enumerate(parts)]
    want = ties - extra - len(net.pairs)
    for (members, tokens), n in list(zip(grown, parts))[:0:-1]:
        want -= net.thicken(members, tokens, want * n // sum(parts))
    net.thicken(*grown[0], want)
    return net, [rng.pick(net.pairs) for _ in range(ties - len(net.pairs))]


# ---- texts --------------------------------------------------------------------------------------------------------
def word(rng, script, syllables):
    heads, vowels, tails = SCRIPTS[script]
    if script == "han":
        return "".join(rng.pick(heads) for _ in range(min(syllables, 3)))
    w = "".join(rng.pick(heads) + rng.pick(vowels) for _ in range(syllables))
    if rng.below(3):
        w += rng.pick(tails)
    return w[0].upper() + w[1:]


def person(rng, long):
    script = rng.weighted(SHARE)
    if script == "han":
        return word(rng, script, 2 + rng.below(2))

    def one():
        return word(rng, script, 4 + rng.below(2) if long else 1 + (rng.below(3) > 0) + (rng.below(4) == 0))
    words = [one() for _ in range(rng.weighted(((1, 8), (2, 68), (3, 18), (4, 6))))]
    latin = script in ("plain", "accents")
    if len(words) > 2 and latin and rng.below(2):
        words[-2] = rng.pick(("van", "de", "al", "von", "bin"))
    if latin and rng.below(12) == 0:
        words[-1] = rng.pick(("O'", "D'", "Mc")) + words[-1]
    if long or rng.below(14) == 0:
        words[-1] += "-" + one()
    return " ".join(words)


def label(rng, kind, long):
    if kind == "person":
        return person(rng, long)
    w = word(rng, "accents" if rng.below(5) == 0 else "plain", 5 if long else 2 + (rng.below(3) == 0))
    return rng.pick(LABELS["long organisation" if long and kind == "organisation" else kind]).format(w)


def nodes_of(rng, net, sides):
    out, seen, side_of = [], set(), {}
    for v, c in enumerate(net.community):
        if c not in side_of:
            side_of[c] = SIDES[len(side_of) % sides]
        luck = rng.below(60)
        side = "" if luck < 5 else side_of[c] if luck < 53 else SIDES[rng.below(sides)]
        kind = rng.weighted((("person", 72), ("organisation", 16), ("group", 8), ("place", 4)))
        name = label(rng, kind, v % 15 == 1)
        while name in seen:
            name = label(rng, kind, v % 15 == 1)
        seen.add(name)
        out.append({"label": name, "type": kind, "side": side})
    return out


def edges_of(rng, net, extra, nodes, kinds):
    out, used = [], {}
    for a, b in net.pairs + extra:
        pair = used.setdefault((min(a, b), max(a, b)), set())
        left = [(k, w) for k, w in kinds if k not in pair] or list(kinds)
        kind, certainty = rng.weighted(left), rng.weighted(CERTAINTY)
        pair.add(kind)
        if rng.below(2):
            a, b = b, a
        if nodes[a]["type"] == "place" and kind in ("state", "visit"):
            a, b = b, a
        day = f"{1 + rng.below(28)} {rng.pick(MONTHS)}"
        where = rng.pick(TOPICS) if kind == "state" else "adviser" if kind == "relation" else rng.pick(PLACES)
        silent = rng.below(12) == 0
        text = SENTENCE[kind][{"planned": 1, "proposed": 2, "denied": 3}.get(certainty, 0)]
        text = text.format(a=nodes[a]["label"], b=nodes[b]["label"])
        if certainty == "claimed":
            text = "A third party says: " + text
        out.append({"source": a, "target": b, "layer": LAYER[kind], "kind": kind, "certainty": certainty,
                    "directed": kind in ("state", "visit"),
                    "label": "" if silent else where if kind == "relation" else f"{where}, {day}",
                    "date": "" if silent else day,
                    "weight": rng.weighted(((1, 70), (2, 16), (3, 7), (5, 4), (9, 2), (20, 1))), "evidence": text + "."})
    return out


def graph(size, seed):
    parts, ties, communities, sides = SIZES[size]
    rng = Rng(seed)
    net, extra = structure(rng, parts, ties, communities)
    nodes = nodes_of(rng, net, sides)
    edges = edges_of(rng, net, extra, nodes, KINDS.get(size, KINDS[""]))
    order = list(range(len(nodes)))
    rng.shuffle(order)
    rng.shuffle(edges)
    new = {v: f"n{i}" for i, v in enumerate(order)}
    for e in edges:
        e["source"], e["target"] = new[e["source"]], new[e["target"]]
    return {"name": f"{size}-{seed}", "title": f"Who talks to whom: an invented network of {len(nodes)}",
            "about": f"Invented by drawing_graphs.py, size {size}, seed {seed}. Any likeness is chance.",
            "nodes": [{"id": new[v], **nodes[v]} for v in order],
            "edges": [{"id": f"e{i + 1}", **e} for i, e in enumerate(edges)]}


def to_bytes(g):
    def rows(items):
        return ",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in items)
    head = ",\n ".join(f'"{k}": {json.dumps(g[k], ensure_ascii=False)}' for k in ("name", "title", "about"))
    return f'{{{head},\n "nodes": [\n{rows(g["nodes"])}],\n "edges": [\n{rows(g["edges"])}]}}\n'.encode()


# ---- self-test ----------------------------------------------------------------------------------------------------
def part_sizes(g):
    near = {n["id"]: [] for n in g["nodes"]}
    for e in g["edges"]:
        near[e["source"]].append(e["target"])
        near[e["target"]].append(e["source"])
    seen, sizes = set(), []
    for v in near:
        stack, before = [v], len(seen)
        while stack:
            u = stack.pop()
            if u not in seen:
                seen.add(u)
                stack += near[u]
        if len(seen) > before:
            sizes.append(len(seen) - before)
    return tuple(sorted(sizes, reverse=True))


def faults(size, seed):
    g, (parts, ties, _, sides) = graph(size, seed), SIZES[size]
    pairs = Counter(tuple(sorted((e["source"], e["target"]))) for e in g["edges"])
    kinds = Counter((*sorted((e["source"], e["target"])), e["kind"]) for e in g["edges"])
    degree = Counter(v for p in pairs for v in p)
    n, names = len(g["nodes"]), [x["label"] for x in g["nodes"]]
    tests = {"nodes, ties": n == sum(parts) and len(g["edges"]) == ties, "parts": part_sizes(g) == parts,
             "no tie to itself": all(a != b for a, b in pairs), "unique names": len(set(names)) == n,
             "1 to 4 words": all(1 <= len(x.split()) <= 4 for x in names),
             "long names": max(map(len, names)) >= 28, "other scripts": sum(not x.isascii() for x in names) * 10 >= n,
             "parallel ties": sum(c - 1 for c in pairs.values()) * 25 >= ties and max(kinds.values()) == 1,
             "leaves": n <= 10 * sum(d == 1 for d in degree.values()) <= 5 * n,
             "heavy tail": max(degree.values()) * n >= (4 if n < 60 else 6) * len(pairs),
             "sides": len({x["side"] for x in g["nodes"]} - {""}) == sides,
             "layers": all(LAYER[e["kind"]] == e["layer"] for e in g["edges"]),
             "same bytes": to_bytes(g) == to_bytes(graph(size, seed)), "JSON": json.loads(to_bytes(g)) == g}
    if seed == 1:
        got = hashlib.sha256(to_bytes(g)).hexdigest()
        tests["SHA-256 " + got] = got == SHA256.get(size)
    return [f"{size} {seed}: {k}" for k, ok in tests.items() if not ok]


def self_test():
    bad = [f for size in SIZES for seed in (range(1, 3) if size == "huge" else range(1, 21)) for f in faults(size, seed)]
    print("\n".join(bad) or "self-test: 62 graphs as described, seed 1 with the known bytes")
    return 1 if bad else 0


def main(argv):
    if argv == ["--self-test"]:
        return self_test()
    if not argv or argv[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if argv else 2
    if argv[0] not in SIZES or len(argv) > 2 or len(argv) == 2 and not argv[1].isdecimal():
        print(f"expected SIZE [SEED], SIZE one of {', '.join(SIZES)}, SEED a whole number from 0", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(to_bytes(graph(argv[0], int(argv[1]) if len(argv) == 2 else 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
