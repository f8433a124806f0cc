"""Golden scores of scikit-learn's soft voting and stacking, for tests/model/blend.rs.

usage: python blend.py, with requirements.txt installed; writes blend.json beside it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier

CASES = [
    # rows, columns, seed
    (300, 5, 1),
    (403, 9, 2),
]


def case(n_samples, n_features, seed):
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
    members = [
        ("logistic", LogisticRegression(tol=1e-10, max_iter=1000)),
        ("bayes", GaussianNB()),
        ("neighbors", KNeighborsClassifier(n_neighbors=5)),
    ]
    vote = VotingClassifier(members, voting="soft").fit(x, y)
    stack = StackingClassifier(members, final_estimator=LogisticRegression(tol=1e-10, max_iter=1000)).fit(x, y)
    final = stack.final_estimator_
    return dict(
        rows=rows,
        average=vote.predict_proba(x)[:40, 1].tolist(),
        intercept=final.intercept_[0],
        weights=final.coef_[0].tolist(),
        stack=stack.decision_function(x)[:40].tolist(),
    )


out = dict(versions=dict(sklearn=__version__, numpy=np.__version__), cases=[case(*of) for of in CASES])
Path(__file__).with_suffix(".json").write_text(json.dumps(out))
