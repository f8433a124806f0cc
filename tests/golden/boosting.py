"""Writes boosting.json: what LightGBM, XGBoost and scikit-learn learn with the settings of BoostingSpec, and trees by brute force.

Real files are read from the folder $IMBALANCE_LAB_DATA, or ../shared/data beside the checkout.
Run in this folder: pip install -r requirements.txt && OMP_NUM_THREADS=1 python boosting.py
"""

import json
import os
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
import xgboost
from sklearn.datasets import make_classification
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

HERE = Path(__file__).resolve().parent
BESIDE = [HERE.parents[n] / "shared/data" for n in (2, 3)]
DATA = Path(os.environ.get("IMBALANCE_LAB_DATA") or next((p for p in BESIDE if p.exists()), BESIDE[0]))

MADE = [
    dict(n_samples=20000, n_features=10, n_informative=6, weights=[0.9, 0.1], random_state=1),
    dict(n_samples=30000, n_features=6, n_informative=4, n_redundant=0, weights=[0.95, 0.05], random_state=2),
    dict(n_samples=15000, n_features=15, n_informative=8, weights=[0.6, 0.4], flip_y=0.1, random_state=3),
]
USUAL = dict(
    rounds=100, learning_rate=0.1, max_leaves=31, max_depth=None, growth="leaf_wise", max_bins=255,
    min_rows_of_leaf=20, min_child_weight=1e-3, l2=0.0, row_share=1.0, column_share=1.0, class_weights=[1.0, 1.0],
)
# XGBoost knows no least rows of a leaf, and LightGBM guesses the rows of a leaf from its Hessian, so that they are compared
# where a leaf may have 1 row, and scikit-learn, which counts, where it needs more.
SETTINGS = [
    dict(),
    dict(rounds=60, max_leaves=15, l2=1.0, min_child_weight=1.0, min_rows_of_leaf=1),
    dict(rounds=60, growth="depth_wise", max_leaves=64, max_depth=6, l2=1.0, min_child_weight=1.0, min_rows_of_leaf=1),
    dict(rounds=80, learning_rate=0.05, max_leaves=8, min_rows_of_leaf=1),
    dict(rounds=60, max_leaves=8, min_child_weight=1.0, min_rows_of_leaf=1, class_weights=[1.0, 9.0]),
    dict(rounds=60, max_leaves=8, max_bins=32, l2=1.0, min_child_weight=1.0, min_rows_of_leaf=1),
    dict(rounds=60, max_depth=3, min_rows_of_leaf=50),
]
DRAWN = dict(rounds=60, max_leaves=15, min_child_weight=1.0, min_rows_of_leaf=1, row_share=0.6, column_share=0.5)


def by_lightgbm(x, y, spec, seed=0, **more):
    parameters = dict(
        objective="binary", learning_rate=spec["learning_rate"], num_leaves=spec["max_leaves"],
        max_depth=spec["max_depth"] or -1, max_bin=spec["max_bins"],
        min_data_in_leaf=spec["min_rows_of_leaf"] if spec["min_rows_of_leaf"] > 1 else 0,
        min_sum_hessian_in_leaf=spec["min_child_weight"], lambda_l2=spec["l2"], bagging_fraction=spec["row_share"],
        bagging_freq=int(spec["row_share"] < 1), feature_fraction=spec["column_share"], seed=seed,
        num_threads=1, deterministic=True, force_col_wise=True, enable_bundle=False, feature_pre_filter=False, verbose=-1,
    ) | more
    weights = np.where(y == 1, spec["class_weights"][1], spec["class_weights"][0])
    booster = lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=weights), spec["rounds"])
    predict = lambda rows: booster.predict(rows, raw_score=True)
    predict.gains = booster.feature_importance("gain")
    return predict


def by_xgboost(x, y, spec):
    if spec["min_rows_of_leaf"] > 1:
        return None
    weights = np.where(y == 1, spec["class_weights"][1], spec["class_weights"][0])
    leaf_wise = spec["growth"] == "leaf_wise"
    parameters = dict(
        objective="binary:logistic", tree_method="hist", eta=spec["learning_rate"], max_bin=spec["max_bins"],
        grow_policy="lossguide" if leaf_wise else "depthwise", max_leaves=spec["max_leaves"],
        max_depth=spec["max_depth"] or 0, reg_lambda=spec["l2"], min_child_weight=spec["min_child_weight"],
        base_score=float(np.average(y, weights=weights)), nthread=1,
    )
    booster = xgboost.train(parameters, xgboost.DMatrix(x, y, weight=weights), spec["rounds"])
    return lambda rows: booster.predict(xgboost.DMatrix(rows), output_margin=True)


def by_scikit_learn(x, y, spec):
    if spec["min_rows_of_leaf"] == 1:
        return None
    model = HistGradientBoostingClassifier(
        learning_rate=spec["learning_rate"], max_iter=spec["rounds"], max_leaf_nodes=spec["max_leaves"],
        max_depth=spec["max_depth"], min_samples_leaf=spec["min_rows_of_leaf"], l2_regularization=spec["l2"],
        max_bins=spec["max_bins"], early_stopping=False,
    )
    weights = np.where(y == 1, spec["class_weights"][1], spec["class_weights"][0])
    return model.fit(x, y, weights).decision_function


def loss_of(model, x, y):
    return model and float(log_loss(y, 1 / (1 + np.exp(-model(x).astype(np.float64)))))


def losses(train, held_out, spec):
    by_lightgbm_too = spec["growth"] == "leaf_wise" and spec["min_rows_of_leaf"] == 1
    return dict(
        lightgbm=loss_of(by_lightgbm(*train, spec), *held_out) if by_lightgbm_too else None,
        xgboost=loss_of(by_xgboost(*train, spec), *held_out),
        scikit_learn=loss_of(by_scikit_learn(*train, spec), *held_out),
    )


def halves(made):
    x, y = make_classification(**made)
    x, half = x.astype(np.float32), len(y) // 2
    return (x[:half], y[:half]), (x[half:], y[half:])


def alike():
    cases = []
    for made in MADE:
        train, held_out = halves(made)
        for own in SETTINGS:
            spec = USUAL | own
            cases.append(dict(rows=made, spec=spec, **losses(train, held_out, spec)))
    return cases


def drawn():
    train, held_out = halves(MADE[0])
    spec = USUAL | DRAWN
    mean = np.mean([loss_of(by_lightgbm(*train, spec, seed), *held_out) for seed in range(8)])
    return dict(rows=MADE[0], spec=spec, lightgbm=float(mean), xgboost=None, scikit_learn=None)


def real():
    """Every third row is held out; columns are numbers."""
    cases = []
    for file, label, positive, columns in [
        ("german_credit.csv", "class", "bad", ["duration", "credit_amount", "installment_commitment", "age"]),
        ("uci_credit_card.csv", "default.payment.next.month", "1",
         ["LIMIT_BAL", "AGE", "PAY_0", "PAY_2", "BILL_AMT1", "PAY_AMT1", "PAY_AMT2"]),
    ]:
        table = pd.read_csv(DATA / file, dtype=str)
        x = table[columns].astype(np.float32).to_numpy()
        y = (table[label] == positive).astype(int).to_numpy()
        held_out = np.arange(len(y)) % 3 == 0
        for own in SETTINGS[:5]:
            spec = USUAL | own | dict(rounds=40)
            parts = [(x[part], y[part]) for part in (~held_out, held_out)]
            cases.append(dict(file=file, label=label, positive=positive, columns=columns, spec=spec, **losses(*parts, spec)))
    return cases


def on_grid():
    """Fewer than 255 values a column: bins are the same, and so are trees, but for thresholds where a node has no rows.

    Leaves are so large that hardly ever two splits gain the same, which each library decides otherwise. Where there is a
    penalty, XGBoost is asked: LightGBM then passes over a column below a node where no split of it gained anything.
    """
    cases = []
    for made, missing, own in [
        (MADE[0], False, dict(rounds=60)),
        (MADE[1], False, dict(rounds=40, l2=1.0)),
        (MADE[2], False, dict(rounds=40, max_depth=4, class_weights=[1.0, 3.0])),
        (MADE[0], True, dict(rounds=40, l2=0.5)),
        (MADE[2], True, dict(rounds=40, max_leaves=12)),
        (MADE[1], False, dict(rounds=60, max_depth=3, min_rows_of_leaf=50)),
        (MADE[2], True, dict(rounds=30, min_rows_of_leaf=20)),
    ]:
        made = made | dict(n_samples=8000)
        x, y = make_classification(**made)
        x = (np.floor(x * 8) / 8).astype(np.float32)
        assert max(len(np.unique(column)) for column in x.T) < 255
        if missing:
            row, column = np.indices(x.shape)
            x[(row * 7 + column * 3) % 11 == 0] = np.nan
        spec = USUAL | (dict() if "min_rows_of_leaf" in own else dict(min_rows_of_leaf=1, min_child_weight=5.0)) | own
        if spec["l2"] > 0:
            model = by_xgboost(x, y, spec)
        else:
            model = by_scikit_learn(x, y, spec) or by_lightgbm(x, y, spec, min_data_in_bin=1)
        scores = model(x).astype(np.float64)
        kept = np.linspace(0, len(y) - 1, 60).astype(int)
        loss = float(log_loss(y, 1 / (1 + np.exp(-scores))))
        gains = getattr(model, "gains", None)
        cases.append(dict(
            rows=made, spec=spec, has_missing=missing, loss=loss, scores={int(i): float(scores[i]) for i in kept},
            importances=None if gains is None else (gains / gains.sum()).tolist(),
        ))
    return cases


def of_categories():
    """Numbers with gaps beside categories of few and of many levels, some of them rare, with gaps as well."""
    cases = []
    for seed, own in [
        (11, dict(rounds=40, max_leaves=12, min_rows_of_leaf=20)),
        (12, dict(rounds=30, max_depth=4, min_rows_of_leaf=30)),
        (13, dict(rounds=25, max_leaves=8, min_rows_of_leaf=25, class_weights=[1.0, 2.0])),
    ]:
        random = np.random.RandomState(seed)
        n = 3000
        few, many = random.randint(0, 5, n), np.minimum(random.geometric(0.08, n) - 1, 40)
        number = np.floor(random.standard_normal(n) * 8) / 8
        worth = random.standard_normal(41)
        log_odds = -1.5 + 1.2 * (few % 2) + worth[many] + 0.8 * np.abs(number)
        y = (random.random_sample(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
        # Levels are numbered without a gap, as the lab numbers them.
        many = np.unique(many, return_inverse=True)[1]
        x = np.stack([number, few, many], axis=1).astype(np.float32)
        x[random.random_sample(x.shape) < 0.05] = np.nan
        spec = USUAL | own
        model = HistGradientBoostingClassifier(
            learning_rate=spec["learning_rate"], max_iter=spec["rounds"], max_leaf_nodes=spec["max_leaves"],
            max_depth=spec["max_depth"], min_samples_leaf=spec["min_rows_of_leaf"], l2_regularization=spec["l2"],
            max_bins=spec["max_bins"], early_stopping=False, categorical_features=[1, 2],
        )
        model.fit(x, y, np.where(y == 1, spec["class_weights"][1], spec["class_weights"][0]))
        # Levels that no row of the training had, and gaps.
        asked = np.concatenate([x[:200], [[0.5, 3, np.nan], [np.nan, np.nan, 1], [0.25, 4, 0], [-1, np.nan, 2]]]).astype(np.float32)
        rows = [[None if np.isnan(value) else float(value) for value in row] for row in x]
        cases.append(dict(
            features=rows, labels=y.tolist(), spec=spec, categories=[1, 2],
            asked=[[None if np.isnan(value) else float(value) for value in row] for row in asked],
            scores=model.decision_function(asked).tolist(),
        ))
    return cases


def gain(gradient, hessian, l2):
    return gradient**2 / (hessian + l2)


def best_split(x, rows, pairs, spec):
    """Of all thresholds between values of a column the best; the highest of those that part the rows alike."""
    g, h = pairs[rows].sum(axis=0)
    best = None
    for column in range(x.shape[1]):
        values = np.unique(x[:, column][~np.isnan(x[:, column])])
        thresholds = list((values[:-1] / np.float32(2) + values[1:] / np.float32(2)).astype(np.float32)) + [np.inf]
        here = x[rows, column]
        for missing_left in [False, True]:
            for threshold in thresholds:
                left = (here <= threshold) | (missing_left & np.isnan(here))
                if min(left.sum(), (~left).sum()) < spec["min_rows_of_leaf"]:
                    continue
                gl, hl = pairs[rows[left]].sum(axis=0)
                gr, hr = pairs[rows[~left]].sum(axis=0)
                if min(hl, hr) < spec["min_child_weight"]:
                    continue
                found = gain(gl, hl, spec["l2"]) + gain(gr, hr, spec["l2"]) - gain(g, h, spec["l2"])
                alike = best and np.array_equal(left, best["left"])
                if found > 1e-9 and (best is None or found > best["gain"] + 1e-12 or alike and column == best["column"]):
                    best = dict(gain=found, column=column, threshold=float(threshold), left=left)
    return best


def by_brute_force(x, y, spec):
    """Questions in the order in which they are asked, and the scores of all rows."""
    weights = np.where(y == 1, spec["class_weights"][1], spec["class_weights"][0])
    scores = np.full(len(y), np.log((weights * y).sum() / (weights * (1 - y)).sum()))
    asked = []
    for _ in range(spec["rounds"]):
        p = 1 / (1 + np.exp(-scores))
        pairs = np.stack([weights * (p - y), weights * p * (1 - p)], axis=1).astype(np.float32).astype(np.float64)
        leaves = [np.arange(len(y))]
        found = [best_split(x, leaves[0], pairs, spec)]
        while len(leaves) < spec["max_leaves"] and any(found):
            place = max((i for i, best in enumerate(found) if best), key=lambda i: found[i]["gain"])
            best, rows = found.pop(place), leaves.pop(place)
            asked.append([best["column"], None if np.isinf(best["threshold"]) else best["threshold"]])
            for side in (rows[best["left"]], rows[~best["left"]]):
                leaves.append(side)
                found.append(best_split(x, side, pairs, spec))
        for rows in leaves:
            g, h = pairs[rows].sum(axis=0)
            scores[rows] -= spec["learning_rate"] * g / (h + spec["l2"])
    return asked, scores


def small():
    cases = []
    for seed, missing, own in [
        (1, False, dict(rounds=3, max_leaves=4, l2=0.0)),
        (2, False, dict(rounds=6, max_leaves=5, l2=1.0, learning_rate=0.3)),
        (3, False, dict(rounds=4, max_leaves=6, l2=0.1, min_rows_of_leaf=3, class_weights=[0.5, 2.5])),
        (4, True, dict(rounds=5, max_leaves=6, l2=0.2)),
        (5, True, dict(rounds=4, max_leaves=8, l2=1.0, min_child_weight=0.4)),
    ]:
        random = np.random.RandomState(seed)
        x = random.normal(size=(40, 3)).astype(np.float32)
        y = (x[:, 0] + np.sin(2 * x[:, 1]) + random.normal(size=40) > 0.5).astype(int)
        if missing:
            x[random.uniform(size=x.shape) < 0.2] = np.nan
        spec = USUAL | dict(min_rows_of_leaf=1) | own
        asked, scores = by_brute_force(x, y, spec)
        x = [[None if np.isnan(value) else float(value) for value in row] for row in x]
        cases.append(dict(features=x, labels=y.tolist(), spec=spec, asked=asked, scores=scores.tolist()))
    return cases


def main():
    golden = dict(small=small(), of_categories=of_categories(), on_grid=on_grid(), alike=alike(), drawn=drawn(), real=real())
    (HERE / "boosting.json").write_text(json.dumps(golden) + "\n")
    for case in golden["alike"] + [golden["drawn"]] + golden["real"]:
        print(case["lightgbm"], case["xgboost"], case["scikit_learn"])


if __name__ == "__main__":
    main()
