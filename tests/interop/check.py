"""Reads what `convert` writes with other people's readers.

check.py PROGRAM CASE: counts, attributes, parallel edges and isolated nodes must be the same in every format and reader.
A reader that is not installed is skipped with a word.
"""

import csv
import json
import subprocess
import sys
import tempfile
import xml.dom.minidom
from pathlib import Path


def load(name):
    try:
        return __import__(name)
    except ImportError:
        print(f"skipped: {name} is not installed")
        return None


def unique(pairs):
    """An object without a key that comes twice."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key comes twice: {keys}"
    return dict(pairs)


def convert(program, source, target):
    done = subprocess.run([program, "-q", "convert", source, "-o", target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"convert to {target.name}: {done.stderr}"


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def attributes(told):
    """Kind, certainty, date and sentence of an edge; what is missing is empty."""
    return tuple(str(told.get(name) or "") for name in ("kind", "certainty", "date", "evidence"))


def networkx_views(nx, folder):
    yield "NetworkX, GraphML", nx.read_graphml(folder / "x.graphml", force_multigraph=True)
    yield "NetworkX, GEXF", nx.read_gexf(folder / "x.gexf")
    yield "NetworkX, GEXF 1.2", nx.read_gexf(folder / "x.1.2.gexf", version="1.2draft")
    yield "NetworkX, node-link", nx.node_link_graph(json.loads((folder / "x.node-link.json").read_text()), edges="edges")
    yield "NetworkX, Cytoscape", nx.cytoscape_graph(json.loads((folder / "x.cyjs").read_text()))


def views(folder):
    """Reader, ids of nodes, edges as (source, target, attributes)."""
    if nx := load("networkx"):
        for name, graph in networkx_views(nx, folder):
            told = lambda data: attributes({**data, "kind": data.get("kind") or data.get("kind_of")})
            yield name, set(graph), [(a, b, told(data)) for a, b, data in graph.edges(data=True)]
    if igraph := load("igraph"):
        graph = igraph.Graph.Read_GraphML(str(folder / "x.graphml"))
        ids = graph.vs["id"]
        edges = [(ids[edge.source], ids[edge.target], attributes(edge.attributes())) for edge in graph.es]
        yield "igraph, GraphML", set(ids), edges
    if (folder / "x.nodes.parquet").exists() and (duckdb := load("duckdb")):
        rows = lambda part: duckdb.sql(f"select * from '{folder}/x.{part}.parquet'")
        ids = {row[0] for row in rows("nodes").select("id").fetchall()}
        edges = rows("edges").select("src, dst, kind, certainty, date, evidence").fetchall()
        yield "DuckDB, Parquet", ids, [(a, b, tuple(text or "" for text in told)) for a, b, *told in edges]


def check_graphs(folder):
    nodes, edges = table(folder / "x.nodes.csv"), table(folder / "x.edges.csv")
    wanted_nodes = {row["id"] for row in nodes}
    wanted = sorted((row["source"], row["target"], attributes(row)) for row in edges)
    tied = {end for a, b, _ in wanted for end in (a, b)}
    assert wanted_nodes - tied, "the sample needs an isolated node"
    assert len({(a, b) for a, b, _ in wanted}) < len(wanted), "the sample needs parallel edges"
    for name, found_nodes, found in views(folder):
        assert found_nodes == wanted_nodes, f"{name}: nodes {found_nodes ^ wanted_nodes}"
        assert sorted(found) == wanted, f"{name}: edges differ"
        print(f"{name}: {len(found_nodes)} nodes, {len(found)} edges, the same")


def problem_of(entity, known, schemata, registry):
    """The first thing that a lenient validator lets pass."""
    schema = schemata.get(entity["schema"])
    if schema is None or schema.abstract:
        return "schema unknown or abstract"
    for name, values in entity["properties"].items():
        prop = schema.properties.get(name)
        if prop is None or prop.stub:
            return f"no property {name}"
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            return f"{name} is no list of texts"
        for value in values:
            if prop.type == registry.entity:
                target = schemata.get(known.get(value, ""))
                if target is None or not target.is_a(prop.range):
                    return f"{name} names {value}, which is not there or not a {prop.range.name}"
            elif not prop.type.validate(value) or prop.type.clean(value) != value or len(value) > prop.type.max_length:
                return f"{name}: {value!r} would be changed"
    missing = [name for name in schema.required if not entity["properties"].get(name)]
    return f"required {missing}" if missing else None


def check_ftm(path):
    if load("followthemoney") is None:
        return
    from followthemoney import model
    from followthemoney.types import registry

    entities = [json.loads(line, object_pairs_hook=unique) for line in path.read_text().splitlines()]
    known = {entity["id"]: entity["schema"] for entity in entities}
    assert len(known) == len(entities), "an id comes twice"
    for entity in entities:
        problem = problem_of(entity, known, model.schemata, registry)
        assert problem is None, f"{entity['id']} ({entity['schema']}): {problem}"
    print(f"FollowTheMoney: {len(entities)} entities pass the strict check")


def main(program, source):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        targets = ["x.graphml", "x.gexf", "x.1.2.gexf", "x.node-link.json", "x.cyjs", "x.csv", "x.ftm.json"]
        formats = subprocess.run([program, "formats"], capture_output=True, text=True, check=True).stdout
        if "parquet" in formats:
            targets.append("x.parquet")
        else:
            print("skipped: this build writes no Parquet")
        for target in targets:
            convert(program, source, folder / target)
            again = folder / "again"
            again.mkdir(exist_ok=True)
            convert(program, source, again / target)
        for file in again.iterdir():
            assert file.read_bytes() == (folder / file.name).read_bytes(), f"{file.name} differs the second time"
        for file in ["x.graphml", "x.gexf", "x.1.2.gexf"]:
            xml.dom.minidom.parse(str(folder / file))
        for file in ["x.node-link.json", "x.cyjs"]:
            json.loads((folder / file).read_text(), object_pairs_hook=unique)
        check_graphs(folder)
        check_ftm(folder / "x.ftm.json")


main(*sys.argv[1:])
