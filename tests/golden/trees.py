"""Writes trees.json: scikit-learn's decision trees on rows of make_classification.

Only cases are kept in which no tie between columns decides: the same tree for five random states.
Run in this folder: pip install -r requirements.txt && python trees.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.datasets import make_classification
from sklearn.tree import DecisionTreeClassifier

ROWS = [
    dict(n_samples=400, n_features=4, n_informative=3, n_redundant=0, weights=[0.9, 0.1], random_state=1),
    dict(n_samples=900, n_features=8, n_informative=5, weights=[0.7, 0.3], random_state=2),
    dict(n_samples=600, n_features=6, n_informative=4, weights=[0.07, 0.93], random_state=3),
]
SPECS = [
    dict(max_depth=2, min_samples_leaf=1),
    dict(max_depth=3, min_samples_leaf=15),
    dict(max_depth=5, min_samples_leaf=25),
    dict(max_depth=None, min_samples_leaf=40, min_samples_split=120),
    dict(max_depth=3, min_samples_leaf=10, class_weights=[1.0, 9.0]),
    dict(max_depth=4, min_samples_leaf=20, class_weights=[0.5555555555555556, 5.0]),
]


def grown(x, y, spec, seed):
    own = {key: value for key, value in spec.items() if key != "class_weights"}
    weights = spec.get("class_weights")
    tree = DecisionTreeClassifier(
        **own, class_weight=weights and dict(enumerate(weights)), random_state=seed
    )
    return tree.fit(x, y)


def main():
    cases = []
    for rows in ROWS:
        x, y = make_classification(**rows)
        x = x.astype(np.float32)
        for spec in SPECS:
            trees = [grown(x, y, spec, seed) for seed in range(5)]
            first = trees[0].tree_
            same = all(
                np.array_equal(t.tree_.feature, first.feature) and np.array_equal(t.tree_.threshold, first.threshold)
                for t in trees
            )
            if not same:
                continue
            probabilities = trees[0].predict_proba(x)[:, 1]
            kept = np.linspace(0, len(y) - 1, 40).astype(int)
            cases.append({
                "rows": rows, "spec": spec, "feature": first.feature.tolist(), "threshold": first.threshold.tolist(),
                "left": first.children_left.tolist(), "right": first.children_right.tolist(),
                "n_rows": first.n_node_samples.tolist(), "share": first.value[:, 0, 1].tolist(),
                "scores": {int(i): float(probabilities[i]) for i in kept},
            })
    Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}) + "\n")
    print(len(cases), "of", len(ROWS) * len(SPECS), "cases without ties")


if __name__ == "__main__":
    main()
