//! Sums of weights, whole or not.

/// A sum of weights. Whole ones are counted in half the memory, where most of the time goes.
pub(super) trait Weight:
    Copy + PartialEq + Default + std::ops::AddAssign + std::ops::SubAssign
{
    /// No weight of any node: the mark of communities that are not in sight.
    const NONE: Self;
    const ONE: Self;
    fn of(weight: f64) -> Self;
    fn get(self) -> f64;
}

impl Weight for u32 {
    const NONE: Self = u32::MAX;
    const ONE: Self = 1;

    fn of(weight: f64) -> Self {
        weight as u32
    }

    fn get(self) -> f64 {
        f64::from(self)
    }
}

impl Weight for f64 {
    const NONE: Self = -1.0;
    const ONE: Self = 1.0;

    fn of(weight: f64) -> Self {
        weight
    }

    fn get(self) -> f64 {
        self
    }
}
