"""Golden values for tests/balance.rs: python balance.py > balance.json

"smote" is imbalanced-learn's. "duplicates" is not: it drops the first neighbour found instead of the
row itself, which among equal rows is a matter of luck. There the expectation is worked out below by
brute force in exact integers.
"""

import json

import numpy as np
from imblearn.combine import SMOTEENN
from imblearn.over_sampling import ADASYN, SMOTE, RandomOverSampler
from imblearn.under_sampling import EditedNearestNeighbours, RandomUnderSampler
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split

# Rows are made by make_classification, which tests/data.rs compares on its own.
CASES = [
    (dict(n_samples=400, n_features=4, n_informative=3, n_redundant=0, weights=[0.9, 0.1], random_state=1),
     dict(k_neighbors=5, sampling_strategy=1.0, random_state=42)),
    (dict(n_samples=400, n_features=4, n_informative=3, n_redundant=0, weights=[0.9, 0.1], random_state=1),
     dict(k_neighbors=1, sampling_strategy=0.5, random_state=0)),
    (dict(n_samples=300, n_features=20, n_informative=8, weights=[0.8, 0.2], random_state=2),
     dict(k_neighbors=3, sampling_strategy=0.77, random_state=2**32 - 1)),
    (dict(n_samples=500, n_features=6, n_informative=4, weights=[0.07, 0.93], random_state=3),
     dict(k_neighbors=7, sampling_strategy=0.301, random_state=7)),
    (dict(n_samples=200, n_features=40, n_informative=20, weights=[0.7, 0.3], random_state=4),
     dict(k_neighbors=40, sampling_strategy=1.0, random_state=11)),
    (dict(n_samples=150, n_features=2, n_informative=2, n_redundant=0, n_clusters_per_class=1,
          weights=[0.96, 0.04], flip_y=0.0, random_state=5),
     dict(k_neighbors=5, sampling_strategy=0.9, random_state=123)),
]

TUTORIAL = dict(n_samples=10_000, n_features=10, n_informative=5, weights=[0.98, 0.02], random_state=42)


def case(rows, spec):
    x, y = make_classification(**rows)
    resampled, labels = SMOTE(**spec).fit_resample(x, y)
    assert (resampled[: len(x)] == x).all() and (labels[: len(x)] == y).all()
    made = resampled[len(x):]
    kept = sorted({*range(min(len(made), 8)), *np.linspace(0, len(made) - 1, 30).astype(int).tolist()})
    return {
        "rows": rows, "spec": spec, "n_synthetic": len(made), "label": bool(labels[-1]),
        "synthetic": {i: made[i].tolist() for i in kept},
        "column_sums_of_squares": (made * made).sum(axis=0).tolist(),
    }


def tutorial():
    x, y = make_classification(**TUTORIAL)
    x, _, y, _ = train_test_split(x, y, test_size=0.2, random_state=42)
    resampled, labels = SMOTE(random_state=42).fit_resample(x, y)
    made = resampled[len(x):]
    return {
        "n_samples": len(labels), "class_counts": np.bincount(labels).tolist(),
        "synthetic": {i: made[i].tolist() for i in range(0, len(made), 400)},
        "column_sums_of_squares": (made * made).sum(axis=0).tolist(),
    }


def duplicates(seed, k):
    """Points of a coarse grid, many of them several times over; integers, so distances are exact."""
    stream = np.random.RandomState(seed)
    rows = stream.randint(0, 4, size=(60, 2)).tolist()
    labels = [i % 3 == 0 for i in range(60)]
    minority = [i for i in range(60) if labels[i]]

    def distance(a, b):
        return sum((p - q) ** 2 for p, q in zip(rows[a], rows[b]))

    nearest = [sorted((distance(a, b), b) for b in minority if b != a)[:k] for a in minority]
    n_synthetic = len(rows) - 2 * len(minority)
    stream = np.random.RandomState(seed)
    drawn = stream.randint(0, len(minority) * k, size=n_synthetic)
    steps = stream.uniform(size=n_synthetic)
    return {
        "rows": rows, "labels": labels, "k_neighbors": k, "random_state": seed,
        "synthetic": [
            {"parent": minority[i // k], "neighbor": nearest[i // k][i % k][1], "step": step}
            for i, step in zip(drawn.tolist(), steps.tolist())
        ],
    }


# A sampler by its name here, its parameters, and imbalanced-learn's.
def samplers():
    for ratio, seed in [(1.0, 42), (0.5, 7)]:
        for shrinkage in [None, 0.0, 1.5]:
            spec = dict(sampling_strategy=ratio, shrinkage=shrinkage, random_state=seed)
            yield "random_over", spec, RandomOverSampler(**spec)
        for replacement in [False, True]:
            spec = dict(sampling_strategy=ratio, replacement=replacement, random_state=seed)
            yield "random_under", spec, RandomUnderSampler(**spec)
        for k in [5, 3]:
            spec = dict(n_neighbors=k, sampling_strategy=ratio, random_state=seed)
            yield "adasyn", spec, ADASYN(**spec)
        for kind in ["all", "mode"]:
            smote = dict(k_neighbors=5, sampling_strategy=ratio, random_state=seed)
            edited = dict(n_neighbors=3, kind_sel=kind)
            sampler = SMOTEENN(
                smote=SMOTE(**smote), enn=EditedNearestNeighbours(sampling_strategy="all", **edited)
            )
            yield "smote_enn", dict(smote=smote, edited=edited), sampler
    for k, kind in [(3, "all"), (3, "mode"), (4, "mode"), (7, "all"), (1, "all")]:
        spec = dict(n_neighbors=k, kind_sel=kind)
        yield "edited", spec, EditedNearestNeighbours(**spec)


def remedies():
    cases = []
    for rows in [pair[0] for pair in CASES[1:4]]:
        x, y = make_classification(**rows)
        for name, spec, sampler in samplers():
            resampled, labels = sampler.fit_resample(x, y)
            kept = sorted({*range(min(len(labels), 2)), *np.linspace(0, len(labels) - 1, 8).astype(int).tolist()})
            cases.append({
                "rows": rows, "name": name, "spec": spec, "class_counts": np.bincount(labels, minlength=2).tolist(),
                "sampled": {i: [int(labels[i]), *resampled[i].tolist()] for i in kept},
                "column_sums_of_squares": (resampled * resampled).sum(axis=0).tolist(),
            })
    return cases


print(json.dumps({
    "remedies": remedies(),
    "smote": [case(*pair) for pair in CASES],
    "tutorial": tutorial(),
    "duplicates": [duplicates(seed, k) for seed, k in [(0, 5), (42, 3), (9, 1), (5, 19)]],
}))
