"""Times scikit-learn on the rows of models.rs, with one thread; the best of five fits counts.

usage: OMP_NUM_THREADS=1 python models.py, with scikit-learn installed (tests/golden/requirements.txt)
"""

import time

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.ensemble import AdaBoostClassifier, ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier


def rows(n_samples, n_features):
    x, y = make_classification(
        n_samples=n_samples, n_features=n_features, n_informative=10, n_redundant=0, weights=[0.95, 0.05],
        random_state=1,
    )
    return x.astype(np.float32), y


def timed(n_samples, n_features, models):
    x, y = rows(n_samples, n_features)
    print(f"scikit-learn {__version__}, {n_samples:,} x {n_features}, one thread")
    for name, model in models:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            model.fit(x, y)
            times.append(time.perf_counter() - start)
        print(f"{name}: {1000 * min(times):.0f} ms")


timed(200_000, 30, [
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression(max_iter=1000)),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9)),
    ("decision tree, 10 levels", DecisionTreeClassifier(max_depth=10, random_state=0)),
])
timed(30_000, 24, [
    ("random forest, 100 trees", RandomForestClassifier(n_jobs=1, random_state=0)),
    ("random forest, 100 trees, out of bag", RandomForestClassifier(n_jobs=1, oob_score=True, random_state=0)),
    ("extra trees, 100 trees", ExtraTreesClassifier(n_jobs=1, random_state=0)),
    ("AdaBoost, 50 stumps", AdaBoostClassifier(random_state=0)),
])
