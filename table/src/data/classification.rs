//! Made-up data for classification, as scikit-learn's `make_classification`.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView1, Axis, s};

use self::hypercube::hypercube_vertices;
use super::Dataset;
use crate::random::NumpyRandom;

mod hypercube;
mod spec;

pub use spec::{ClassificationError, ClassificationSpec};

/// Rows of two classes in Gaussian clusters at the corners of a hypercube, as scikit-learn 1.9's
/// `make_classification(n_classes=2, …)` makes them: labels equal, numbers to 1e-9 relative.
///
/// Each cluster is `N·A + vertex`, `N` standard normal, `A` uniform in [−1, 1); redundant columns
/// are random combinations of the informative ones, repeated columns copies, the rest noise. After
/// Guyon (2003), the generator of the "Madelon" set. Columns are named `x1`, `x2`, ….
///
/// ```
/// use imbalance_table::data::{ClassificationSpec, make_classification};
///
/// let spec = ClassificationSpec { weights: Some([0.9, 0.1]), ..Default::default() };
/// let rows = make_classification(&spec)?;
/// assert_eq!(rows.features().dim(), (100, 20));
/// assert_eq!(rows.names()[0], "x1");
/// # Ok::<(), imbalance_table::data::ClassificationError>(())
/// ```
///
/// # Errors
/// A [`ClassificationError`] for each way in which the parameters contradict one another.
pub fn make_classification(spec: &ClassificationSpec) -> Result<Dataset, ClassificationError> {
    spec.check()?;
    let mut rows = Clusters::new(spec);
    rows.draw_clusters();
    rows.combine_redundant();
    rows.repeat_columns();
    rows.draw_noise();
    rows.flip_labels();
    rows.shift_and_scale();
    let (features, labels) = if spec.shuffle {
        rows.shuffled()
    } else {
        (rows.features, rows.labels)
    };
    let names = (1..=spec.n_features)
        .map(|column| format!("x{column}"))
        .collect();
    Dataset::new(features, labels, names).map_err(|_| ClassificationError::Overflow)
}

/// The rows on their way; each step draws what scikit-learn draws, in its order.
struct Clusters<'a> {
    spec: &'a ClassificationSpec,
    random: NumpyRandom,
    features: Array2<f64>,
    labels: Vec<bool>,
}

impl<'a> Clusters<'a> {
    fn new(spec: &'a ClassificationSpec) -> Self {
        Self {
            spec,
            random: NumpyRandom::new(spec.random_state),
            features: Array2::zeros((spec.n_samples, spec.n_features)),
            labels: vec![false; spec.n_samples],
        }
    }

    fn draw_clusters(&mut self) {
        let n_informative = self.spec.n_informative;
        let centroids = self.centroids();
        for value in self.features.slice_mut(s![.., ..n_informative]) {
            *value = self.random.standard_normal();
        }
        let mut start = 0;
        let sizes = self.spec.cluster_sizes();
        for (cluster, (size, centroid)) in sizes.into_iter().zip(centroids.rows()).enumerate() {
            let stop = (start + size).min(self.spec.n_samples);
            self.labels[start..stop].fill(cluster % 2 == 1);
            self.place_cluster(start, stop, &centroid);
            start = stop;
        }
    }

    /// The corner of the hypercube of each cluster, `(n_clusters, n_informative)`.
    fn centroids(&mut self) -> Array2<f64> {
        let (n_clusters, n_informative) = (self.spec.n_clusters(), self.spec.n_informative);
        let class_sep = self.spec.class_sep;
        let mut centroids = hypercube_vertices(n_clusters, n_informative, &mut self.random);
        centroids.mapv_inplace(|corner| corner * (2.0 * class_sep) - class_sep);
        if !self.spec.hypercube {
            let by_cluster = self.uniform_matrix(n_clusters, 1, 0.0, 1.0);
            let by_column = self.uniform_matrix(1, n_informative, 0.0, 1.0);
            centroids *= &by_cluster;
            centroids *= &by_column;
        }
        centroids
    }

    fn place_cluster(&mut self, start: usize, stop: usize, centroid: &ArrayView1<'_, f64>) {
        let n_informative = self.spec.n_informative;
        let mixing = self.uniform_matrix(n_informative, n_informative, -1.0, 1.0);
        let mut cluster = self.features.slice_mut(s![start..stop, ..n_informative]);
        let mut placed = Array2::zeros(cluster.dim());
        general_mat_mul(1.0, &cluster, &mixing, 0.0, &mut placed);
        placed += centroid;
        cluster.assign(&placed);
    }

    fn combine_redundant(&mut self) {
        let (n_informative, n_redundant) = (self.spec.n_informative, self.spec.n_redundant);
        if n_redundant == 0 {
            return;
        }
        let mixing = self.uniform_matrix(n_informative, n_redundant, -1.0, 1.0);
        let (informative, mut others) = self.features.view_mut().split_at(Axis(1), n_informative);
        let mut redundant = others.slice_mut(s![.., ..n_redundant]);
        general_mat_mul(1.0, &informative, &mixing, 0.0, &mut redundant);
    }

    fn repeat_columns(&mut self) {
        let n_meaningful = self.spec.n_informative + self.spec.n_redundant;
        for copy in n_meaningful..n_meaningful + self.spec.n_repeated {
            let position = (n_meaningful - 1) as f64 * self.random.random_sample() + 0.5;
            let source = spec::whole(position);
            let (columns, mut copies) = self.features.view_mut().split_at(Axis(1), n_meaningful);
            copies
                .column_mut(copy - n_meaningful)
                .assign(&columns.column(source));
        }
    }

    fn draw_noise(&mut self) {
        let first = self.spec.n_informative + self.spec.n_redundant + self.spec.n_repeated;
        for value in self.features.slice_mut(s![.., first..]) {
            *value = self.random.standard_normal();
        }
    }

    fn flip_labels(&mut self) {
        let is_flipped: Vec<bool> = self
            .labels
            .iter()
            .map(|_| self.random.random_sample() < self.spec.flip_y)
            .collect();
        for (label, _) in self
            .labels
            .iter_mut()
            .zip(is_flipped)
            .filter(|(_, flipped)| *flipped)
        {
            *label = self.random.randint(2) == 1;
        }
    }

    fn shift_and_scale(&mut self) {
        let (n_features, class_sep) = (self.spec.n_features, self.spec.class_sep);
        let shift: Array1<f64> = match self.spec.shift {
            Some(shift) => Array1::from_elem(n_features, shift),
            None => (0..n_features)
                .map(|_| (2.0 * self.random.random_sample() - 1.0) * class_sep)
                .collect(),
        };
        let scale: Array1<f64> = match self.spec.scale {
            Some(scale) => Array1::from_elem(n_features, scale),
            None => (0..n_features)
                .map(|_| 1.0 + 100.0 * self.random.random_sample())
                .collect(),
        };
        self.features += &shift;
        self.features *= &scale;
    }

    fn shuffled(mut self) -> (Array2<f64>, Vec<bool>) {
        let rows = self.random.permutation(self.spec.n_samples);
        let columns = self.random.permutation(self.spec.n_features);
        let features = Array2::from_shape_fn(self.features.dim(), |(row, column)| {
            self.features[[rows[row], columns[column]]]
        });
        (features, rows.iter().map(|&row| self.labels[row]).collect())
    }

    fn uniform_matrix(
        &mut self,
        n_rows: usize,
        n_columns: usize,
        low: f64,
        high: f64,
    ) -> Array2<f64> {
        Array2::from_shape_simple_fn((n_rows, n_columns), || self.random.uniform(low, high))
    }
}
