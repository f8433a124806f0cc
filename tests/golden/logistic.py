"""Golden coefficients of scikit-learn's logistic regression, and standard errors from the Hessian by numpy.

usage: python logistic.py, with requirements.txt installed; writes logistic.json beside it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression

CASES = [
    # penalty, C, weights of the classes, rows, columns, seed
    ("l2", 1.0, [1.0, 1.0], 400, 5, 1),
    ("l2", 0.01, [1.0, 1.0], 400, 5, 1),
    ("l2", 100.0, [1.0, 8.0], 1000, 12, 2),
    ("none", 1.0, [1.0, 1.0], 600, 6, 3),
    ("none", 1.0, [0.5, 4.0], 600, 6, 3),
    ("l1", 1.0, [1.0, 1.0], 500, 8, 4),
    ("l1", 0.2, [1.0, 1.0], 500, 8, 4),
    ("l1", 0.5, [1.0, 5.0], 800, 10, 5),
]


def case(penalty, c, weights, n_samples, n_features, seed):
    rows = dict(
        n_samples=n_samples,
        n_features=n_features,
        n_informative=3,
        n_redundant=0,
        weights=[0.85, 0.15],
        class_sep=0.7,
        flip_y=0.05,
        random_state=seed,
    )
    x, y = make_classification(**rows)
    # As the lab learns: features in single precision.
    x = x.astype(np.float32).astype(np.float64)
    solver = "saga" if penalty == "l1" else "newton-cholesky"
    model = LogisticRegression(
        l1_ratio=1.0 if penalty == "l1" else 0.0,
        C=np.inf if penalty == "none" else c,
        solver=solver,
        class_weight={0: weights[0], 1: weights[1]},
        tol=1e-14 if penalty == "l1" else 1e-12,
        max_iter=1_000_000,
        random_state=0,
    ).fit(x, y)
    coefficients = np.append(model.coef_[0], model.intercept_[0])
    # saga may end before its optimum; this is none of those cases.
    weight = np.where(y == 1, weights[1], weights[0])
    slope = weight * (1 / (1 + np.exp(-model.decision_function(x))) - y)
    assert abs(slope.sum()) < 1e-6, slope.sum()
    errors = None
    if penalty == "none":
        design = np.column_stack([x, np.ones(len(x))])
        p = 1 / (1 + np.exp(-design @ coefficients))
        bend = weight * p * (1 - p)
        hessian = design.T @ (design * bend[:, None])
        errors = np.sqrt(np.diag(np.linalg.inv(hessian))).tolist()
    return dict(
        rows=rows,
        penalty=penalty,
        c=c,
        class_weights=weights,
        coefficients=coefficients.tolist(),
        errors=errors,
        log_odds=model.decision_function(x[:5]).tolist(),
    )


golden = dict(made_by=f"scikit-learn {__version__}", cases=[case(*it) for it in CASES])
path = Path(__file__).with_name("logistic.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
