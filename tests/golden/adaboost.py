"""Writes adaboost.json: AdaBoost of scikit-learn and RUSBoost of imbalanced-learn on rows of make_classification.

Only cases are kept in which no tie between columns decides: each of their trees is the same for ten other orders of
the columns.
Run in this folder: pip install -r requirements.txt && python adaboost.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
from imblearn.ensemble import RUSBoostClassifier
from sklearn.datasets import make_classification
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

ROWS = [
    dict(n_samples=500, n_features=5, n_informative=3, n_redundant=0, weights=[0.85, 0.15], random_state=1),
    dict(n_samples=800, n_features=7, n_informative=5, weights=[0.9, 0.1], random_state=2),
    dict(n_samples=60, n_features=3, n_informative=2, n_redundant=0, class_sep=2.5, flip_y=0, random_state=3),
]
SPECS = [
    dict(n_rounds=50),
    dict(n_rounds=20, learning_rate=0.5),
    dict(n_rounds=12, max_depth=2),
    dict(n_rounds=5, max_depth=3, learning_rate=0.3),
    dict(n_rounds=25, class_weights=[1.0, 5.0]),
    dict(n_rounds=8, max_depth=2, class_weights=[0.6, 3.0]),
    dict(n_rounds=15, undersampling="EachRound", seed=3),
    dict(n_rounds=15, undersampling="EachRound", seed=42, class_weights=[1.0, 2.0]),
]


def boosted(x, y, spec):
    more = dict(
        estimator=DecisionTreeClassifier(max_depth=spec.get("max_depth", 1)), n_estimators=spec["n_rounds"],
        learning_rate=spec.get("learning_rate", 1.0), random_state=spec.get("seed", 42),
    )
    kind = RUSBoostClassifier if "undersampling" in spec else AdaBoostClassifier
    weights = np.array(spec.get("class_weights", [1.0, 1.0]))[y]
    return kind(**more).fit(x, y, sample_weight=weights)


def same(a, b, order):
    """Whether two trees are one, where column i of b is column order[i] of a."""
    a, b = a.tree_, b.tree_
    features = np.where(b.feature >= 0, np.array(order)[b.feature], b.feature)
    return np.array_equal(a.feature, features) and np.array_equal(a.threshold, b.threshold)


def case_of(rows, spec):
    x, y = make_classification(**rows)
    x = x.astype(np.float32)
    model = boosted(x, y, spec)
    for seed in range(10):
        order = np.random.RandomState(seed).permutation(x.shape[1])
        other = boosted(np.ascontiguousarray(x[:, order]), y, spec)
        alike = len(model.estimators_) == len(other.estimators_) and all(
            same(a, b, order) for a, b in zip(model.estimators_, other.estimators_)
        )
        if not alike:
            return None
    kept = np.linspace(0, len(y) - 1, 40).astype(int)
    scores = model.decision_function(x)
    n_trees = len(model.estimators_)
    return {
        "rows": rows, "spec": spec, "weights": model.estimator_weights_[:n_trees].tolist(),
        "scores": {int(i): float(scores[i]) for i in kept}, "importances": model.feature_importances_.tolist(),
    }


def main():
    warnings.simplefilter("ignore")
    both = [(rows, spec) for rows in ROWS for spec in SPECS]
    cases = [case_of(rows, spec) for rows, spec in both]
    for case, (_, spec) in zip(cases, both):
        print(spec, "a tie decides" if case is None else f"{len(case['weights'])} trees")
    cases = [case for case in cases if case is not None]
    Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}) + "\n")
    print(len(cases), "of", len(both), "cases without ties")


if __name__ == "__main__":
    main()
