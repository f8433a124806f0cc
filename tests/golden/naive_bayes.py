"""Golden log-odds of scikit-learn's Gaussian naive Bayes.

usage: python naive_bayes.py, with requirements.txt installed; writes naive_bayes.json beside it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.naive_bayes import GaussianNB

CASES = [
    # smoothing, weights of the classes, rows, columns, seed
    (1e-9, [1.0, 1.0], 400, 5, 1),
    (1e-9, [0.5, 6.0], 700, 12, 2),
    (0.1, [1.0, 3.0], 300, 8, 3),
    (1e-9, [1.0, 1.0], 60, 70, 4),
]


def case(smoothing, weights, n_samples, n_features, seed):
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
    weight = np.where(y == 1, weights[1], weights[0])
    model = GaussianNB(var_smoothing=smoothing).fit(x, y, sample_weight=weight)
    joint = model.predict_joint_log_proba(x)
    log_odds = joint[:, 1] - joint[:, 0]
    loss = np.average(np.logaddexp(0, np.where(y == 1, -log_odds, log_odds)), weights=weight)
    return dict(
        rows=rows,
        var_smoothing=smoothing,
        class_weights=weights,
        priors=model.class_prior_.tolist(),
        loss=loss,
        log_odds=log_odds[:20].tolist(),
    )


golden = dict(made_by=f"scikit-learn {__version__}", cases=[case(*it) for it in CASES])
path = Path(__file__).with_name("naive_bayes.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
