"""Writes explain_trees.json: trees of scikit-learn and LightGBM, and shap's values of some of their rows.

Run in this folder: pip install -r requirements.txt && python explain_trees.py
"""

import json
from pathlib import Path

import lightgbm
import numpy as np
import shap
from sklearn.datasets import make_classification
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

ROWS = dict(n_samples=400, n_features=6, n_informative=4, n_redundant=0, weights=[0.8, 0.2], random_state=3)
N_EXPLAINED, N_BACKGROUND = 4, 12


def of_scikit_learn(tree, value):
    t = tree.tree_
    return [
        dict(
            feature=int(t.feature[i]),
            threshold=float(t.threshold[i]),
            left=int(t.children_left[i]),
            right=int(t.children_right[i]),
            value=float(value(t, i)),
            cover=float(t.weighted_n_node_samples[i]),
        )
        for i in range(t.node_count)
    ]


def of_lightgbm(structure):
    nodes = []

    def add(node):
        place = len(nodes)
        nodes.append(None)
        if "leaf_value" in node:
            own = dict(value=node["leaf_value"], cover=node["leaf_count"])
            nodes[place] = dict(feature=-2, threshold=0.0, left=-1, right=-1, **own)
            return place
        assert node["decision_type"] == "<="
        left, right = add(node["left_child"]), add(node["right_child"])
        nodes[place] = dict(
            feature=node["split_feature"],
            threshold=node["threshold"],
            left=left,
            right=right,
            value=0.0,
            cover=node["internal_count"],
        )
        return place

    add(structure)
    return nodes


def explained(model, x, background, kind):
    data = background if kind == "interventional" else None
    explainer = shap.TreeExplainer(model, data, feature_perturbation=kind)
    values = explainer.shap_values(x, check_additivity=True)
    values = values[1] if isinstance(values, list) else np.asarray(values)
    values = values[:, :, 1] if values.ndim == 3 else values
    return dict(base=float(np.ravel(explainer.expected_value)[-1]), values=values.tolist())


def main():
    x, y = make_classification(**ROWS)
    x = x.astype(np.float32)
    rows, background = x[:N_EXPLAINED], x[N_EXPLAINED : N_EXPLAINED + N_BACKGROUND]
    share = lambda t, i: t.value[i, 0, 1] / t.value[i, 0].sum()
    raw = lambda t, i: t.value[i, 0, 0]
    cases = []

    def add(name, model, base, scale, trees):
        kinds = {kind: explained(model, rows, background, kind) for kind in ("tree_path_dependent", "interventional")}
        cases.append(dict(name=name, base=base, scale=scale, trees=trees, **kinds))

    forest = RandomForestClassifier(5, max_depth=4, class_weight={0: 1.0, 1: 4.0}, random_state=1).fit(x, y)
    add("forest", forest, 0.0, 0.2, [of_scikit_learn(tree, share) for tree in forest.estimators_])
    deep = RandomForestClassifier(1, random_state=2).fit(x, y)
    add("deep tree", deep, 0.0, 1.0, [of_scikit_learn(tree, share) for tree in deep.estimators_])
    boosted = GradientBoostingClassifier(n_estimators=8, max_depth=3, subsample=0.7, random_state=3).fit(x, y)
    prior = np.log(y.mean() / (1 - y.mean()))
    trees = [of_scikit_learn(tree, raw) for tree in boosted.estimators_[:, 0]]
    add("boosting", boosted, float(prior), 0.1, trees)
    light = lightgbm.LGBMClassifier(
        n_estimators=8, num_leaves=12, min_child_samples=5, n_jobs=1, deterministic=True, verbose=-1
    ).fit(x, y)
    trees = [of_lightgbm(tree["tree_structure"]) for tree in light.booster_.dump_model()["tree_info"]]
    add("LightGBM", light, 0.0, 1.0, trees)

    # A tree that Rust grows itself: its weights of classes have to be found out.
    spec = dict(max_depth=4, min_samples_leaf=15)
    weights = [0.5, 5.0]
    own = [
        DecisionTreeClassifier(**spec, class_weight=dict(enumerate(weights)), random_state=seed).fit(x, y)
        for seed in range(5)
    ]
    assert all(np.array_equal(tree.tree_.feature, own[0].tree_.feature) for tree in own), "ties decide"
    tree = dict(
        spec=dict(spec, min_samples_split=2, class_weights=weights),
        cover=own[0].tree_.weighted_n_node_samples.tolist(),
        **{kind: explained(own[0], rows, background, kind) for kind in ("tree_path_dependent", "interventional")},
    )
    golden = dict(rows=ROWS, n_explained=N_EXPLAINED, n_background=N_BACKGROUND, cases=cases, tree=tree)
    (Path(__file__).parent / "explain_trees.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
