"""Times scikit-learn and LightGBM on the rows of models.rs, with one thread; the best of some fits counts.

usage: OMP_NUM_THREADS=1 python models.py, with both installed (tests/golden/requirements.txt)
"""

import time

import lightgbm
import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.ensemble import AdaBoostClassifier, ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier


def rows(n_samples, n_features, n_informative=10, rate=0.05):
    x, y = make_classification(
        n_samples=n_samples, n_features=n_features, n_informative=n_informative, n_redundant=0,
        weights=[1 - rate, rate], random_state=1,
    )
    print(f"{n_samples:,} x {n_features}")
    return x.astype(np.float32), y


def timed(x, y, models, n_fits=5, say=lambda model: "", after=lambda model: None):
    for name, model in models:
        times = []
        for _ in range(n_fits):
            start = time.perf_counter()
            model.fit(x, y)
            after(model)
            times.append(time.perf_counter() - start)
        print(f"{name}: {1000 * min(times):.0f} ms {say(model)}")


print(f"scikit-learn {__version__} and LightGBM {lightgbm.__version__}, one thread")
timed(*rows(200_000, 30), [
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression(max_iter=1000)),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9)),
    ("decision tree, 10 levels", DecisionTreeClassifier(max_depth=10, random_state=0)),
])
timed(*rows(30_000, 24), [
    ("random forest, 100 trees", RandomForestClassifier(n_jobs=1, random_state=0)),
    ("random forest, 100 trees, out of bag", RandomForestClassifier(n_jobs=1, oob_score=True, random_state=0)),
    ("extra trees, 100 trees", ExtraTreesClassifier(n_jobs=1, random_state=0)),
    ("AdaBoost, 50 stumps", AdaBoostClassifier(random_state=0)),
])
ONE_THREAD = dict(n_jobs=1, num_threads=1, deterministic=True, force_col_wise=True, verbose=-1)
timed(*rows(100_000, 50), [
    ("boosting, 100 trees of 31 leaves", lightgbm.LGBMClassifier(**ONE_THREAD)),
    ("boosting, 100 trees of 6 levels", lightgbm.LGBMClassifier(max_depth=6, num_leaves=64, **ONE_THREAD)),
])

x, y = rows(300_000, 120, n_informative=20, rate=0.08)
sign = np.where(y == 1, 1, -1)


def reached(model):
    """What the model has made least, and in how many iterations."""
    margin = x.astype(np.float64) @ model.coef_[0] + model.intercept_[0]
    if isinstance(model, LinearSVC):
        square = model.coef_[0] @ model.coef_[0] + model.intercept_[0] ** 2
        least = f"objective {square / 2 + (np.maximum(0, 1 - sign * margin) ** 2).sum():.6f}"
    else:
        least = f"loss {np.logaddexp(0, -sign * margin).mean():.9f}"
    return f"{least}, {model.n_iter_} iterations"


timed(x, y, [
    ("linear SVM, squared hinge, C = 1, dual auto", LinearSVC(dual="auto")),
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression()),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9)),
], n_fits=3, say=reached)
timed(x, y, [("naive Bayes", GaussianNB())], n_fits=3)
timed(x, y, [("nearest neighbours by brute force, 400 rows asked", KNeighborsClassifier(algorithm="brute"))],
      n_fits=3, after=lambda model: model.predict_proba(x[:400]))
