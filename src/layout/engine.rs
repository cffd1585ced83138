//! The engine: from boxes and lines without places to places.

use super::components::components;
use super::distances::Distances;
use super::geometry::Point;
use super::judge::{Faults, faults};
use super::labels::place_labels;
use super::majorize::majorize;
use super::overlap::remove_overlaps;
use super::pack::pack;
use super::problem::{Link, Problem};
use super::rotate::lay_flat;
use super::route::route;
use super::search::Search;
use super::settings::{SPARSE_ABOVE, Settings};
use super::sparse::sparse_layout;
use super::start::{random_start, scaling_start};

/// Something that places boxes. Lines and labels are drawn the same way for every engine.
pub trait Engine {
    /// The centre of every box, in px, in the order of the boxes. Same problem, same places.
    fn place(&self, problem: &Problem) -> Vec<Point>;
}

/// The engine used unless another is given: stress majorization with seeded starts, overlap removal, and a local search
/// that pays for crossings and for lines through boxes.
///
/// O(n²) memory and time per sweep up to 1,500 connected boxes; above, time and memory grow with a hundred times n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StressEngine {
    /// Shifts the random numbers; another seed gives another, about equally good drawing.
    pub seed: u64,
}

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
        let mut tries: Vec<(f64, u64, Vec<Point>)> = Vec::new();
        for number in 0..settings.starts {
            let mut places = self.start(number, links, &distances);
            majorize(&distances, &mut places, settings.sweeps);
            self.flatten(problem, links, settings, &mut places);
            let mut search = search(places);
            search.improve(settings.passes);
            tries.push((search.score(), number, search.into_places()));
        }
        tries.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        tries.truncate(settings.finalists);
        let finish = |(_, number, places)| {
            let mut search = search(places);
            search.improve(settings.final_passes);
            let stress_and_faults = search.score();
            let mut places = search.into_places();
            // Never turned again: the search fitted lines past boxes that lie flat.
            remove_overlaps(problem, &mut places, settings.pad);
            let price = drawn_faults(problem, links, &places).price();
            (price * settings.crossing + stress_and_faults, number, places)
        };
        let finished: Vec<(f64, u64, Vec<Point>)> = tries.into_iter().map(finish).collect();
        let best = finished.into_iter().min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        best.map(|(_, _, places)| places).unwrap_or_default()
    }

    fn start(&self, number: u64, links: &[Link], distances: &Distances) -> Vec<Point> {
        let seed = SEED + number + self.seed;
        if number == 0 {
            return scaling_start(distances, seed);
        }
        let mean = links.iter().map(|link| distances.row(link.a)[link.b]).sum::<f64>() / links.len() as f64;
        random_start(distances.len(), mean, seed)
    }

    /// Long axis flat, no overlaps.
    fn flatten(&self, problem: &Problem, links: &[Link], settings: &Settings, places: &mut [Point]) {
        let incidence = problem.incidence(links);
        let anchor = (0..places.len()).max_by_key(|&node| (incidence[node].len(), places.len() - node));
        lay_flat(places, anchor.unwrap_or(0));
        remove_overlaps(problem, places, settings.pad);
    }
}

/// The faults that a reader would see with these places.
pub(crate) fn drawn_faults(problem: &Problem, links: &[Link], places: &[Point]) -> Faults {
    let curves = route(problem, links, places);
    let labels = place_labels(problem, &problem.rects(places), &curves);
    faults(problem, links, places, &curves, &labels)
}

/// Packs the parts beside one another.
fn side_by_side(problem: &Problem, parts: &[Vec<usize>], placed: &[Vec<Point>]) -> Vec<Point> {
    let extents: Vec<(Point, Point)> =
        parts.iter().zip(placed).map(|(part, places)| extent(problem, part, places)).collect();
    let sizes: Vec<(f64, f64)> = extents.iter().map(|(low, high)| (high.x - low.x, high.y - low.y)).collect();
    let corners = pack(&sizes);
    let mut places = vec![Point::default(); problem.boxes.len()];
    for (number, part) in parts.iter().enumerate() {
        let shift = corners[number] - extents[number].0;
        for (&node, &place) in part.iter().zip(&placed[number]) {
            places[node] = place + shift;
        }
    }
    places
}

/// The corners of the area that a part's boxes and lines take.
fn extent(problem: &Problem, part: &[usize], places: &[Point]) -> (Point, Point) {
    let own = problem.part(part);
    let curves = route(&own, &own.links(), places);
    let boxes = own.rects(places).into_iter().map(|rect| (rect.low(), rect.high()));
    let middles = curves.iter().map(|curve| (curve.at(0.5), curve.at(0.5)));
    boxes.chain(middles).fold(EMPTY, |(low, high), (a, b)| {
        (Point::new(low.x.min(a.x), low.y.min(a.y)), Point::new(high.x.max(b.x), high.y.max(b.y)))
    })
}

const EMPTY: (Point, Point) =
    (Point::new(f64::INFINITY, f64::INFINITY), Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY));
