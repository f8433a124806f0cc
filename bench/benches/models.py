"""Times scikit-learn on the rows of models.rs, with one thread; the best of five fits counts.

usage: OMP_NUM_THREADS=1 python models.py, with scikit-learn installed (tests/golden/requirements.txt)
"""

import time

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

x, y = make_classification(
    n_samples=200_000, n_features=30, n_informative=10, n_redundant=0, weights=[0.95, 0.05], random_state=1
)
x = x.astype(np.float32)
print(f"scikit-learn {__version__}, 200,000 x 30, one thread")
for name, model in [
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression(max_iter=1000)),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9)),
    ("decision tree, 10 levels", DecisionTreeClassifier(max_depth=10, random_state=0)),
]:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        model.fit(x, y)
        times.append(time.perf_counter() - start)
    print(f"{name}: {1000 * min(times):.0f} ms")
