//! Rows as dots, each of which stands for one applicant or for several.

use super::Ranking;

/// Some applicants of one class with neighbouring scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// The highest of their scores.
    pub score: f64,
    /// Whether they defaulted.
    pub is_default: bool,
}

/// All applicants as dots by rising score.
#[derive(Clone, Debug, PartialEq)]
pub struct Crowd {
    /// The dots.
    pub people: Vec<Person>,
    /// How many applicants each stands for; the last of a class, where scores are lowest, may stand
    /// for fewer.
    pub applicants_per_dot: usize,
}

impl Ranking {
    /// The rows as dots. Each stands for the same number of rows of one class with neighbouring
    /// scores, counted from the highest score down; there are at most `most` dots, and one more for
    /// each class. O(n).
    #[must_use]
    pub fn crowd(&self, most: usize) -> Crowd {
        let applicants_per_dot = self.n_samples().div_ceil(most.max(1)).max(1);
        let mut people = Vec::new();
        let mut shown = [0; 2];
        for (&score, flagged) in self.thresholds().iter().zip(&self.flagged()[1..]) {
            for (class, count) in [flagged.negatives, flagged.positives]
                .into_iter()
                .enumerate()
            {
                let dots = count.div_ceil(applicants_per_dot);
                let is_default = class == 1;
                let person = Person { score, is_default };
                people.extend(std::iter::repeat_n(person, dots - shown[class]));
                shown[class] = dots;
            }
        }
        people.reverse();
        Crowd {
            people,
            applicants_per_dot,
        }
    }
}
