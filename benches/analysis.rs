//! Speed of the passes on an edge list, one JSON line a job.
//!
//! `cargo bench --bench analysis -- FILE [PAIRS [JOBS]]` reads a list of distinct undirected edges between whole numbers,
//! `u v` a line; without FILE a small graph is made up. Each job runs once and prints its name, its CPU seconds (of all
//! threads; one with RAYON_NUM_THREADS=1) and an answer to compare. PAIRS lists the ends of the path queries, `u v` a line;
//! JOBS names the jobs to run, with commas; for `arrival`, FILE lists contacts in order of day, `u v day` a line.
//! `benches/compare_analysis.py` runs this beside other libraries.

#![allow(clippy::print_stdout)]

use serde_json::{Value, json};
use sociogram::analysis::{
    arrival, betweenness, communities, components, cores, distances, pagerank, paths::Finder, triangles,
};
use sociogram::graph::Csr;
use sociogram::source::{read_edges, read_edges_from};
use std::collections::BTreeMap;
use std::time::Instant;

/// Exact betweenness is left out above this many nodes.
const EXACT: usize = 20_000;
const SOURCES: usize = 64;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (file, pairs, jobs) = (arguments.next(), arguments.next(), arguments.next());
    let jobs: Option<Vec<_>> = jobs.map(|jobs| jobs.split(',').map(str::to_owned).collect());
    let wanted = Wanted(jobs);
    if wanted.by_name("arrival") {
        return arrivals(file.as_deref().expect("arrival needs FILE"));
    }
    let rows = timed(
        "load",
        || {
            let list = match &file {
                None => read_edges("edges", &made_up()),
                Some(file) => read_edges_from("edges", std::fs::File::open(file).expect("FILE can be read")),
            };
            let list = list.expect("an edge list");
            Csr::of_edges(list.nodes, list.edges).expect("it fits")
        },
        |rows| json!([rows.nodes(), rows.arcs() / 2]),
    );
    passes(&rows, &wanted);
    let pairs = pairs.map(|file| std::fs::read(file).expect("PAIRS can be read"));
    queries(&rows, pairs.as_deref(), &wanted);
}

/// The jobs to run; all for none.
struct Wanted(Option<Vec<String>>);

impl Wanted {
    fn has(&self, job: &str) -> bool {
        self.0.is_none() || self.by_name(job)
    }

    fn by_name(&self, job: &str) -> bool {
        self.0.iter().flatten().any(|wanted| wanted == job)
    }

    fn timed<T>(&self, job: &str, work: impl FnOnce() -> T, check: impl FnOnce(&T) -> Value) {
        if self.has(job) {
            timed(job, work, check);
        }
    }
}

fn passes(rows: &Csr, wanted: &Wanted) {
    wanted.timed(
        "pagerank",
        || pagerank::pagerank(rows, 0.85, 1e-6).expect("it settles"),
        |scores| json!(top(scores)),
    );
    wanted.timed("components", || components::components(rows), |labels| json!(parts(labels)));
    wanted.timed("kcore", || cores::cores(rows), |cores| json!(cores.iter().max()));
    wanted.timed("triangles", || triangles::triangles(rows), |counts| json!(counts.iter().sum::<u64>() / 3));
    wanted.timed(
        "sssp",
        || distances::distances(rows, 0),
        |steps| {
            let reached = steps.iter().filter(|&&steps| steps != distances::UNREACHED);
            json!([reached.clone().count(), reached.map(|&steps| u64::from(steps)).sum::<u64>()])
        },
    );
    wanted.timed(
        "leiden",
        || communities::leiden(rows, 1),
        |found| {
            let quality = communities::modularity(rows, found).unwrap_or(0.0);
            json!([found.iter().max().map_or(0, |most| most + 1), (quality * 1e4).round() / 1e4])
        },
    );
    if rows.nodes() <= EXACT {
        let work = || betweenness::betweenness(rows).expect("countable");
        wanted.timed("betweenness", work, |scores| json!(top(scores)));
    }
    let work = || betweenness::sampled(rows, SOURCES, 1).expect("countable");
    wanted.timed("bc_sampled", work, |scores| json!(top(scores)));
}

fn queries(rows: &Csr, pairs: Option<&[u8]>, wanted: &Wanted) {
    let pairs = pairs.map_or_else(
        || (0..100).map(|n| [n * 7919, n * 104_729 + 1].map(|end| end % rows.nodes() as u32)).collect(),
        |bytes| read_edges("pairs", bytes).expect("a list of pairs").edges,
    );
    let mut finder = Finder::new(rows, rows);
    wanted.timed(
        "path100",
        || {
            let length =
                |&[a, b]: &[u32; 2]| finder.shortest(a as usize, b as usize).map_or(0, |way| way.len() - 1);
            pairs.iter().take(100).map(length).sum::<usize>()
        },
        |sum| json!(sum),
    );
    wanted.timed(
        "yen",
        || {
            let ways = |&[a, b]: &[u32; 2]| finder.shortest_paths(a as usize, b as usize, 10);
            pairs.iter().take(3).flat_map(ways).map(|way| way.len() - 1).sum::<usize>()
        },
        |sum| json!(sum),
    );
}

/// Ten sources, one pass over the contacts each.
fn arrivals(file: &str) {
    let text = std::fs::read_to_string(file).expect("FILE can be read");
    let numbers =
        |line: &str| line.split(' ').map(|field| field.parse().expect("a number")).collect::<Vec<i32>>();
    let contact = |line| {
        let numbers = numbers(line);
        arrival::DayContact { day: numbers[2], ends: [numbers[0] as u32, numbers[1] as u32] }
    };
    let contacts: Vec<_> = text.lines().map(contact).collect();
    let nodes = contacts.iter().flat_map(|contact| contact.ends).max().map_or(0, |most| most as usize + 1);
    let mut arrivals = vec![vec![0; nodes]; 10];
    timed(
        "arrival",
        || {
            let scan =
                |(source, arrival): (usize, &mut Vec<i32>)| arrival::scan(&contacts, source, 1, arrival);
            arrivals.iter_mut().enumerate().for_each(scan);
            arrivals
        },
        |arrivals| {
            let reached = arrivals.iter().flatten().filter(|&&day| day != arrival::NEVER);
            json!([reached.clone().count(), reached.map(|&day| i64::from(day)).sum::<i64>()])
        },
    );
}

fn timed<T>(job: &str, work: impl FnOnce() -> T, check: impl FnOnce(&T) -> Value) -> T {
    let before = memory();
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let result = work();
    let (wall, cpu) =
        (start.elapsed().as_secs_f64(), cpu_seconds().zip(cpu).map(|(after, before)| after - before));
    println!(
        "{}",
        json!({
            "job": job, "cpu": cpu.unwrap_or(wall), "wall": wall, "rss_mb": memory(),
            "grown_mb": memory().zip(before).map(|(now, before)| now - before), "check": check(&result),
        })
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
fn memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
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
