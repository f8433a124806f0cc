"""Golden probabilities of scikit-learn's nearest neighbours.

usage: python neighbors.py, with requirements.txt installed; writes neighbors.json beside it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.neighbors import KNeighborsClassifier

CASES = [
    # neighbours, weights, rows, columns, seed
    (5, "uniform", 400, 5, 1),
    (5, "distance", 400, 5, 1),
    (1, "uniform", 300, 8, 2),
    (25, "distance", 500, 20, 3),
    (50, "uniform", 90, 3, 4),
]


def case(k, weights, n_samples, n_features, seed):
    rows = dict(
        n_samples=n_samples,
        n_features=n_features,
        n_informative=3,
        n_redundant=0,
        weights=[0.8, 0.2],
        class_sep=0.7,
        flip_y=0.05,
        random_state=seed,
    )
    x, y = make_classification(**rows)
    # As the lab learns: features in single precision.
    x = x.astype(np.float32).astype(np.float64)
    # The first half learns; of the rest ten rows are asked, and two that learnt. A tree computes each distance itself.
    half = n_samples // 2
    model = KNeighborsClassifier(n_neighbors=min(k, half), weights=weights, algorithm="kd_tree").fit(x[:half], y[:half])
    asked = np.r_[half : half + 10, 0, 1]
    distances, _ = model.kneighbors(x[asked])
    # No ties, so that the neighbours are the only ones there can be.
    assert (np.diff(distances, axis=1) > 0).all()
    return dict(
        rows=rows,
        n_neighbors=k,
        weights=weights,
        asked=asked.tolist(),
        shares=model.predict_proba(x[asked])[:, 1].tolist(),
    )


golden = dict(made_by=f"scikit-learn {__version__}", cases=[case(*it) for it in CASES])
path = Path(__file__).with_name("neighbors.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
