"""Golden values for tests/data.rs: python data.py > data.json"""

import json

import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

TUTORIAL = dict(n_samples=10_000, n_features=10, n_informative=5, weights=[0.98, 0.02], random_state=42)

CLASSIFICATIONS = [
    dict(random_state=42),
    TUTORIAL,
    dict(n_samples=1_000, weights=[0.995, 0.005], flip_y=0.0, n_features=6, n_informative=3, random_state=0),
    dict(n_samples=300, n_features=12, n_informative=4, n_redundant=3, n_repeated=3, random_state=7),
    dict(n_samples=200, n_features=5, n_informative=3, n_redundant=0, hypercube=False, random_state=1),
    dict(n_samples=150, shift=None, random_state=2),
    dict(n_samples=150, scale=None, random_state=3),
    dict(n_samples=150, shift=None, scale=None, class_sep=2.5, random_state=2**32 - 1),
    dict(n_samples=250, shift=-3.25, scale=0.125, class_sep=0.5, flip_y=0.4, random_state=5),
    dict(n_samples=80, n_features=4, n_informative=4, n_redundant=0, shuffle=False, random_state=6),
    # One dimension takes all corners: the reservoir; one value repeated.
    dict(n_samples=60, n_features=3, n_informative=1, n_redundant=1, n_repeated=1,
         n_clusters_per_class=1, random_state=8),
    # Few of many corners: retries.
    dict(n_samples=120, n_features=14, n_informative=12, n_redundant=2, n_clusters_per_class=3, random_state=9),
    # More than 30 dimensions: some are tossed coordinate by coordinate.
    dict(n_samples=90, n_features=40, n_informative=35, n_redundant=3, n_repeated=1,
         n_clusters_per_class=5, random_state=10),
    # All corners of a cube, more clusters than a fair share of rows, shares that leave rows over.
    dict(n_samples=37, n_features=3, n_informative=3, n_redundant=0, n_clusters_per_class=4,
         weights=[0.7, 0.1], flip_y=1.0, random_state=11),
    dict(n_samples=3, n_features=5, n_informative=4, n_redundant=1, n_clusters_per_class=6, random_state=12),
    dict(n_samples=500, n_features=8, weights=[0.03, 0.97], flip_y=0.02, hypercube=False, shift=None,
         scale=None, random_state=13),
]

# n, share of positives, test share, validation share, stratified, seed
SPLITS = [
    (100, 0.1, 0.2, 0.0, False, 42),
    (100, 0.1, 0.2, 0.0, True, 42),
    (101, 0.3, 0.33, 0.0, False, 0),
    (101, 0.3, 0.33, 0.0, True, 0),
    (200, 0.05, 0.2, 0.2, False, 7),
    (200, 0.05, 0.2, 0.2, True, 7),
    (333, 0.5, 0.25, 0.1, True, 2**32 - 1),
    (50, 0.5, 0.5, 0.0, True, 1),
    (62, 0.5, 0.5, 0.0, True, 2),
    (62, 0.5, 0.5, 0.0, True, 3),
    (10, 0.2, 0.2, 0.0, True, 4),
    (10, 0.2, 0.3, 0.3, False, 5),
    (5, 0.4, 0.4, 0.4, False, 6),
    (150, 0.06, 0.7, 0.1, True, 9),
    (1000, 0.024, 0.2, 0.0, True, 42),
]

COLUMNS = {
    "ordinary": [0.5, -1.25, 3.0, 8.5, 2.0, -0.75],
    "constant": [7.1] * 6,
    "zero": [0.0] * 6,
    "large constant": [1e15 + 1 / 3] * 6,
    "nearly constant": [1e8, 1e8 + 1e-7, 1e8, 1e8, 1e8 + 2e-8, 1e8],
    "just not constant": [1.0, 1.0 + 1e-14, 1.0, 1.0 + 3e-14, 1.0, 1.0],
    "far from zero": [1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5, 1e9 + 7],
    "tiny": [1e-200, 2e-200, 3e-200, 4e-200, 5e-200, 7e-200],
    "small": [1e-20, 2e-20, 3e-20, 4e-20, 5e-20, 7e-20],
}


def classification(spec):
    x, y = make_classification(**spec)
    n = len(x)
    kept = sorted({*range(min(n, 6)), *np.linspace(0, n - 1, 14).astype(int).tolist()})
    return {
        "spec": spec,
        "positives": np.flatnonzero(y).tolist(),
        "rows": {row: x[row].tolist() for row in kept},
        # Each row takes part in these, so that none goes unseen.
        "column_sums_of_squares": (x * x).sum(axis=0).tolist(),
    }


def labels(n, share):
    """Positives spread evenly."""
    n_positives = round(n * share)
    return [(i * n_positives) % n < n_positives for i in range(n)]


def split(n, share, test_share, validation_share, stratified, seed):
    y = np.array(labels(n, share))
    rows = np.arange(n)
    train, test = train_test_split(
        rows, test_size=test_share, random_state=seed, stratify=y if stratified else None)
    validation = []
    if validation_share > 0:
        train, validation = train_test_split(
            train, test_size=validation_share / (1 - test_share), random_state=seed,
            stratify=y[train] if stratified else None)
    return {
        "labels": y.tolist(), "test_share": test_share, "validation_share": validation_share,
        "stratified": stratified, "random_state": seed,
        "train": train.tolist(), "validation": list(map(int, validation)), "test": test.tolist(),
    }


def tutorial_counts():
    x, y = make_classification(**TUTORIAL)
    train, test = train_test_split(y, test_size=0.2, random_state=42)
    return {"all": [len(y), int(y.sum())], "train": [len(train), int(train.sum())], "test": [len(test), int(test.sum())]}


def scaler():
    x = np.array(list(COLUMNS.values())).T
    fitted = StandardScaler().fit(x)
    ends, middle = MinMaxScaler().fit(x), RobustScaler().fit(x)
    return {"range": [ends.data_min_.tolist(), (1 / ends.scale_).tolist()],
            "quartiles": [middle.center_.tolist(), middle.scale_.tolist()],
            "names": list(COLUMNS), "rows": x.tolist(), "mean": fitted.mean_.tolist(),
            "scale": fitted.scale_.tolist(), "transformed": fitted.transform(x).tolist()}


print(json.dumps({
    "classifications": [classification(spec) for spec in CLASSIFICATIONS],
    "splits": [split(*case) for case in SPLITS],
    "tutorial_counts": tutorial_counts(),
    "scaler": scaler(),
}))
