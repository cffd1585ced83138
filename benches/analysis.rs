//! Speed of the passes on an edge list, one JSON line a job.
//!
//! `cargo bench --bench analysis -- FILE [PAIRS]` reads a list of distinct undirected edges between whole numbers, `u v` a
//! line; without FILE a small graph is made up. Each job runs once and prints its name, its CPU seconds (of all threads;
//! one with RAYON_NUM_THREADS=1) and an answer to compare. PAIRS lists the ends of the path queries, `u v` a line.

#![allow(clippy::print_stdout)]

use serde_json::{Value, json};
use sociogram::analysis::{
    betweenness, communities, components, cores, distances, pagerank, paths::Finder, triangles,
};
use sociogram::graph::Csr;
use sociogram::source::{read_edges, read_edges_from};
use std::collections::BTreeMap;
use std::time::Instant;

/// Exact betweenness is left out above this many nodes.
const EXACT: usize = 20_000;
const SOURCES: usize = 64;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let pairs = arguments.get(1).map(|file| std::fs::read(file).expect("PAIRS can be read"));
    let rows = timed(
        "load",
        || {
            let list = match arguments.first() {
                None => read_edges("edges", &made_up()),
                Some(file) => read_edges_from("edges", std::fs::File::open(file).expect("FILE can be read")),
            };
            let list = list.expect("an edge list");
            Csr::of_edges(list.nodes, list.edges).expect("it fits")
        },
        |rows| json!([rows.nodes(), rows.arcs() / 2]),
    );
    passes(&rows);
    queries(&rows, pairs.as_deref());
}

fn passes(rows: &Csr) {
    timed(
        "pagerank",
        || pagerank::pagerank(rows, 0.85, 1e-6).expect("it settles"),
        |scores| json!(top(scores)),
    );
    timed("components", || components::components(rows), |labels| json!(parts(labels)));
    timed("kcore", || cores::cores(rows), |cores| json!(cores.iter().max()));
    timed("triangles", || triangles::triangles(rows), |counts| json!(counts.iter().sum::<u64>() / 3));
    timed(
        "sssp",
        || distances::distances(rows, 0),
        |steps| {
            let reached = steps.iter().filter(|&&steps| steps != distances::UNREACHED);
            json!([reached.clone().count(), reached.map(|&steps| u64::from(steps)).sum::<u64>()])
        },
    );
    timed(
        "leiden",
        || communities::leiden(rows, 1),
        |found| {
            let quality = communities::modularity(rows, found).unwrap_or(0.0);
            json!([found.iter().max().map_or(0, |most| most + 1), (quality * 1e4).round() / 1e4])
        },
    );
    if rows.nodes() <= EXACT {
        timed(
            "betweenness",
            || betweenness::betweenness(rows).expect("countable"),
            |scores| json!(top(scores)),
        );
    }
    timed(
        "bc_sampled",
        || betweenness::sampled(rows, SOURCES, 1).expect("countable"),
        |scores| json!(top(scores)),
    );
}

fn queries(rows: &Csr, pairs: Option<&[u8]>) {
    let pairs = pairs.map_or_else(
        || (0..100).map(|n| [n * 7919, n * 104_729 + 1].map(|end| end % rows.nodes() as u32)).collect(),
        |bytes| read_edges("pairs", bytes).expect("a list of pairs").edges,
    );
    let mut finder = Finder::new(rows, rows);
    timed(
        "path100",
        || {
            let length =
                |&[a, b]: &[u32; 2]| finder.shortest(a as usize, b as usize).map_or(0, |way| way.len() - 1);
            pairs.iter().take(100).map(length).sum::<usize>()
        },
        |sum| json!(sum),
    );
    timed(
        "yen",
        || {
            let ways = |&[a, b]: &[u32; 2]| finder.shortest_paths(a as usize, b as usize, 10);
            pairs.iter().take(3).flat_map(ways).map(|way| way.len() - 1).sum::<usize>()
        },
        |sum| json!(sum),
    );
}

fn timed<T>(job: &str, work: impl FnOnce() -> T, check: impl FnOnce(&T) -> Value) -> T {
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let result = work();
    let (wall, cpu) =
        (start.elapsed().as_secs_f64(), cpu_seconds().zip(cpu).map(|(after, before)| after - before));
    println!(
        "{}",
        json!({ "job": job, "cpu": cpu.unwrap_or(wall), "wall": wall, "rss_mb": memory(), "check": check(&result) })
    );
    result
}

/// CPU time of the process, where it is told to the nanosecond.
#[cfg(unix)]
fn cpu_seconds() -> Option<f64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(time.tv_sec as f64 + time.tv_nsec as f64 / 1e9)
}

#[cfg(not(unix))]
fn cpu_seconds() -> Option<f64> {
    None
}

/// Peak memory in megabytes, where Linux tells it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn top(scores: &[f64]) -> Vec<usize> {
    let mut order: Vec<_> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    order.truncate(3);
    order
}

fn parts(labels: &[u32]) -> usize {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    labels.iter().for_each(|&label| *sizes.entry(label).or_default() += 1);
    sizes.values().filter(|&&size| size > 1).count()
}

/// 20,000 edges among 4,000 nodes, without loops.
fn made_up() -> Vec<u8> {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 4_000
    };
    let edges: std::collections::BTreeSet<_> =
        (0..20_000).map(|_| (next(), next())).filter(|(a, b)| a < b).collect();
    edges.iter().map(|(a, b)| format!("{a}\t{b}\n")).collect::<String>().into_bytes()
}
