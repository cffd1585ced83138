//! The figures below which the program may not fall, kept in `tests/gold/floors.toml`.

use super::count::{Count, Scores};
use super::meetings::certainty_metric;
use sociogram::model::Certainty;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Least margin between the present figure and its floor.
const MARGIN: f64 = 0.01;

/// Above its floor by this much, a figure asks for a new floor.
const SLACK: f64 = 0.05;

/// Metrics of which less is better.
const AT_MOST: [&str; 3] = ["false contacts", "statement invented speaker", "wrong merges"];

const HEAD: &str = "# Least figures on the gold; of the last table, greatest ones. Written by\n\
                    #   SOCIOGRAM_FLOORS=write cargo test --test suite gold\n";

/// One figure: its name, its value, the count behind it.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    count: Count,
}

impl Figure {
    fn is_at_most(&self) -> bool {
        AT_MOST.contains(&self.name)
    }

    /// The floor to store: a little or one case worse than now.
    fn floor(&self) -> f64 {
        if self.is_at_most() {
            return if self.name == "false contacts" { self.value + 0.1 } else { self.value };
        }
        let one_case = 1.0 / self.count.gold.max(1) as f64;
        (self.value - MARGIN.max(one_case)).max(0.0)
    }

    /// What the figure says, beside its floor.
    pub(crate) fn verdict(&self, floor: Option<f64>) -> &'static str {
        let Some(floor) = floor else { return "no floor" };
        let gain = if self.is_at_most() { floor - self.value } else { self.value - floor };
        match gain {
            // Floors are stored with three decimals.
            _ if gain < -0.0006 => "TOO LOW",
            _ if gain > SLACK && self.count.gold > 20 && !self.is_at_most() => "raise the floor",
            _ => "",
        }
    }
}

/// The figures of a set of scores, in order of name; recall where only recall is defined.
pub(crate) fn figures(scores: &Scores) -> Vec<Figure> {
    let value = |name: &str, count: Count| match name {
        "false contacts" => 1000.0 * count.right as f64 / count.gold.max(1) as f64,
        "statement invented speaker" | "wrong merges" => count.right as f64,
        "statement addressee" => count.recall(),
        _ => count.f1(),
    };
    let one =
        |(name, count): (&&'static str, &Count)| Figure { name, value: value(name, *count), count: *count };
    let mut figures: Vec<_> = scores.0.iter().map(one).collect();
    let certainties: Vec<_> = Certainty::ALL.iter().map(|c| scores.get(certainty_metric(*c))).collect();
    let mean = certainties.iter().map(|count| count.f1()).sum::<f64>() / certainties.len() as f64;
    let gold = certainties.iter().map(|count| count.gold).sum();
    let count = Count { right: certainties.iter().map(|count| count.right).sum(), found: gold, gold };
    figures.push(Figure { name: "certainty, macro", value: mean, count });
    figures
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold/floors.toml")
}

/// The stored floors by name.
pub(crate) fn stored() -> BTreeMap<String, f64> {
    let text = std::fs::read_to_string(file()).unwrap_or_default();
    let line = |line: &str| {
        let (name, floor) = line.split_once('=')?;
        Some((name.trim().trim_matches('"').to_owned(), floor.trim().parse().ok()?))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
}

/// Stores floors for the present figures.
pub(crate) fn store(figures: &[Figure]) {
    let line = |figure: &&Figure| format!("\"{}\" = {:.3}\n", figure.name, figure.floor());
    let (most, least): (Vec<&Figure>, Vec<&Figure>) = figures.iter().partition(|figure| figure.is_at_most());
    let least: String = least.iter().map(line).collect();
    let most: String = most.iter().map(line).collect();
    let text = format!("{HEAD}\n[at-least]\n{least}\n[at-most]\n{most}");
    std::fs::write(file(), text).expect("the floors can be written");
}

/// One line of the table: precision, recall, counts, floor.
pub(crate) fn line(figure: &Figure, floor: Option<f64>) -> String {
    let Figure { name, value, count } = figure;
    let (precision, recall) = (count.precision(), count.recall());
    let parts = if figure.is_at_most() || name.contains("macro") {
        " ".repeat(14)
    } else {
        format!("{precision:>6.3} {recall:>6.3} ")
    };
    let counts = format!("{:>6} {:>6} {:>6}", count.right, count.found, count.gold);
    let verdict = figure.verdict(floor);
    let floor = floor.map_or("     -".to_owned(), |floor| format!("{floor:>6.3}"));
    format!("{name:<28} {value:>6.3} {parts} {counts}  {floor}  {verdict}\n")
}
