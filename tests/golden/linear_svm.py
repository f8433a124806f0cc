"""Golden margins of scikit-learn's linear support vector machine.

usage: python linear_svm.py, with requirements.txt installed; writes linear_svm.json beside it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.svm import LinearSVC

CASES = [
    # loss, C, weights of the classes, rows, columns, seed
    ("squared_hinge", 1.0, [1.0, 1.0], 400, 5, 1),
    ("squared_hinge", 0.01, [1.0, 1.0], 400, 5, 1),
    ("squared_hinge", 10.0, [0.5, 6.0], 700, 12, 2),
    ("squared_hinge", 1.0, [1.0, 3.0], 30, 40, 3),
    ("squared_hinge", 0.02, [1.0, 1.0], 30, 40, 3),
    ("hinge", 1.0, [1.0, 1.0], 400, 5, 1),
    ("hinge", 0.01, [1.0, 1.0], 400, 5, 1),
    ("hinge", 0.5, [0.5, 6.0], 500, 8, 4),
    ("hinge", 1.0, [1.0, 3.0], 30, 40, 3),
]


def case(loss, c, weights, n_samples, n_features, seed):
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
    model = LinearSVC(
        loss=loss,
        C=c,
        dual=True,
        class_weight={0: weights[0], 1: weights[1]},
        tol=1e-10,
        max_iter=20_000_000,
        random_state=0,
    ).fit(x, y)
    coefficients = np.append(model.coef_[0], model.intercept_[0])
    short = np.maximum(0, 1 - np.where(y == 1, 1, -1) * model.decision_function(x))
    cost = c * np.where(y == 1, weights[1], weights[0])
    objective = 0.5 * coefficients @ coefficients + cost @ (short if loss == "hinge" else short**2)
    return dict(
        rows=rows,
        loss=loss,
        c=c,
        class_weights=weights,
        objective=objective,
        margins=model.decision_function(x[:12]).tolist(),
    )


golden = dict(made_by=f"scikit-learn {__version__}", cases=[case(*it) for it in CASES])
path = Path(__file__).with_name("linear_svm.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
