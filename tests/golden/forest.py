"""Writes forest.json: forests of scikit-learn and imbalanced-learn on rows of make_classification.

Where all columns are tried, only cases are kept in which no tie between columns decides: each of their trees is the same
for ten other orders of the columns. Where columns are drawn, which has no twin, the areas under the ROC curve of
twelve seeds are written.
Run in this folder: pip install -r requirements.txt && python forest.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
from imblearn.ensemble import BalancedRandomForestClassifier
from sklearn.datasets import make_classification
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

ROWS = [
    dict(n_samples=400, n_features=4, n_informative=3, n_redundant=0, weights=[0.8, 0.2], random_state=1),
    dict(n_samples=900, n_features=8, n_informative=5, weights=[0.9, 0.1], random_state=2),
]
SPECS = [
    dict(max_depth=3, min_samples_leaf=10),
    dict(max_depth=5, min_samples_leaf=20),
    dict(max_depth=None, min_samples_leaf=30),
    dict(max_depth=3, min_samples_leaf=15, min_samples_split=60, class_weights=[1.0, 4.0]),
    dict(max_depth=3, min_samples_leaf=20, class_weights=[0.625, 2.5]),
    dict(max_depth=3, min_samples_leaf=15, balance="Subsample"),
    dict(max_depth=3, min_samples_leaf=15, balance="Subsample", bootstrap=False),
    dict(max_depth=2, min_samples_leaf=15, balance="Forest"),
    dict(max_depth=2, min_samples_leaf=20, balance="Forest", class_weights=[1.0, 3.0]),
]
# The first of these seeds without a tie is kept.
TRIED = range(123, 4123, 100)
N_TREES = 5
DRAWN = dict(
    n_samples=3000, n_features=16, n_informative=6, n_redundant=4, n_clusters_per_class=3, weights=[0.9, 0.1],
    flip_y=0.05, class_sep=0.6, random_state=11,
)
N_TRAINING = 1500
SEEDS = range(12)


def forest_of(spec, **more):
    """The forest of a spec, with settings that our spec doesn't know."""
    own = {k: v for k, v in spec.items() if k in ["max_depth", "min_samples_leaf", "min_samples_split", "bootstrap"]}
    weights = spec.get("class_weights")
    weights = weights and dict(enumerate(weights))
    balance = spec.get("balance")
    more = dict(n_estimators=N_TREES, random_state=spec["seed"], max_features=None) | own | more
    if balance == "Forest":
        return BalancedRandomForestClassifier(class_weight=weights, **more)
    return RandomForestClassifier(class_weight="balanced_subsample" if balance == "Subsample" else weights, **more)


def same(a, b, order):
    """Whether two trees are one, where column i of b is column order[i] of a."""
    a, b = a.tree_, b.tree_
    features = np.where(b.feature >= 0, np.array(order)[b.feature], b.feature)
    return np.array_equal(a.feature, features) and np.array_equal(a.threshold, b.threshold)


def case_of(rows, spec):
    x, y = make_classification(**rows)
    x = x.astype(np.float32)
    has_oob = spec.get("balance") != "Forest" and spec.get("bootstrap", True)
    forest = forest_of(spec, oob_score=has_oob).fit(x, y)
    for seed in range(10):
        order = np.random.RandomState(seed).permutation(x.shape[1])
        other = forest_of(spec).fit(np.ascontiguousarray(x[:, order]), y)
        if not all(same(a, b, order) for a, b in zip(forest.estimators_, other.estimators_)):
            return None
    kept = np.linspace(0, len(y) - 1, 40).astype(int)
    scores = forest.predict_proba(x)[:, 1]
    trees = [t.tree_ for t in forest.estimators_]
    return {
        "rows": rows,
        "spec": {k: v for k, v in spec.items()} | {"n_trees": N_TREES, "columns": "All"},
        "trees": [{
            "feature": t.feature.tolist(), "threshold": t.threshold.tolist(), "left": t.children_left.tolist(),
            "right": t.children_right.tolist(), "share": t.value[:, 0, 1].tolist(),
            "weight": t.weighted_n_node_samples.tolist(),
        } for t in trees],
        "scores": {int(i): float(scores[i]) for i in kept},
        "oob": {int(i): float(forest.oob_decision_function_[i, 1]) for i in kept} if has_oob else {},
        "importances": forest.feature_importances_.tolist(),
    }


def areas():
    x, y = make_classification(**DRAWN)
    x = x.astype(np.float32)
    kinds = {
        "forest": lambda seed: RandomForestClassifier(random_state=seed),
        "extra trees": lambda seed: ExtraTreesClassifier(random_state=seed),
        "balanced forest": lambda seed: BalancedRandomForestClassifier(random_state=seed),
    }
    of = {}
    for name, kind in kinds.items():
        scores = [kind(s).fit(x[:N_TRAINING], y[:N_TRAINING]).predict_proba(x[N_TRAINING:])[:, 1] for s in SEEDS]
        of[name] = [float(roc_auc_score(y[N_TRAINING:], score)) for score in scores]
        print(name, np.mean(of[name]), np.std(of[name], ddof=1))
    return {"rows": DRAWN, "n_training": N_TRAINING, "of": of}


def main():
    warnings.simplefilter("ignore")
    cases = []
    for rows, spec in [(rows, spec) for rows in ROWS for spec in SPECS]:
        tried = (case_of(rows, spec | {"seed": seed}) for seed in TRIED)
        case = next((case for case in tried if case is not None), None)
        print(spec, "a tie decides" if case is None else case["spec"]["seed"])
        cases += [case] * (case is not None)
    golden = {"cases": cases, "areas": areas()}
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
    print(len(cases), "of", len(ROWS) * len(SPECS), "cases without ties")


if __name__ == "__main__":
    main()
