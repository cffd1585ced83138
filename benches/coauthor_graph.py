#!/usr/bin/env python3
"""Make an invented co-author network to draw, the size of Newman's (2006) network scientists: 379 people, 914 ties.

usage: coauthor_graph.py [SEED]   writes JSON that `Sketch::from_json` reads to standard output (SEED: 1)

Python 3.9+, standard library only. Papers of 2 to 6 authors join groups; a paper adds one to three newcomers to people who
have written together before, so that ties come in small cliques that share members, as in co-author and co-presence data.
"""

import itertools
import json
import random
import sys

PEOPLE, TIES = 379, 914


def network(seed):
    """Pairs of people (numbers from 0), each once."""
    rng, papers, ties, people = random.Random(seed), [[0, 1, 2]], set(), 3
    ties.update(itertools.combinations(papers[0], 2))
    while people < PEOPLE or len(ties) < TIES:
        known = rng.choice(papers[-60:] if rng.random() < 0.8 else papers)
        old = rng.sample(known, min(len(known), rng.choice((1, 1, 2, 2, 3))))
        new = [] if people == PEOPLE else list(range(people, min(PEOPLE, people + rng.choice((1, 1, 2, 3)))))
        if not new:
            old += rng.sample(rng.choice(papers), 1)
        people += len(new)
        paper = sorted(set(old + new))
        pairs = [pair for pair in itertools.combinations(paper, 2) if pair not in ties]
        if people < PEOPLE or len(ties) + len(pairs) <= TIES:
            ties.update(pairs)
            papers.append(paper)
        elif len(ties) < TIES:
            ties.update(pairs[: TIES - len(ties)])
    return sorted(ties)


def main(argv):
    if len(argv) > 1 or argv and not argv[0].isdecimal():
        print(__doc__, file=sys.stderr)
        return 2
    seed = int(argv[0]) if argv else 1
    pairs = network(seed)
    nodes = [{"id": f"n{v}", "label": f"Author {v}", "type": "person", "side": ""} for v in range(PEOPLE)]
    edges = [{"id": f"e{i}", "source": f"n{a}", "target": f"n{b}", "layer": "contact", "kind": "meet", "label": "",
              "certainty": "happened", "directed": False, "date": "", "weight": 1, "evidence": ""}
             for i, (a, b) in enumerate(pairs)]
    json.dump({"name": f"coauthors-{seed}", "title": "Who wrote with whom, invented", "nodes": nodes, "edges": edges,
               "about": f"Invented by coauthor_graph.py, seed {seed}."}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
