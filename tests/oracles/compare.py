"""Compares the passes of the program with NetworkX and igraph on generated graphs.

compare.py PROGRAM: makes graphs from seeds, asks `PROGRAM analyze PASS --edges FILE --format json` and the libraries, and
fails if a number differs. Counting: undirected, unweighted, each unordered pair once, end points not counted; what is
undefined for us (actors without contact) is left out of the comparison.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import igraph
import networkx as nx

RELATIVE = 2e-5  # the program prints six significant digits and sums in single precision


def graphs():
    """Named graphs with triangles, trees, several parts and isolated nodes."""
    yield "krackhardt kite", nx.krackhardt_kite_graph()
    yield "florentine families", nx.convert_node_labels_to_integers(nx.florentine_families_graph())
    yield "karate club", nx.Graph(nx.karate_club_graph().edges())
    for seed in range(8):
        yield f"random {seed}", nx.gnm_random_graph(60, 30 + 25 * seed, seed=seed)
        yield f"preferential {seed}", nx.barabasi_albert_graph(80, 1 + seed % 3, seed=seed)
        yield f"small world {seed}", nx.watts_strogatz_graph(50, 4, 0.2, seed=seed)


def ask(program, name, file, *flags):
    """The rows of a pass, by name of the actor."""
    command = [program, "-q", "analyze", name, "--edges", str(file), "--format", "json", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)} failed: {done.stderr}")
    return json.loads(done.stdout)["rows"]


def measures(graph):
    """Pass, column, what NetworkX says, what igraph says (None: it does not offer it so)."""
    nodes = sorted(graph)
    twin = igraph.Graph(n=len(nodes), edges=[(nodes.index(a), nodes.index(b)) for a, b in graph.edges()])
    listed = lambda values: dict(zip(nodes, values))
    n = len(nodes)
    yield "brokers", "betweenness", nx.betweenness_centrality(graph, normalized=False), listed(twin.betweenness())
    closeness = {v: c / (n - 1) for v, c in nx.harmonic_centrality(graph).items()}
    yield "closeness", "closeness", closeness, listed(twin.harmonic_centrality())
    yield "pagerank", "PageRank", nx.pagerank(graph, tol=1e-12, max_iter=1000), listed(twin.pagerank())
    yield "cores", "core", nx.core_number(graph), listed(twin.coreness())
    yield "clustering", "triangles", nx.triangles(graph), None
    local = listed(twin.transitivity_local_undirected(mode="zero"))
    yield "clustering", "clustering", nx.clustering(graph), local
    yield "holes", "constraint", nx.constraint(graph), listed(twin.constraint())
    yield "holes", "effective size", nx.effective_size(graph), None
    yield "degree", "contacts", dict(graph.degree()), listed(twin.degree())


def equal(ours, theirs):
    return abs(ours - theirs) <= RELATIVE * max(1.0, abs(theirs))


def by_actor(name, program, file, graph):
    problems, compared = [], 0
    for pass_name, column, *oracles in measures(graph):
        rows = {int(row["name"]): row[column] for row in ask(program, pass_name, file)}
        for library, oracle in zip(("networkx", "igraph"), oracles):
            for node, ours in rows.items():
                if oracle is None or ours is None:
                    continue
                compared += 1
                if not equal(ours, oracle[node]):
                    problems.append(f"{name}: {pass_name} {column} of {node}: {ours}, {library} has {oracle[node]}")
        missing = {v for v in graph if graph.degree(v)} - rows.keys()
        if missing:
            problems.append(f"{name}: {pass_name} leaves out {sorted(missing)}")
    return problems, compared


def whole(name, program, file, graph):
    cuts = ask(program, "cutpoints", file)
    points = {int(row["name"]) for row in cuts if row["what"] == "cutpoint"}
    bridges = {frozenset((int(row["name"]), int(row["with"]))) for row in cuts if row["what"] == "bridge"}
    parts = sorted(row["actors"] for row in ask(program, "components", file))
    found = ask(program, "communities", file)
    division = [{int(v) for v in row["names"].split(", ")} for row in found]
    alone = [{v} for v in graph if not graph.degree(v)]
    quality = nx.community.modularity(graph, division + alone)
    twin = igraph.Graph.from_networkx(graph)
    random.seed(1)
    best = max(twin.community_leiden(objective_function="modularity", n_iterations=2).modularity for _ in range(10))
    checks = [
        ("cutpoints", points, set(nx.articulation_points(graph))),
        ("bridges", bridges, {frozenset(edge) for edge in nx.bridges(graph)}),
        ("components", parts, sorted(len(c) for c in nx.connected_components(graph) if len(c) > 1)),
        ("communities are connected", all(nx.is_connected(graph.subgraph(c)) for c in division), True),
    ]
    problems = [f"{name}: {what}: {ours}, networkx has {theirs}" for what, ours, theirs in checks if ours != theirs]
    if quality < best - 0.02:
        problems.append(f"{name}: modularity {quality:.4f}, igraph's best of ten is {best:.4f}")
    return problems, len(checks) + 1


def main():
    program = sys.argv[1]
    problems, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in graphs():
            file = Path(folder) / "edges.tsv"
            # A list of numbers counts up to the largest one: that fixes the isolated nodes of both.
            graph.add_edge(max(graph), max(graph) + 1)
            file.write_text("".join(f"{a}\t{b}\n" for a, b in graph.edges()), encoding="utf-8")
            for check in (by_actor, whole):
                found, number = check(name, program, file, graph)
                problems += found
                compared += number
    if problems:
        sys.exit("\n".join(problems[:40]))
    print(f"{compared} numbers agree with NetworkX {nx.__version__} and igraph {igraph.__version__}")


if __name__ == "__main__":
    main()
