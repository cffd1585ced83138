//! The network's layers: embedding tables, window encoder, and the scorer of a transition system.

use super::asset::Halves;
use super::hash;
use super::kernel::{Detected, HIDDEN, PIECES, Packed, Rows, Upper, WIDTH};

/// Rows of a layer computed together; their sums stay in the second-level cache.
const CHUNK: usize = 96;
/// Zero rows before and after a text, as many as there are window layers.
const PADDING: usize = 4;
const WINDOW_LAYERS: usize = 4;
/// Columns of a maxout layer: three pieces.
const MAXOUT: usize = 3 * WIDTH;
/// Rows of the embedding tables, in the order of the features.
const TABLE_ROWS: [usize; 6] = [5000, 1000, 2500, 2500, 50, 50];
/// Seed of the first embedding table's hash; the others follow.
const FIRST_SEED: u32 = 8;

type Row = [f32; WIDTH];

/// Bytes of a cache line and of the widest vector; a load across two lines costs twice.
const LINE: usize = 64;

/// A matrix with bias.
pub(super) struct Dense {
    inputs: usize,
    /// The packed matrix, from `start` on, where a cache line begins.
    weights: Vec<f32>,
    start: usize,
    bias: Vec<f32>,
}

impl Dense {
    pub(super) fn read(weights: &mut Halves, inputs: usize, columns: usize) -> Dense {
        let matrix = weights.take(inputs * columns).to_floats();
        let mut aligned: Vec<f32> = Vec::with_capacity(matrix.len() + LINE);
        let start = aligned.as_ptr().align_offset(LINE).min(LINE);
        aligned.resize(start, 0.0);
        aligned.extend(matrix);
        Dense { inputs, weights: aligned, start, bias: weights.take(columns).to_floats() }
    }

    /// Multiplies consecutive rows of `inputs`; `out` gets whole rows of columns.
    pub(super) fn apply(&self, kernel: Detected, inputs: &[f32], out: &mut [f32]) {
        let rows = Rows { values: inputs, stride: self.inputs, count: inputs.len() / self.inputs };
        kernel.product(rows, &self.packed(), out);
    }

    fn packed(&self) -> Packed<'_> {
        Packed { inputs: self.inputs, weights: &self.weights[self.start..], bias: &self.bias }
    }
}

/// A maxout layer of three pieces followed by layer normalisation.
struct Maxout {
    dense: Dense,
    gain: Row,
    shift: Row,
}

impl Maxout {
    fn read(weights: &mut Halves, inputs: usize) -> Maxout {
        let dense = Dense::read(weights, inputs, MAXOUT);
        Maxout { dense, gain: weights.take(WIDTH).row(0), shift: weights.take(WIDTH).row(0) }
    }

    /// Computes `out[i] = old[i] + normalised maxout of rows[i]`.
    fn apply(&self, kernel: Detected, rows: Rows<'_>, old: &[Row], out: &mut [Row], sums: &mut Vec<f32>) {
        sums.resize(CHUNK * MAXOUT, 0.0);
        for first in (0..rows.count).step_by(CHUNK) {
            let count = CHUNK.min(rows.count - first);
            let chunk = Rows { values: &rows.values[first * rows.stride..], count, ..rows };
            kernel.product(chunk, &self.dense.packed(), sums);
            let each = sums.as_chunks().0.iter().zip(&old[first..]).zip(&mut out[first..][..count]);
            for ((sums, old), out) in each {
                kernel.maxout_norm(sums, &self.gain, &self.shift, old, out);
            }
        }
    }
}

/// Turns the features of tokens into vectors that know four words to either side.
pub(super) struct Encoder<const FEATURES: usize> {
    tables: [Halves; FEATURES],
    mixer: Maxout,
    layers: [Maxout; WINDOW_LAYERS],
}

/// An [`Encoder`]'s memory of one worker: mixed feature vectors by key, and room to compute in.
#[derive(Default)]
pub(super) struct EncoderCache {
    /// Slot plus one of a key's vector in `mixed`, 0 if not computed yet.
    slots: Vec<u32>,
    mixed: Vec<Row>,
    embedded: Vec<f32>,
    sums: Vec<f32>,
    rows: Vec<Row>,
    next: Vec<Row>,
}

impl EncoderCache {
    /// Forgets all vectors; to be called when keys change their meaning.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.mixed.clear();
    }
}

impl<const FEATURES: usize> Encoder<FEATURES> {
    pub(super) fn read(weights: &mut Halves) -> Self {
        let tables = std::array::from_fn(|feature| weights.take(TABLE_ROWS[feature] * WIDTH));
        let mixer = Maxout::read(weights, FEATURES * WIDTH);
        Encoder { tables, mixer, layers: std::array::from_fn(|_| Maxout::read(weights, 3 * WIDTH)) }
    }

    /// Encodes the tokens with these cache `keys`; equal keys have equal features. Returns one row per token.
    pub(super) fn encode<'c>(
        &self,
        kernel: Detected,
        keys: &[usize],
        features: impl Fn(usize) -> [u64; FEATURES],
        cache: &'c mut EncoderCache,
    ) -> &'c [Row] {
        self.mix_new(kernel, keys, features, cache);
        let EncoderCache { slots, mixed, sums, rows, next, .. } = cache;
        // Beyond the padding one more zero row, so that every padded row has two neighbours.
        let edge = PADDING + 1;
        for buffer in [&mut *rows, &mut *next] {
            buffer.resize(keys.len() + 2 * edge, [0.0; WIDTH]);
            buffer[..edge].fill([0.0; WIDTH]);
            buffer[edge + keys.len()..].fill([0.0; WIDTH]);
        }
        for (row, &key) in rows[edge..].iter_mut().zip(keys) {
            *row = mixed[slots[key] as usize - 1];
        }
        for layer in &self.layers {
            // Three neighbouring rows lie behind each other in memory: the window needs no copying.
            let windows =
                Rows { values: rows.as_flattened(), stride: WIDTH, count: keys.len() + 2 * PADDING };
            layer.apply(kernel, windows, &rows[1..], &mut next[1..], sums);
            std::mem::swap(rows, next);
        }
        &rows[edge..][..keys.len()]
    }

    /// Computes the mixed vectors of keys that were not seen before.
    fn mix_new(
        &self,
        kernel: Detected,
        keys: &[usize],
        features: impl Fn(usize) -> [u64; FEATURES],
        cache: &mut EncoderCache,
    ) {
        let first_new = cache.mixed.len();
        let mut count = first_new;
        cache.embedded.clear();
        if let Some(&largest) = keys.iter().max() {
            let size = cache.slots.len().max(largest + 1);
            cache.slots.resize(size, 0);
        }
        for (token, &key) in keys.iter().enumerate() {
            if cache.slots[key] == 0 {
                count += 1;
                cache.slots[key] = count as u32;
                self.embed(features(token), &mut cache.embedded);
            }
        }
        cache.mixed.resize(count, [0.0; WIDTH]);
        let stride = FEATURES * WIDTH;
        let rows = Rows { values: &cache.embedded, stride, count: count - first_new };
        if rows.count == 0 {
            return;
        }
        let zeros = vec![[0.0; WIDTH]; rows.count];
        self.mixer.apply(kernel, rows, &zeros, &mut cache.mixed[first_new..], &mut cache.sums);
    }

    /// Appends the embeddings of all features: of each, four rows of its table, added up.
    fn embed(&self, features: [u64; FEATURES], out: &mut Vec<f32>) {
        for ((&table, value), seed) in self.tables.iter().zip(features).zip(FIRST_SEED..) {
            let rows = TABLE_ROWS[(seed - FIRST_SEED) as usize] as u32;
            let mut sum: Row = [0.0; WIDTH];
            for hash in hash::rows(value, seed) {
                let row: Row = table.row((hash % rows) as usize);
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            out.extend_from_slice(&sum);
        }
    }
}

type Part = [f32; PIECES * HIDDEN];

/// Scores the moves of a transition system from `FEATURES` context tokens; `COLUMNS` is the padded number of moves.
pub(super) struct Scorer<const FEATURES: usize, const COLUMNS: usize> {
    linear: Dense,
    lower: Dense,
    bias: Part,
    missing: [Part; FEATURES],
    upper: Vec<f32>,
    upper_bias: [f32; COLUMNS],
}

impl<const FEATURES: usize, const COLUMNS: usize> Scorer<FEATURES, COLUMNS> {
    pub(super) fn read(weights: &mut Halves) -> Self {
        let part = PIECES * HIDDEN;
        Scorer {
            linear: Dense::read(weights, WIDTH, HIDDEN),
            lower: Dense::read(weights, HIDDEN, FEATURES * part),
            bias: weights.take(part).row(0),
            missing: std::array::from_fn(|_| weights.take(part).row(0)),
            upper: weights.take(HIDDEN * COLUMNS).to_floats(),
            upper_bias: weights.take(COLUMNS).row(0),
        }
    }

    /// What each token adds in each place of the context: `FEATURES` parts per token, into the front of `parts`.
    pub(super) fn prepare(&self, kernel: Detected, rows: &[Row], parts: &mut Vec<Part>) {
        let size = parts.len().max(rows.len() * FEATURES);
        parts.resize(size, [0.0; PIECES * HIDDEN]);
        let mut hidden = [0.0; CHUNK * HIDDEN];
        for (rows, parts) in rows.chunks(CHUNK).zip(parts.chunks_mut(CHUNK * FEATURES)) {
            let hidden = &mut hidden[..rows.len() * HIDDEN];
            self.linear.apply(kernel, rows.as_flattened(), hidden);
            self.lower.apply(kernel, hidden, parts.as_flattened_mut());
        }
    }

    /// Scores of all moves for these context tokens.
    pub(super) fn score(
        &self,
        kernel: Detected,
        parts: &[Part],
        context: [Option<usize>; FEATURES],
        out: &mut [f32; COLUMNS],
    ) {
        let chosen: [&Part; FEATURES] = std::array::from_fn(|feature| match context[feature] {
            Some(token) => &parts[token * FEATURES + feature],
            None => &self.missing[feature],
        });
        let upper = Upper { weights: &self.upper, bias: &self.upper_bias };
        kernel.scores(&chosen, &self.bias, &upper, out);
    }
}
