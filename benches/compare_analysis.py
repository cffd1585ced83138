#!/usr/bin/env python3
"""CPU time of the passes and searches against other graph libraries: same graphs, one thread, one interleaved run.

    python3 -m venv ENV
    ENV/bin/pip install networkx==3.6.1 igraph==1.0.0 rustworkx==0.18.1 networkit==11.3 scikit-network==0.33.5 scipy
    ENV/bin/python benches/compare_analysis.py [--rounds 5] [--jobs load,path100] [--edges 1000000] [--cpus 2]

Makes the graphs from a fixed seed, builds `benches/analysis.rs`, and runs it and every peer in turn, pinned to one core; a
peer that is not installed is left out (graph-tool is looked for in the system's Python). Printed are medians of CPU seconds
of the job alone, the ratio peer / ours, and whether the answers are equal. With `--cpus 2` ours also runs on two cores, and
wall times are compared. Exit status 1 if an answer differs. Rules of counting:

load        an edge list to rows of neighbours; memory is what the process grew by
pagerank    damping 0.85, until the sum of changes is below 1e-6 (igraph cannot be told and solves to about 1e-12)
leiden      two iterations; modularity may be 0.002 below the best peer's
bc_sampled  betweenness from 64 sources; everybody draws others, so the answers cannot be compared
path100     100 single pairs, with the path;   yen   ten shortest simple paths of three pairs, a tenth of the edges
arrival     earliest arrival from each of ten sources over 60,000 dated contacts, each step on a later day
"""

import argparse
import bisect
import importlib.util
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

BIG = ["load", "pagerank", "components", "kcore", "triangles", "sssp", "path100", "leiden", "bc_sampled"]
SMALL = ["betweenness"]
MIDDLE = ["yen"]
TIMED = ["arrival"]
PEERS = {
    "load": ["rustworkx", "networkit", "igraph"],
    "pagerank": ["graph_tool", "networkit", "igraph"],
    "components": ["networkit", "igraph", "sknetwork"],
    "kcore": ["networkit", "igraph"],
    "triangles": ["igraph", "networkit", "graph_tool"],
    "sssp": ["graph_tool", "networkit", "sknetwork", "igraph"],
    "path100": ["networkit"],
    "leiden": ["networkit", "igraph"],
    "bc_sampled": ["igraph"],
    "betweenness": ["igraph"],
    "yen": ["networkx"],
    "arrival": ["python"],
}
GOALS = {
    "load": 5, "pagerank": 4, "components": 8, "kcore": 2, "triangles": 3, "sssp": 8, "path100": 4, "leiden": 2,
    "bc_sampled": 4, "betweenness": 4, "yen": 20, "arrival": 30,
}  # fmt: skip
ONE_THREAD = ["RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]
SOURCES, PAIRS, PATHS = 64, 100, 10


# Graphs: integers, divisions and square roots only, so that every machine makes the same.


class Generator:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def unit(self):
        return (self.next() >> 11) / (1 << 53)

    def below(self, n):
        return (self.next() * n) >> 64


def ranks(n):
    """Cumulated chances of ranks: the first are drawn most."""
    sums, total = [], 0.0
    for i in range(1, n + 1):
        total += 1.0 / float(i) ** 0.5
        sums.append(total)
    return [value / total for value in sums]


def ends(generator, chances, groups, inside):
    """Two ends by rank, the second mostly of the first one's group."""
    draw = lambda: min(bisect.bisect_right(chances, generator.unit()), len(chances) - 1)
    u, v = draw(), draw()
    if generator.below(10) < inside:
        v = min(v - v % groups + u % groups, len(chances) - 1)
    return u, v


def edges(n):
    """Distinct undirected pairs among n/5 nodes with skewed degrees and 97 planted groups."""
    generator, chances, seen = Generator(1), ranks(max(n // 5, 4)), {}
    groups = max(min(97, len(chances) // 4), 1)
    while len(seen) < n:
        u, v = ends(generator, chances, groups, 6)
        if u != v:
            seen.setdefault((min(u, v), max(u, v)))
    return [f"{u}\t{v}\n" for u, v in seen]


def contacts(n):
    """`u v day`, sorted by day, many on one day."""
    generator, chances = Generator(1), ranks(max(n // 30, 10))
    groups, lines = max(min(23, len(chances) // 4), 1), []
    for k in range(n):
        u, v = ends(generator, chances, groups, 7)
        v = (u + groups) % len(chances) if u == v else v
        lines.append(f"{u} {v} {1 + k * min(n // 12, 3652) // n}\n")
    return lines


def pairs(file):
    with open(file, encoding="utf-8") as lines:
        nodes = 1 + max(int(field) for line in lines for field in line.split())
    chance = random.Random(7)
    return [(chance.randrange(nodes), chance.randrange(nodes)) for _ in range(PAIRS)]


# Peers: `load`, then one method a job. A method gives its answer, or a function that makes it, which is not timed.


def top(scores):
    return sorted(range(len(scores)), key=lambda node: -scores[node])[:3]


class Peer:
    def __init__(self, pairs):
        self.pairs = pairs


class Networkx(Peer):
    def load(self, file):
        import networkx as nx

        self.nx, self.graph = nx, nx.read_edgelist(file, nodetype=int, data=False)
        self.graph.add_nodes_from(range(max(self.graph) + 1))
        return self.graph.number_of_nodes()

    def yen(self):
        from itertools import islice

        total = 0
        for a, b in self.pairs[:3]:
            try:
                total += sum(len(path) - 1 for path in islice(self.nx.shortest_simple_paths(self.graph, a, b), PATHS))
            except self.nx.NetworkXNoPath:
                pass
        return total


class Igraph(Peer):
    def load(self, file):
        import igraph

        warnings.simplefilter("ignore")
        self.graph = igraph.Graph.Read_Edgelist(file, directed=False)
        return self.graph.vcount()

    def pagerank(self):
        scores = self.graph.pagerank(damping=0.85)
        return lambda: top(scores)

    def betweenness(self):
        scores = self.graph.betweenness(directed=False)
        return lambda: top(scores)

    def bc_sampled(self):
        drawn = random.Random(11).sample(range(self.graph.vcount()), min(SOURCES, self.graph.vcount()))
        return len(self.graph.betweenness(directed=False, sources=drawn))

    def components(self):
        found = self.graph.connected_components()
        return lambda: sum(size > 1 for size in found.sizes())

    def kcore(self):
        return max(self.graph.coreness())

    def triangles(self):
        return len(self.graph.list_triangles())

    def sssp(self):
        steps = self.graph.distances(0)[0]
        return lambda: reached([s for s in steps if s != float("inf")])

    def leiden(self):
        found = self.graph.community_leiden("modularity", n_iterations=2)
        return lambda: found.modularity


class Networkit(Peer):
    def load(self, file):
        import networkit as nk

        nk.setNumberOfThreads(1)
        self.nk, self.graph = nk, nk.readGraph(file, nk.Format.EdgeListTabZero)
        return self.graph.numberOfNodes()

    def pagerank(self):
        algorithm = self.nk.centrality.PageRank(self.graph, 0.85, 1e-6)
        algorithm.norm = self.nk.centrality.Norm.L1_NORM
        algorithm.run()
        return lambda: top(algorithm.scores())

    def components(self):
        algorithm = self.nk.components.ConnectedComponents(self.graph)
        algorithm.run()
        return lambda: sum(size > 1 for size in algorithm.getComponentSizes().values())

    def kcore(self):
        algorithm = self.nk.centrality.CoreDecomposition(self.graph)
        algorithm.run()
        return lambda: int(algorithm.maxCoreNumber())

    def triangles(self):
        self.graph.indexEdges()
        algorithm = self.nk.sparsification.TriangleEdgeScore(self.graph)
        algorithm.run()
        return lambda: int(sum(algorithm.scores())) // 3

    def sssp(self):
        algorithm = self.nk.distance.BFS(self.graph, 0, storePaths=False)
        algorithm.run()
        return lambda: reached([int(s) for s in algorithm.getDistances() if s < 1e15])

    def path100(self):
        total = 0
        for a, b in self.pairs:
            if a != b:
                search = self.nk.distance.BidirectionalBFS(self.graph, a, b)
                search.run()
                total += int(search.getDistance()) if search.getDistance() < 1e15 else 0
        return total

    def leiden(self):
        algorithm = self.nk.community.ParallelLeiden(self.graph)
        algorithm.run()
        found = algorithm.getPartition()
        return lambda: self.nk.community.Modularity().getQuality(found, self.graph)


class Rustworkx(Peer):
    def load(self, file):
        import rustworkx

        self.graph = rustworkx.PyGraph.read_edge_list(file, deliminator="\t")
        return self.graph.num_nodes()


class GraphTool(Peer):
    def load(self, file):
        warnings.simplefilter("ignore")
        import graph_tool.all as gt

        gt.openmp_set_num_threads(1)
        self.gt = gt
        self.graph = gt.load_graph_from_csv(file, directed=False, hashed=False, csv_options={"delimiter": "\t"})
        return self.graph.num_vertices()

    def pagerank(self):
        scores = self.gt.pagerank(self.graph, damping=0.85, epsilon=1e-6)
        return lambda: top(list(scores.a))

    def triangles(self):
        return int(self.gt.global_clustering(self.graph, ret_counts=True)[1])

    def sssp(self):
        steps = self.gt.shortest_distance(self.graph, 0).a
        return lambda: reached([int(s) for s in steps if s < 10**9])


class Sknetwork(Peer):
    def load(self, file):
        from sknetwork.data import from_csv

        self.graph = from_csv(file, delimiter="\t", directed=False, reindex=False)
        return self.graph.shape[0]

    def components(self):
        import numpy
        from sknetwork.topology import get_connected_components

        found = get_connected_components(self.graph)
        return lambda: int((numpy.bincount(found) > 1).sum())

    def sssp(self):
        from sknetwork.path import get_distances

        steps = get_distances(self.graph, source=0)
        return lambda: reached([int(s) for s in steps if s >= 0])


class Python(Peer):
    """What people write who have no library for it."""

    def load(self, file):
        with open(file, encoding="utf-8") as lines:
            self.contacts = sorted((int(day), int(u), int(v)) for u, v, day in map(str.split, lines))

    def arrival(self):
        arrivals = [self.from_source(source) for source in range(10)]
        return lambda: [sum(map(len, arrivals)), sum(sum(arrival.values()) for arrival in arrivals)]

    def from_source(self, source):
        arrival = {source: 0}
        for day, u, v in self.contacts:
            if arrival.get(u, day) < day and v not in arrival:
                arrival[v] = day
            elif arrival.get(v, day) < day and u not in arrival:
                arrival[u] = day
        return arrival


def reached(steps):
    return [len(steps), sum(steps)]


LIBRARIES = {
    "networkx": Networkx, "igraph": Igraph, "networkit": Networkit, "rustworkx": Rustworkx, "graph_tool": GraphTool,
    "sknetwork": Sknetwork, "python": Python,
}  # fmt: skip


def memory(forget=False):
    """Peak memory in megabytes; since it was last forgotten, where Linux can forget it."""
    try:
        if forget:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def serve(library, file, pairs_file, jobs):
    """The inner call: one line of JSON a job."""
    wanted = [tuple(map(int, line.split())) for line in open(pairs_file, encoding="utf-8")]
    peer = LIBRARIES[library](wanted)
    if library != "python":
        warm = Path(file).with_name("warm.tsv")
        warm.write_text("0\t1\n1\t2\n0\t2\n2\t3\n", encoding="utf-8")
        peer.load(str(warm))  # imports are no part of loading
    for job in ["load", *(job for job in jobs if job != "load")]:
        before, wall, cpu = memory(forget=True), time.perf_counter(), time.process_time()
        answer = peer.load(file) if job == "load" else getattr(peer, job)()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        check = answer() if callable(answer) else answer
        print(json.dumps({"job": job, "cpu": cpu, "wall": wall, "grown_mb": memory() - before, "check": check}))


# The comparison.


def interpreter(library):
    """A Python that has the library, or none."""
    if library == "python" or importlib.util.find_spec(library):
        return sys.executable
    system = "/usr/bin/python3"
    probe = [system, "-W", "ignore", "-c", f"import {library}"]
    found = os.path.exists(system) and subprocess.run(probe, capture_output=True, check=False).returncode == 0
    return system if found else None


def program():
    """The built benchmark."""
    build = ["cargo", "bench", "--no-run", "--bench", "analysis", "--message-format", "json"]
    lines = subprocess.run(build, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines if line.startswith("{")]
    return next(m["executable"] for m in messages if m.get("target", {}).get("name") == "analysis" and m.get("executable"))


def run(command, cpus):
    cores = set(sorted(os.sched_getaffinity(0))[-cpus:]) if hasattr(os, "sched_setaffinity") else None
    env = {**os.environ, **dict.fromkeys(ONE_THREAD, str(cpus)), "PYTHONDONTWRITEBYTECODE": "1"}
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=env, preexec_fn=pin, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line["job"]: line for line in found}


def agrees(job, ours, peers):
    """Whether our answer is as good as it must be."""
    if job == "leiden":
        return ours[1] >= max(peers) - 0.002
    if job == "load":
        return all(ours[0] == peer for peer in peers)
    return job == "bc_sampled" or all(ours == peer for peer in peers)


def compare(jobs, file, pairs_file, ours, options):
    """Rounds of ours and every peer in turn; gives the jobs whose answers differ."""
    libraries = sorted({library for job in jobs for library in PEERS[job]})
    commands = {"sociogram": ([*ours, ",".join(jobs)], 1)}
    for library in libraries:
        if python := interpreter(library):
            own = [job for job in jobs if library in PEERS[job]]
            serve = [python, "-W", "ignore", __file__, "--serve", library, str(file), str(pairs_file), ",".join(own)]
            commands[library] = (serve, 1)
        else:
            print(f"left out, not installed: {library}")
    if options.cpus > 1:
        commands["on two"] = (commands["sociogram"][0], options.cpus)
    lines = {}
    for _ in range(options.rounds):
        for name, (command, cpus) in commands.items():
            for job, line in run(command, cpus).items():
                lines.setdefault((name, job), []).append(line)
    return [job for job in jobs if not show(job, lines)]


def show(job, lines):
    """One line of the table."""
    median = lambda name, what: statistics.median(line[what] for line in lines[name, job])
    ours = median("sociogram", "cpu")
    peers = [name for name in PEERS[job] if (name, job) in lines]
    ratios = sorted((median(name, "cpu") / ours, name) for name in peers)
    told = ", ".join(f"{name} {ratio:.2f}x" for ratio, name in ratios)
    answers = [lines[name, job][0]["check"] for name in peers]
    good = agrees(job, lines["sociogram", job][0]["check"], answers)
    met = "" if not ratios else "reached" if ratios[0][0] >= GOALS[job] else "MISSED"
    print(f"{job:12}{ours:10.6f} s  goal {GOALS[job]:2}x {met:8} {told}{'' if good else '   ANSWERS DIFFER'}")
    if job == "load":
        memory = {name: median(name, "grown_mb") for name in ["sociogram", *peers]}
        print(" " * 12 + "memory: " + ", ".join(f"{name} {grown:.0f} MB" for name, grown in memory.items()))
    if ("on two", job) in lines and job in ("betweenness", "bc_sampled"):
        print(f"{'':12}two cores: {median('sociogram', 'wall') / median('on two', 'wall'):.2f}x less wall time")
    return good


def main():
    if sys.argv[1:2] == ["--serve"]:
        return serve(*sys.argv[2:5], sys.argv[5].split(","))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--edges", type=int, default=1_000_000, help="edges of the large graph")
    parser.add_argument("--jobs", default=",".join(PEERS))
    parser.add_argument("--cpus", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("target/compare"), help="where graphs are kept")
    parser.add_argument("--program", help="a built benchmark; else it is built")
    options = parser.parse_args()
    jobs = options.jobs.split(",")
    if unknown := set(jobs) - set(PEERS):
        parser.error(f"no such jobs: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    binary, differ = options.program or program(), []
    plans = [(BIG, edges, options.edges), (SMALL, edges, max(options.edges // 20, 20)), (MIDDLE, edges, max(options.edges // 10, 20)), (TIMED, contacts, 60_000)]
    for own, make, size in plans:
        chosen = [job for job in own if job in jobs]
        if not chosen:
            continue
        file, pairs_file = (options.folder / f"{make.__name__}-{size}.{ending}" for ending in ("tsv", "pairs"))
        if not pairs_file.exists():
            file.write_text("".join(make(size)), encoding="utf-8")
            pairs_file.write_text("".join(f"{a}\t{b}\n" for a, b in pairs(file)), encoding="utf-8")
        differ += compare(chosen, file, pairs_file, [binary, str(file), str(pairs_file)], options)
    return f"answers differ: {', '.join(differ)}" if differ else 0


if __name__ == "__main__":
    sys.exit(main())
