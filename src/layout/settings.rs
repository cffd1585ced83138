//! The engine's constants by size of drawing. They are fixed: no drawing is tuned by hand.

/// How one connected part is worked on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Settings {
    /// Least distance of joined centres, before labels and box widths are added, in px.
    pub(crate) base: f64,
    /// Free space kept around every box, in px.
    pub(crate) pad: f64,
    /// Random starts, the first one from classical scaling.
    pub(crate) starts: u64,
    /// Passes of the local search on every start.
    pub(crate) passes: usize,
    /// Starts that are searched to the end and drawn in full before one is chosen.
    pub(crate) finalists: usize,
    /// Further passes on each finalist.
    pub(crate) final_passes: usize,
    /// Price of a crossing, in units of squared relative error of one distance.
    pub(crate) crossing: f64,
    /// Price of a line through a foreign box, in crossings.
    pub(crate) hit: f64,
    /// Most sweeps of the majorization.
    pub(crate) sweeps: usize,
    /// Rounds of the spring-electrical model after it.
    pub(crate) springs: usize,
    /// Pull between boxes of one side, 0 to 1.
    pub(crate) cohesion: f64,
}

impl Settings {
    /// The constants for a connected part of `n` boxes.
    pub(crate) fn for_size(n: usize) -> Self {
        let small = Self {
            base: 60.0,
            pad: 14.0,
            starts: 120,
            passes: 8,
            finalists: 20,
            final_passes: 12,
            crossing: 6.0,
            hit: 4.0,
            sweeps: 200,
            springs: 0,
            cohesion: 0.12,
        };
        let middle = Self {
            base: 190.0,
            pad: 6.0,
            starts: 28,
            passes: 3,
            finalists: 6,
            crossing: 8.0,
            springs: 100,
            ..small
        };
        let large = Self {
            base: 180.0,
            starts: 2,
            passes: 0,
            finalists: 2,
            crossing: 10.0,
            sweeps: 60,
            springs: 300,
            ..middle
        };
        match n {
            0..=40 => small,
            41..=120 => middle,
            121..=400 => large,
            401..=1000 => {
                Self { base: 80.0, starts: 1, final_passes: 2, crossing: 0.8, springs: 100, ..large }
            }
            _ => Self { base: 60.0, pad: 4.0, starts: 1, final_passes: 0, sweeps: 40, ..large },
        }
    }
}

/// Connected parts above this size use sparse stress.
pub(crate) const SPARSE_ABOVE: usize = 1500;
