//! Places from an installed Graphviz: numbers go out and come back, never a name.

use anyhow::{Context, bail, ensure};
use sociogram::layout::{self, Engine, NetworkOptions, Point, Problem, Sketch};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Pixels of ours in an inch of Graphviz.
const INCH: f64 = 72.0;
/// The longest that Graphviz may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A layout program of Graphviz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Program {
    /// Layers from top to bottom
    Dot,
    /// Springs, for up to a few hundred
    Neato,
    /// Springs and forces
    Fdp,
    /// Springs and forces, for thousands
    Sfdp,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Neato => "neato",
            Self::Fdp => "fdp",
            Self::Sfdp => "sfdp",
        }
    }
}

/// Where the program puts everybody who is drawn.
pub(super) fn places(
    program: Program,
    sketch: &Sketch,
    options: &NetworkOptions,
) -> anyhow::Result<BTreeMap<String, Point>> {
    let engine = Graphviz { program, failure: RefCell::new(None) };
    let diagram = layout::draw(sketch, options, &engine);
    if let Some(failure) = engine.failure.into_inner() {
        return Err(failure);
    }
    Ok(diagram.boxes.into_iter().map(|node| (node.id, node.rect.centre)).collect())
}

/// The engine; what went wrong is kept, because an engine always gives places.
struct Graphviz {
    program: Program,
    failure: RefCell<Option<anyhow::Error>>,
}

impl Engine for Graphviz {
    fn place(&self, problem: &Problem) -> Vec<Point> {
        run(self.program, problem).unwrap_or_else(|failure| {
            *self.failure.borrow_mut() = Some(failure);
            // Apart, so that no time goes into a drawing that nobody sees.
            (0..problem.boxes.len()).map(|number| Point::new(number as f64 * 1000.0, 0.0)).collect()
        })
    }
}

fn run(program: Program, problem: &Problem) -> anyhow::Result<Vec<Point>> {
    let name = program.name();
    let mut command = Command::new(name);
    command.arg("-Tplain").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("Graphviz's `{name}` is not installed: install Graphviz, or leave --engine out")
        }
        other => other.with_context(|| format!("Graphviz's `{name}` cannot be started"))?,
    };
    let mut input = child.stdin.take().context("no way into Graphviz")?;
    let graph = dot(problem);
    // All three at once: it may write warnings before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(graph.as_bytes()));
    let places = listen(child.stdout.take());
    let warnings = listen(child.stderr.take());
    let status = wait(&mut child, name)?;
    let written = writer.join().is_ok_and(|written| written.is_ok());
    let heard = |listener: JoinHandle<Vec<u8>>| {
        String::from_utf8_lossy(&listener.join().unwrap_or_default()).into_owned()
    };
    let (places, told) = (heard(places), heard(warnings));
    ensure!(
        status.success() && written,
        "Graphviz's `{name}` failed: {}",
        told.lines().next().unwrap_or("it said nothing")
    );
    read(&places, problem.boxes.len())
        .with_context(|| format!("what Graphviz's `{name}` wrote cannot be understood"))
}

/// Reads a pipe to its end on a thread of its own.
fn listen(pipe: Option<impl std::io::Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut heard = Vec::new();
        // What could not be read shows as places that are missing.
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut heard));
        heard
    })
}

/// Waits for the program, but not for ever: on a large network some of its programs take hours.
fn wait(child: &mut Child, name: &str) -> anyhow::Result<ExitStatus> {
    let (start, mut pause) = (Instant::now(), Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait().with_context(|| format!("Graphviz's `{name}` broke off"))? {
            return Ok(status);
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            let seconds = PATIENCE.as_secs();
            bail!(
                "Graphviz's `{name}` has not ended after {seconds} seconds: draw less (--top, --ego), \
                 take --engine sfdp, or leave --engine out"
            );
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Boxes and pairs as numbers.
fn dot(problem: &Problem) -> String {
    let mut text = String::from(
        "graph g {\ngraph [overlap=prism, splines=line]\nnode [shape=box, fixedsize=true, label=\"\"]\n",
    );
    for (number, spec) in problem.boxes.iter().enumerate() {
        let _ =
            writeln!(text, "n{number} [width={:.3}, height={:.3}]", spec.width / INCH, spec.height / INCH);
    }
    let mut pairs: Vec<(usize, usize)> = problem.lines.iter().map(|line| (line.from, line.to)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for (from, to) in pairs {
        let _ = writeln!(text, "n{from} -- n{to}");
    }
    text + "}\n"
}

/// The centres in Graphviz's plain format: `node NAME X Y …` in inches, y upwards.
fn read(plain: &str, count: usize) -> anyhow::Result<Vec<Point>> {
    let mut places = vec![None; count];
    for line in plain.lines().filter(|line| line.starts_with("node ")) {
        let mut words = line.split(' ').skip(1);
        let number: usize =
            words.next().and_then(|name| name.strip_prefix('n')).context("no name")?.parse()?;
        let mut inches = || -> anyhow::Result<f64> { Ok(words.next().context("no place")?.parse()?) };
        let place = Point::new(inches()? * INCH, -inches()? * INCH);
        ensure!(place.x.is_finite() && place.y.is_finite(), "a place is no number");
        *places.get_mut(number).context("a box that was never sent")? = Some(place);
    }
    places.into_iter().collect::<Option<Vec<Point>>>().context("a box has no place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_output_is_read_and_nonsense_is_told() {
        let plain = "graph 1 4.5 2\nnode n1 1 2 0.5 0.3 \"\" solid box black lightgrey\nnode n0 0.5 0.25 1 1 \"\" solid box black lightgrey\nedge n0 n1 4\nstop\n";
        assert_eq!(read(plain, 2).unwrap(), [Point::new(36.0, -18.0), Point::new(72.0, -144.0)]);
        for bad in [
            "",
            "node n0 1 2\n",
            "node n0 x y\nnode n1 1 1\n",
            "node n7 1 1\n",
            "node n0 inf 1\nnode n1 1 1\n",
        ] {
            assert!(read(bad, 2).is_err(), "{bad}");
        }
    }
}
