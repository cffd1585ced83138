//! The numeric loops, in three versions of one text: portable, AVX2 with FMA, AVX-512.
//!
//! Every output element is a sum in one fixed order, whatever the version and however many rows are computed at once,
//! so results do not depend on batching. AVX2 and AVX-512 round alike and agree to the last bit; the portable version
//! rounds between multiplication and addition where the processor has no fused instruction.

/// Columns of one panel of a packed matrix.
pub(super) const PANEL: usize = 32;
/// Width of a token's vector.
pub(super) const WIDTH: usize = 96;
/// Width of the hidden layer of a transition scorer, before its maximum over [`PIECES`].
pub(super) const HIDDEN: usize = 64;
/// Pieces of the hidden layer of a transition scorer.
pub(super) const PIECES: usize = 2;
/// Partial sums kept by reductions, the same for every version.
const PARTIAL: usize = 16;

/// Which version of the numeric loops runs.
///
/// The decisions of the model are the same with each; only the speed differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Plain Rust, on every processor.
    Portable,
    /// 256-bit vectors with fused multiply-add (x86-64).
    Avx2,
    /// 512-bit vectors (x86-64).
    Avx512,
}

impl Kernel {
    /// Every version, slowest first.
    pub const ALL: [Kernel; 3] = [Kernel::Portable, Kernel::Avx2, Kernel::Avx512];

    /// The fastest version this processor can run.
    pub fn best() -> Kernel {
        Kernel::ALL.into_iter().rev().find(|kernel| kernel.is_available()).unwrap_or(Kernel::Portable)
    }

    /// Whether this processor can run this version.
    pub fn is_available(self) -> bool {
        match self {
            Kernel::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

/// A kernel that this processor is known to have: the proof that the unsafe calls below need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detected(Kernel);

impl Detected {
    pub(super) fn new(kernel: Kernel) -> Option<Detected> {
        kernel.is_available().then_some(Detected(kernel))
    }
}

/// A matrix packed in panels of [`PANEL`] columns: `weights[panel][input][column]`.
pub(super) struct Packed<'a> {
    pub(super) inputs: usize,
    pub(super) weights: &'a [f32],
    /// Start values of the sums, one per column.
    pub(super) bias: &'a [f32],
}

impl Packed<'_> {
    pub(super) fn columns(&self) -> usize {
        self.bias.len()
    }
}

/// Rows of a product's left side: row `i` is `values[i * stride..][..inputs]`, so rows may overlap.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) values: &'a [f32],
    pub(super) stride: usize,
    pub(super) count: usize,
}

/// The second half of a transition scorer: hidden values to class scores, `COLUMNS` of them padded to whole vectors.
pub(super) struct Upper<'a, const COLUMNS: usize> {
    pub(super) weights: &'a [f32],
    pub(super) bias: &'a [f32; COLUMNS],
}

/// Declares a method of [`Detected`] that runs the generic function of the same name in the chosen version.
macro_rules! dispatch {
    ($(#[$meta:meta])* $name:ident $([const $n:ident])? ($($arg:ident: $type:ty),*)) => {
        impl Detected {
            $(#[$meta])*
            #[inline]
            pub(super) fn $name<$(const $n: usize)?>(self, $($arg: $type),*) {
                #[cfg(target_arch = "x86_64")]
                {
                    #[target_feature(enable = "avx2,fma")]
                    fn avx2<$(const $n: usize)?>($($arg: $type),*) {
                        // SAFETY: this function has the features of the vector type.
                        unsafe { generic::$name::<x86::Eight $(, $n)?>($($arg),*) }
                    }
                    #[target_feature(enable = "avx512f,avx2,fma")]
                    fn avx512<$(const $n: usize)?>($($arg: $type),*) {
                        // SAFETY: this function has the features of the vector type.
                        unsafe { generic::$name::<x86::Sixteen $(, $n)?>($($arg),*) }
                    }
                    match self.0 {
                        // SAFETY: `Detected` is only made after detection.
                        Kernel::Avx2 => return unsafe { avx2($($arg),*) },
                        // SAFETY: as above.
                        Kernel::Avx512 => return unsafe { avx512($($arg),*) },
                        Kernel::Portable => {}
                    }
                }
                // SAFETY: plain Rust needs no processor feature.
                unsafe { generic::$name::<Four $(, $n)?>($($arg),*) }
            }
        }
    };
}

dispatch! {
    /// `out[i] = matrix · rows[i] + bias` for every row; `out` is row-major with one row per input row.
    product(rows: Rows<'_>, matrix: &Packed<'_>, out: &mut [f32])
}

dispatch! {
    /// One row of a maxout layer's end: the largest of three pieces of `sums`, normalised to mean 0 and variance 1,
    /// scaled by `gain`, shifted by `shift`, added to `old`.
    maxout_norm(sums: &[f32; 3 * WIDTH], gain: &[f32; WIDTH], shift: &[f32; WIDTH], old: &[f32; WIDTH], out: &mut [f32; WIDTH])
}

dispatch! {
    /// Class scores of one parser state from the `parts` of its context tokens, which are summed after `bias`.
    scores[const COLUMNS](
        parts: &[&[f32; PIECES * HIDDEN]],
        bias: &[f32; PIECES * HIDDEN],
        upper: &Upper<'_, COLUMNS>,
        out: &mut [f32; COLUMNS]
    )
}

/// A vector register of `f32`.
///
/// # Safety
///
/// Methods may only run where the processor has the features the type stands for; pointers must be valid for
/// `LANES` values.
trait Lanes: Copy {
    const LANES: usize;
    /// Rows of a product computed at once, by vectors of columns: as many sums as registers hold.
    const TILE_ROWS: usize;
    unsafe fn splat(value: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn max(self, other: Self) -> Self;
    /// `self + a · b`.
    unsafe fn mul_add(self, a: Self, b: Self) -> Self;
}

/// The portable vector: four numbers, which every 64-bit processor holds in one register.
#[derive(Clone, Copy)]
struct Four([f32; 4]);

impl Four {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let ([a, b, c, d], [p, q, r, s]) = (self.0, other.0);
        Four([f(a, p), f(b, q), f(c, r), f(d, s)])
    }
}

impl Lanes for Four {
    const LANES: usize = 4;
    const TILE_ROWS: usize = 4;
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Four([value; 4])
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller vouches for four values.
        Four(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller vouches for four values.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        let fused = cfg!(any(target_feature = "fma", target_arch = "aarch64"));
        let ([p, q, r, s], [a, b, c, d]) = (a.0, b.0);
        let step = |sum: f32, a: f32, b: f32| if fused { a.mul_add(b, sum) } else { sum + a * b };
        let [w, x, y, z] = self.0;
        Four([step(w, p, a), step(x, q, b), step(y, r, c), step(z, s, d)])
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Lanes;
    use std::arch::x86_64::*;

    /// Implements [`Lanes`] for a register type by its intrinsics.
    macro_rules! register {
        ($name:ident($register:ty), $lanes:literal, $rows:literal,
         $splat:ident $load:ident $store:ident $add:ident $sub:ident $max:ident $fma:ident) => {
            #[derive(Clone, Copy)]
            pub(super) struct $name($register);

            // SAFETY (each method): the caller vouches for the processor and for the pointers.
            impl Lanes for $name {
                const LANES: usize = $lanes;
                const TILE_ROWS: usize = $rows;
                #[inline(always)]
                unsafe fn splat(value: f32) -> Self {
                    $name(unsafe { $splat(value) })
                }
                #[inline(always)]
                unsafe fn load(from: *const f32) -> Self {
                    $name(unsafe { $load(from) })
                }
                #[inline(always)]
                unsafe fn store(self, to: *mut f32) {
                    unsafe { $store(to, self.0) }
                }
                #[inline(always)]
                unsafe fn add(self, other: Self) -> Self {
                    $name(unsafe { $add(self.0, other.0) })
                }
                #[inline(always)]
                unsafe fn sub(self, other: Self) -> Self {
                    $name(unsafe { $sub(self.0, other.0) })
                }
                #[inline(always)]
                unsafe fn max(self, other: Self) -> Self {
                    $name(unsafe { $max(self.0, other.0) })
                }
                #[inline(always)]
                unsafe fn mul_add(self, a: Self, b: Self) -> Self {
                    $name(unsafe { $fma(a.0, b.0, self.0) })
                }
            }
        };
    }

    register!(Eight(__m256), 8, 6, _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps
        _mm256_add_ps _mm256_sub_ps _mm256_max_ps _mm256_fmadd_ps);
    register!(Sixteen(__m512), 16, 12, _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps
        _mm512_add_ps _mm512_sub_ps _mm512_max_ps _mm512_fmadd_ps);
}

/// The loops themselves, for any vector type. Bounds are checked once at the start of each.
///
/// Innermost loops are written with plain indices: a closure or an iterator's function that the compiler chooses not to
/// inline is compiled without the processor's features, and each vector then travels through memory.
mod generic {
    use super::*;

    /// Vectors of columns in a tile of a product.
    const TILE_COLUMNS: usize = 2;
    /// Rows of the left side that go through all panels together; their sums stay in the second-level cache.
    const BLOCK: usize = 96;

    #[inline(always)]
    pub(super) unsafe fn product<V: Lanes>(rows: Rows<'_>, matrix: &Packed<'_>, out: &mut [f32]) {
        let (inputs, columns) = (matrix.inputs, matrix.columns());
        assert!(rows.count == 0 || (rows.count - 1) * rows.stride + inputs <= rows.values.len());
        assert!(columns.is_multiple_of(PANEL) && matrix.weights.len() == inputs * columns);
        assert!(out.len() >= rows.count * columns);
        for first in (0..rows.count).step_by(BLOCK) {
            let block = BLOCK.min(rows.count - first);
            for panel in 0..columns / PANEL {
                for half in (0..PANEL).step_by(TILE_COLUMNS * V::LANES) {
                    let column = panel * PANEL + half;
                    // SAFETY: rows `first..first + block` and the columns of this panel exist, as asserted above.
                    unsafe {
                        let strip = Strip {
                            inputs,
                            weights: matrix.weights.as_ptr().add(panel * PANEL * inputs + half),
                            bias: matrix.bias.as_ptr().add(column),
                            left: rows.values.as_ptr().add(first * rows.stride),
                            stride: rows.stride,
                            out: out.as_mut_ptr().add(first * columns + column),
                            columns,
                        };
                        strip.run::<V>(block);
                    }
                }
            }
        }
    }

    /// A tile's width of columns for a block of rows.
    struct Strip {
        inputs: usize,
        weights: *const f32,
        bias: *const f32,
        left: *const f32,
        stride: usize,
        out: *mut f32,
        columns: usize,
    }

    impl Strip {
        /// Goes down the rows in whole tiles; the last one overlaps its neighbour and computes the same sums again.
        #[inline(always)]
        unsafe fn run<V: Lanes>(&self, rows: usize) {
            let mut row = 0;
            // SAFETY: every tile lies inside the block.
            unsafe {
                if rows >= V::TILE_ROWS {
                    while row + V::TILE_ROWS <= rows {
                        self.full_tile::<V>(row);
                        row += V::TILE_ROWS;
                    }
                    if row < rows {
                        self.full_tile::<V>(rows - V::TILE_ROWS);
                    }
                } else {
                    while row + 4 <= rows {
                        self.tile::<V, 4>(row);
                        row += 4;
                    }
                    for row in row..rows {
                        self.tile::<V, 1>(row);
                    }
                }
            }
        }

        #[inline(always)]
        unsafe fn full_tile<V: Lanes>(&self, row: usize) {
            // SAFETY: passed on. A constant of a type parameter cannot be a constant argument, hence the match.
            unsafe {
                match V::TILE_ROWS {
                    12 => self.tile::<V, 12>(row),
                    6 => self.tile::<V, 6>(row),
                    _ => self.tile::<V, 4>(row),
                }
            }
        }

        /// `ROWS` rows from `row` on; the sums stay in registers.
        #[inline(always)]
        unsafe fn tile<V: Lanes, const ROWS: usize>(&self, row: usize) {
            // SAFETY: the caller keeps the rows inside the block; the strip was cut from checked slices.
            unsafe {
                let left = self.left.add(row * self.stride);
                let mut sums = [load_all::<V, TILE_COLUMNS>(self.bias); ROWS];
                let mut input = 0;
                while input < self.inputs {
                    let weights = load_all::<V, TILE_COLUMNS>(self.weights.add(input * PANEL));
                    let mut r = 0;
                    while r < ROWS {
                        let value = V::splat(*left.add(r * self.stride + input));
                        add_scaled(&mut sums[r], value, &weights);
                        r += 1;
                    }
                    input += 1;
                }
                let mut r = 0;
                while r < ROWS {
                    store_all(&sums[r], self.out.add((row + r) * self.columns));
                    r += 1;
                }
            }
        }
    }

    /// Consecutive vectors from a place on.
    #[inline(always)]
    unsafe fn load_all<V: Lanes, const COUNT: usize>(from: *const f32) -> [V; COUNT] {
        // SAFETY: the caller vouches for the values.
        unsafe {
            let mut vectors = [V::splat(0.0); COUNT];
            let mut v = 0;
            while v < COUNT {
                vectors[v] = V::load(from.add(v * V::LANES));
                v += 1;
            }
            vectors
        }
    }

    /// Puts vectors behind each other from a place on.
    #[inline(always)]
    unsafe fn store_all<V: Lanes, const COUNT: usize>(vectors: &[V; COUNT], to: *mut f32) {
        let mut v = 0;
        while v < COUNT {
            // SAFETY: the caller vouches for the place.
            unsafe { vectors[v].store(to.add(v * V::LANES)) };
            v += 1;
        }
    }

    /// `sums += value · weights`.
    #[inline(always)]
    unsafe fn add_scaled<V: Lanes, const COUNT: usize>(
        sums: &mut [V; COUNT],
        value: V,
        weights: &[V; COUNT],
    ) {
        let mut v = 0;
        while v < COUNT {
            // SAFETY: the caller vouches for the processor.
            sums[v] = unsafe { sums[v].mul_add(value, weights[v]) };
            v += 1;
        }
    }

    #[inline(always)]
    pub(super) unsafe fn maxout_norm<V: Lanes>(
        sums: &[f32; 3 * WIDTH],
        gain: &[f32; WIDTH],
        shift: &[f32; WIDTH],
        old: &[f32; WIDTH],
        out: &mut [f32; WIDTH],
    ) {
        // SAFETY: all offsets stay below the arrays' fixed sizes, which are multiples of every vector size.
        unsafe {
            let mut largest = [0.0; WIDTH];
            let mut at = 0;
            while at < WIDTH {
                let (a, b) = (V::load(sums.as_ptr().add(at)), V::load(sums.as_ptr().add(WIDTH + at)));
                let c = V::load(sums.as_ptr().add(2 * WIDTH + at));
                a.max(b).max(c).store(largest.as_mut_ptr().add(at));
                at += V::LANES;
            }
            let mean = total::<V>(&largest) / WIDTH as f32;
            let mean_lanes = V::splat(mean);
            let variance = squares::<V>(&largest, mean_lanes) / WIDTH as f32;
            let scale = V::splat(1.0 / (variance + 1e-8).sqrt());
            let zero = V::splat(0.0);
            let mut at = 0;
            while at < WIDTH {
                let centred = V::load(largest.as_ptr().add(at)).sub(mean_lanes);
                let normal = zero.mul_add(centred, scale);
                let shifted = V::load(shift.as_ptr().add(at)).mul_add(normal, V::load(gain.as_ptr().add(at)));
                V::load(old.as_ptr().add(at)).add(shifted).store(out.as_mut_ptr().add(at));
                at += V::LANES;
            }
        }
    }

    /// Sum of a row by [`PARTIAL`] partial sums, in the same order for every vector size.
    #[inline(always)]
    unsafe fn total<V: Lanes>(row: &[f32; WIDTH]) -> f32 {
        let mut partial = [0.0f32; PARTIAL];
        // SAFETY: `PARTIAL` divides `WIDTH`, every vector size divides `PARTIAL`.
        unsafe {
            let mut lane = 0;
            while lane < PARTIAL {
                let mut sum = V::splat(0.0);
                let mut at = lane;
                while at < WIDTH {
                    sum = sum.add(V::load(row.as_ptr().add(at)));
                    at += PARTIAL;
                }
                sum.store(partial.as_mut_ptr().add(lane));
                lane += V::LANES;
            }
        }
        halve(partial)
    }

    /// Sum of the squared distances from `mean`, in the order of [`total`].
    #[inline(always)]
    unsafe fn squares<V: Lanes>(row: &[f32; WIDTH], mean: V) -> f32 {
        let mut partial = [0.0f32; PARTIAL];
        // SAFETY: as in `total`.
        unsafe {
            let mut lane = 0;
            while lane < PARTIAL {
                let mut sum = V::splat(0.0);
                let mut at = lane;
                while at < WIDTH {
                    let difference = V::load(row.as_ptr().add(at)).sub(mean);
                    sum = sum.mul_add(difference, difference);
                    at += PARTIAL;
                }
                sum.store(partial.as_mut_ptr().add(lane));
                lane += V::LANES;
            }
        }
        halve(partial)
    }

    /// Adds partial sums up, the upper half to the lower again and again.
    #[inline(always)]
    fn halve(mut partial: [f32; PARTIAL]) -> f32 {
        let mut width = PARTIAL;
        while width > 1 {
            width /= 2;
            let mut lane = 0;
            while lane < width {
                partial[lane] += partial[lane + width];
                lane += 1;
            }
        }
        partial[0]
    }

    #[inline(always)]
    pub(super) unsafe fn scores<V: Lanes, const COLUMNS: usize>(
        parts: &[&[f32; PIECES * HIDDEN]],
        bias: &[f32; PIECES * HIDDEN],
        upper: &Upper<'_, COLUMNS>,
        out: &mut [f32; COLUMNS],
    ) {
        const { assert!(COLUMNS.is_multiple_of(PARTIAL) && PIECES == 2) };
        assert_eq!(upper.weights.len(), HIDDEN * COLUMNS);
        // SAFETY: offsets stay inside the fixed sizes and the length just checked.
        unsafe {
            let mut hidden = [0.0f32; HIDDEN];
            let mut at = 0;
            while at < HIDDEN {
                let mut first = V::load(bias.as_ptr().add(at));
                let mut second = V::load(bias.as_ptr().add(HIDDEN + at));
                let mut part = 0;
                while part < parts.len() {
                    let values = parts[part].as_ptr();
                    first = first.add(V::load(values.add(at)));
                    second = second.add(V::load(values.add(HIDDEN + at)));
                    part += 1;
                }
                first.max(second).store(hidden.as_mut_ptr().add(at));
                at += V::LANES;
            }
            let mut at = 0;
            while at + 4 * V::LANES <= COLUMNS {
                upper_columns::<V, COLUMNS, 4>(&hidden, upper, at, out);
                at += 4 * V::LANES;
            }
            while at < COLUMNS {
                upper_columns::<V, COLUMNS, 1>(&hidden, upper, at, out);
                at += V::LANES;
            }
        }
    }

    /// `VECTORS` vectors of scores from column `at` on.
    #[inline(always)]
    unsafe fn upper_columns<V: Lanes, const COLUMNS: usize, const VECTORS: usize>(
        hidden: &[f32; HIDDEN],
        upper: &Upper<'_, COLUMNS>,
        at: usize,
        out: &mut [f32; COLUMNS],
    ) {
        // SAFETY: the caller keeps the columns below `COLUMNS` and has checked the weights' length.
        unsafe {
            let mut sums = load_all::<V, VECTORS>(upper.bias.as_ptr().add(at));
            let mut unit = 0;
            while unit < HIDDEN {
                let weights = load_all::<V, VECTORS>(upper.weights.as_ptr().add(unit * COLUMNS + at));
                add_scaled(&mut sums, V::splat(hidden[unit]), &weights);
                unit += 1;
            }
            store_all(&sums, out.as_mut_ptr().add(at));
        }
    }
}
