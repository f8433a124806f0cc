"""Times scikit-learn on the rows of models.rs, with one thread; the best of five fits counts, of three where there are
120 columns. The whole takes about two minutes.

usage: OMP_NUM_THREADS=1 python models.py, with scikit-learn installed (tests/golden/requirements.txt)
"""

import time

import numpy as np
from sklearn import __version__
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
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

x, y = make_classification(
    n_samples=300_000, n_features=120, n_informative=20, n_redundant=0, weights=[0.92, 0.08], random_state=1
)
x = x.astype(np.float32)
sign = np.where(y == 1, 1, -1)


def squared_hinge(model, margin):
    """The objective of the linear SVM."""
    square = model.coef_[0] @ model.coef_[0] + model.intercept_[0] ** 2
    return f"objective {square / 2 + (np.maximum(0, 1 - sign * margin) ** 2).sum():.6f}"


def cross_entropy(_, margin):
    """The mean loss of the logistic regression."""
    return f"loss {np.logaddexp(0, -sign * margin).mean():.9f}"


print("300,000 x 120")
for name, model, say in [
    ("linear SVM, squared hinge, C = 1, dual auto", LinearSVC(dual="auto"), squared_hinge),
    ("logistic regression, L2, C = 1, lbfgs", LogisticRegression(), cross_entropy),
    ("logistic regression, L2, C = 1, newton-cholesky", LogisticRegression(solver="newton-cholesky", tol=1e-9), cross_entropy),
]:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        model.fit(x, y)
        times.append(time.perf_counter() - start)
    margin = x.astype(np.float64) @ model.coef_[0] + model.intercept_[0]
    print(f"{name}: {1000 * min(times):.0f} ms, {say(model, margin)}, {model.n_iter_} iterations")

for name, model, asked in [
    ("naive Bayes", GaussianNB(), 0),
    ("nearest neighbours by brute force, 400 rows asked", KNeighborsClassifier(algorithm="brute"), 400),
]:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        model.fit(x, y)
        if asked:
            model.predict_proba(x[:asked])
        times.append(time.perf_counter() - start)
    print(f"{name}: {1000 * min(times):.0f} ms")
