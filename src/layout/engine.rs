//! The engine: from boxes and lines without places to places.

use super::components::components;
use super::distances::Distances;
use super::geometry::{Point, Rect};
use super::judge::{Faults, faults};
use super::labels::place_labels;
use super::majorize::majorize;
use super::overlap::remove_overlaps;
use super::pack::{Part, pack};
use super::problem::{Link, Problem};
use super::rotate::lay_flat;
use super::route::{PIECES, route};
use super::search::Search;
use super::settings::{SPARSE_ABOVE, Settings};
use super::sparse::sparse_layout;
use super::springs::springs;
use super::start::{random_start, scaling_start};

/// Something that places boxes. Lines and labels are drawn the same way for every engine.
pub trait Engine {
    /// The centre of every box, in px, in the order of the boxes. Same problem, same places.
    fn place(&self, problem: &Problem) -> Vec<Point>;
}

/// The engine used unless another is given: stress majorization with seeded starts, above 40 boxes springs that keep
/// communities apart, overlap removal, and a local search that pays for crossings and for lines through boxes.
///
/// O(n²) memory and time per sweep up to 1,500 connected boxes; above, time and memory grow with a hundred times n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StressEngine {
    /// Shifts the random numbers; another seed gives another, about equally good drawing.
    pub seed: u64,
}

/// What one start has come to: its cost, its number and its places.
type Try = (f64, u64, Vec<Point>);

/// First seed of the starts.
const SEED: u64 = 1000;

impl Engine for StressEngine {
    fn place(&self, problem: &Problem) -> Vec<Point> {
        let parts = components(problem);
        let placed: Vec<Vec<Point>> = parts.iter().map(|part| self.place_part(&problem.part(part))).collect();
        side_by_side(problem, &parts, &placed)
    }
}

impl StressEngine {
    /// Places one connected part.
    fn place_part(&self, problem: &Problem) -> Vec<Point> {
        let n = problem.boxes.len();
        if n < 2 {
            return vec![Point::default(); n];
        }
        let settings = Settings::for_size(n);
        let links = problem.links();
        if n > SPARSE_ABOVE {
            let mut places = sparse_layout(problem, &links, &settings, SEED + self.seed);
            self.flatten(problem, &links, &settings, &mut places);
            return places;
        }
        self.best_of_starts(problem, &links, &settings)
    }

    /// Searches from several starts and takes the drawing with the fewest faults.
    fn best_of_starts(&self, problem: &Problem, links: &[Link], settings: &Settings) -> Vec<Point> {
        let distances = Distances::between_all(problem, links, settings);
        let incidence = problem.incidence(links);
        let search = |places| Search::new(problem, links, &incidence, &distances, settings, places);
        let attempt = |number| {
            let mut places = self.start(number, links, &distances);
            majorize(&distances, &mut places, settings.sweeps);
            if settings.springs > 0 {
                springs(links, &mut places, mean_length(links, &distances), settings.springs);
            }
            self.flatten(problem, links, settings, &mut places);
            let mut search = search(places);
            search.improve(settings.passes);
            (search.score(), number, search.into_places())
        };
        let mut tries: Vec<Try> = each((0..settings.starts).collect(), attempt);
        tries.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        tries.truncate(settings.finalists);
        let finish = |(_, number, places): Try| {
            let mut search = search(places);
            search.improve(settings.final_passes);
            let stress_and_faults = search.score();
            let mut places = search.into_places();
            // Never turned again: the search fitted lines past boxes that lie flat.
            remove_overlaps(problem, &mut places, settings.pad);
            let price = drawn_faults(problem, links, &places).price();
            (price * settings.crossing + stress_and_faults, number, places)
        };
        let finished: Vec<Try> = each(tries, finish);
        let best = finished.into_iter().min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        best.map(|(_, _, places)| places).unwrap_or_default()
    }

    fn start(&self, number: u64, links: &[Link], distances: &Distances) -> Vec<Point> {
        let seed = SEED + number + self.seed;
        if number == 0 {
            return scaling_start(distances, seed);
        }
        random_start(distances.len(), mean_length(links, distances), seed)
    }

    /// Long axis flat, no overlaps.
    fn flatten(&self, problem: &Problem, links: &[Link], settings: &Settings, places: &mut [Point]) {
        let incidence = problem.incidence(links);
        let anchor = (0..places.len()).max_by_key(|&node| (incidence[node].len(), places.len() - node));
        lay_flat(places, anchor.unwrap_or(0));
        remove_overlaps(problem, places, settings.pad);
    }
}

/// The mean length that links should have.
fn mean_length(links: &[Link], distances: &Distances) -> f64 {
    links.iter().map(|link| distances.row(link.a)[link.b]).sum::<f64>() / links.len() as f64
}

/// Works on every item, on all cores where the feature for them is on; the results keep the order of the items.
fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "cli")]
    {
        use rayon::prelude::*;
        items.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "cli"))]
    items.into_iter().map(work).collect()
}

/// The faults that a reader would see with these places.
pub(crate) fn drawn_faults(problem: &Problem, links: &[Link], places: &[Point]) -> Faults {
    let curves = route(problem, links, places);
    let labels = place_labels(problem, &problem.rects(places), &curves);
    faults(problem, links, places, &curves, &labels)
}

/// Packs the parts beside one another.
fn side_by_side(problem: &Problem, parts: &[Vec<usize>], placed: &[Vec<Point>]) -> Vec<Point> {
    let (lows, shapes): (Vec<Point>, Vec<Part>) =
        parts.iter().zip(placed).map(|(part, places)| shape(&problem.part(part), places)).unzip();
    let corners = pack(&shapes);
    let mut places = vec![Point::default(); problem.boxes.len()];
    for (number, part) in parts.iter().enumerate() {
        let shift = corners[number] - lows[number];
        for (&node, &place) in part.iter().zip(&placed[number]) {
            places[node] = place + shift;
        }
    }
    places
}

/// Upper left corner of what a part's boxes, lines and labels take, and their outlines measured from there.
fn shape(part: &Problem, places: &[Point]) -> (Point, Part) {
    let curves = route(part, &part.links(), places);
    let boxes = part.rects(places);
    let labels = place_labels(part, &boxes, &curves);
    let mut pieces = boxes;
    pieces.extend(labels.into_iter().flatten().map(|label| label.rect));
    for curve in &curves {
        pieces.extend(curve.flatten_evenly(PIECES).windows(2).map(|piece| around(piece[0], piece[1])));
    }
    let corner = |least: fn(f64, f64) -> f64, of: fn(&Rect) -> Point| {
        let reduced = pieces.iter().map(of).reduce(|a, b| Point::new(least(a.x, b.x), least(a.y, b.y)));
        reduced.unwrap_or_default()
    };
    let (low, high) = (corner(f64::min, Rect::low), corner(f64::max, Rect::high));
    pieces.iter_mut().for_each(|piece| piece.centre = piece.centre - low);
    (low, Part { width: high.x - low.x, height: high.y - low.y, pieces })
}

/// The upright box around a chord.
fn around(a: Point, b: Point) -> Rect {
    let (low, high) = (Point::new(a.x.min(b.x), a.y.min(b.y)), Point::new(a.x.max(b.x), a.y.max(b.y)));
    Rect::between(low, high)
}
