//! Rows and columns that are drawn for a tree.

use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

/// Puts a share of the numbers below `n` into `drawn`, at least one, in their order: each set of so many is as likely as any
/// other. Knuth, "The Art of Computer Programming", volume 2, algorithm S of section 3.4.2. All are taken without a draw.
pub(super) fn draw(random: &mut Xoshiro256PlusPlus, n: u32, share: f64, drawn: &mut Vec<u32>) {
    drawn.clear();
    let mut wanted = n_drawn(n, share);
    if wanted == n {
        drawn.extend(0..n);
        return;
    }
    for number in 0..n {
        if random.random_range(0..n - number) < wanted {
            drawn.push(number);
            wanted -= 1;
        }
    }
}

/// So many are drawn: rounded, and at least one where there is one.
#[expect(clippy::cast_possible_truncation, reason = "it is at most n")]
#[expect(clippy::cast_sign_loss, reason = "shares are positive")]
fn n_drawn(n: u32, share: f64) -> u32 {
    ((f64::from(n) * share + 0.5) as u32).clamp(1.min(n), n)
}
