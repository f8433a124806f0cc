//! Products of matrices in panels.
//!
//! The sums of a block, 4 × 8 of them, fit the sixteen vector registers that WebAssembly's simd128
//! gets on today's processors, with room for what is multiplied. Loops are written without unrolling:
//! the compiler would reorder them by sums, which no longer fit then.
//!
//! Each sum runs over the inner index in order and without fused operations, so that its bits don't
//! depend on the platform, nor on how many rows and panels are multiplied in one go.

use std::array::from_fn;

use super::{Block, HEIGHT, Lanes, Panels, WIDTH, stride};

/// One panel of `left · right`: hands each row of sums to `finish` together with what stands in its
/// place in `product`, and puts what it returns there.
///
/// `left` is `(m, k)`, `right` `k` rows of a panel, and `product` has `m` rows.
#[inline(always)]
pub(crate) fn multiply(
    left: &Panels,
    right: &[Lanes],
    product: &mut Panels,
    panel: usize,
    finish: impl Fn(Lanes, Lanes) -> Lanes,
) {
    let stride = stride(left.n_rows);
    for (block, product) in product.blocks_mut(panel).iter_mut().enumerate() {
        let mut sums = Block::default();
        let left = left.blocks.iter().skip(block).step_by(stride);
        for (rows, right) in left.zip(right.chunks(WIDTH)) {
            for (lane, right) in (0..WIDTH).zip(right) {
                let left = [rows[0][lane], rows[1][lane], rows[2][lane], rows[3][lane]];
                add_products(&mut sums, left, right);
            }
        }
        for (product, sums) in product.iter_mut().zip(sums) {
            *product = finish(*product, sums);
        }
    }
}

/// One panel of `leftᵀ · right`, on top of what stands in `product` where `adds`.
///
/// `left` is `(k, m)`, `right` `k` rows of a panel, and `product` `m` rows of a panel.
pub(crate) fn multiply_transposed(
    left: &Panels,
    right: &[Lanes],
    product: &mut [Lanes],
    adds: bool,
) {
    for (left, product) in left.panels().zip(product.chunks_mut(WIDTH)) {
        let (low, high) = product.split_at_mut(HEIGHT.min(product.len()));
        multiply_four::<0>(left, right, low, adds);
        if !high.is_empty() {
            multiply_four::<HEIGHT>(left, right, high, adds);
        }
    }
}

/// The products of up to four columns of `left`, from `FIRST` on, with all of `right`.
fn multiply_four<const FIRST: usize>(
    left: &[Lanes],
    right: &[Lanes],
    product: &mut [Lanes],
    adds: bool,
) {
    let mut sums = Block::default();
    if adds {
        for (sums, product) in sums.iter_mut().zip(&*product) {
            *sums = *product;
        }
    }
    for (left, right) in left.iter().zip(right) {
        let left = [
            left[FIRST],
            left[FIRST + 1],
            left[FIRST + 2],
            left[FIRST + 3],
        ];
        add_products(&mut sums, left, right);
    }
    for (product, sums) in product.iter_mut().zip(sums) {
        *product = sums;
    }
}

/// The product of `left`, `(m, k)`, and the first column of `right`, `k` rows of a panel, into the
/// first column of `product`, `m` rows of a panel. Sums run over every eighth column of `left`, then
/// over those eight.
pub(crate) fn multiply_by_column(left: &Panels, right: &[Lanes], product: &mut [Lanes]) {
    product.fill(Lanes::default());
    for (left, right) in left.panels().zip(right.chunks(WIDTH)) {
        let right: Lanes = from_fn(|lane| right.get(lane).map_or(0.0, |row| row[0]));
        for (sums, left) in product.iter_mut().zip(left) {
            for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
                *sum += left * right;
            }
        }
    }
    for sums in product {
        *sums = [sums.iter().sum(), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    }
}

/// As [`multiply_transposed`], of the first columns of `right` and `product` alone.
pub(crate) fn multiply_transposed_by_column(
    left: &Panels,
    right: &[Lanes],
    product: &mut [Lanes],
    adds: bool,
) {
    for (left, product) in left.panels().zip(product.chunks_mut(WIDTH)) {
        let mut sums = Lanes::default();
        for (left, right) in left.iter().zip(right) {
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += left * right[0];
            }
        }
        for (product, sum) in product.iter_mut().zip(sums) {
            product[0] = if adds { product[0] + sum } else { sum };
        }
    }
}

#[inline(always)]
fn add_products(sums: &mut Block, left: [f32; HEIGHT], right: &Lanes) {
    for (sums, left) in sums.iter_mut().zip(left) {
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum += left * right;
        }
    }
}
