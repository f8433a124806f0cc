//! Folds of rows in which each class has its share.

use crate::random::NumpyRandom;

/// The fold of each row, as the test folds of scikit-learn 1.9's `StratifiedKFold(n_folds, shuffle=True,
/// random_state=seed)`; without a seed as with `shuffle=False`. With fewer rows of a class than folds, some folds have
/// none of it.
#[must_use]
pub fn stratified_folds(labels: &[bool], n_folds: usize, seed: Option<u32>) -> Vec<usize> {
    let n_folds = n_folds.max(1);
    let mut random = seed.map(NumpyRandom::new);
    let mut folds = vec![0; labels.len()];
    // Classes are taken in the order of their first rows; rows of either are dealt out in turns over the sorted labels.
    let first = labels.first().copied().unwrap_or(false);
    let n_first = labels.iter().filter(|&&label| label == first).count();
    let classes = [(first, 0, n_first), (!first, n_first, labels.len())];
    for (class, from, to) in classes {
        let mut of_class: Vec<usize> = (0..n_folds)
            .flat_map(|fold| {
                let dealt = (from..to)
                    .filter(move |place| place % n_folds == fold)
                    .count();
                std::iter::repeat_n(fold, dealt)
            })
            .collect();
        if let Some(random) = &mut random {
            random.shuffle(&mut of_class);
        }
        let rows = labels.iter().enumerate();
        let rows = rows.filter_map(|(row, &label)| (label == class).then_some(row));
        for (row, fold) in rows.zip(of_class) {
            folds[row] = fold;
        }
    }
    folds
}
