"""Times scikit-learn and LightGBM on the rows of models.rs, with one thread; the best of five fits counts.

usage: OMP_NUM_THREADS=1 python models.py, with both installed (tests/golden/requirements.txt)
"""

import time

import lightgbm
import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier


def rows(n_samples, n_features):
    x, y = make_classification(
        n_samples=n_samples, n_features=n_features, n_informative=10, n_redundant=0, weights=[0.95, 0.05], random_state=1
    )
    return x.astype(np.float32), y


def time_fits(x, y, models):
    for name, model in models:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            model.fit(x, y)
            times.append(time.perf_counter() - start)
        print(f"{name}: {1000 * min(times):.0f} ms")


print(f"scikit-learn {__version__}, 200,000 x 30, one thread")
time_fits(*rows(200_000, 30), [
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression(max_iter=1000)),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9)),
    ("decision tree, 10 levels", DecisionTreeClassifier(max_depth=10, random_state=0)),
])
print(f"LightGBM {lightgbm.__version__}, 100,000 x 50, one thread")
ONE_THREAD = dict(n_jobs=1, num_threads=1, deterministic=True, force_col_wise=True, verbose=-1)
time_fits(*rows(100_000, 50), [
    ("boosting, 100 trees of 31 leaves", lightgbm.LGBMClassifier(**ONE_THREAD)),
    ("boosting, 100 trees of 6 levels", lightgbm.LGBMClassifier(max_depth=6, num_leaves=64, **ONE_THREAD)),
])
