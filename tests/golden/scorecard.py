"""Golden scorecards: bins, weights of evidence, information values, coefficients and points.

Cuts are numpy's quantiles, pooling is scikit-learn's isotonic regression, its direction scipy's Spearman correlation,
weights of evidence and information values are optbinning's, the regression is scikit-learn's.

optbinning adds nothing to a bin, and half a row of each class is wanted in each. So it is given every row twice, and one
row of each class a bin: the shares are the same. Its weights have the opposite sign.

usage: python scorecard.py, with requirements.txt installed; writes scorecard.json beside it.
"""

import json
import math
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from optbinning import OptimalBinning
from scipy.stats import spearmanr
from sklearn.datasets import make_classification
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

USUAL = dict(n_columns=8, max_bins=5, base_points=600.0, base_odds=50.0, pdo=20.0, class_weights=[1.0, 1.0])
CASES = [
    # rows, columns, informative ones, share of positives, digits that are kept of each value, seed, settings
    (4000, 12, 6, 0.1, None, 1, {}),
    (2500, 6, 4, 0.3, 0, 2, dict(n_columns=3, max_bins=4, class_weights=[1.0, 3.0])),
    (1500, 10, 5, 0.03, 1, 3, dict(max_bins=8, base_points=500.0, base_odds=1.0, pdo=50.0)),
    (117, 5, 3, 0.4, None, 4, dict(n_columns=2, max_bins=3)),
]


def made(n_samples, n_features, n_informative, share, digits, seed):
    rows = dict(
        n_samples=n_samples,
        n_features=n_features,
        n_informative=n_informative,
        n_redundant=0,
        weights=[1 - share, share],
        class_sep=0.8,
        flip_y=0.05,
        random_state=seed,
    )
    x, y = make_classification(**rows)
    if digits is not None:
        x = np.round(x, digits)
    return rows, x.astype(np.float32).astype(np.float64), y


def counted(x, y, cuts):
    """Rows of each class a bin, also of bins without rows."""
    place = pd.Series(np.searchsorted(cuts, x, side="right"), name="bin")
    table = pd.crosstab(place, pd.Series(y, name="y"))
    return table.reindex(index=range(len(cuts) + 1), columns=[0, 1], fill_value=0)


def information_value(counts):
    shares = (counts + 0.5) / (counts.sum() + 0.5 * len(counts))
    return ((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum()


def without(cuts, place):
    return np.delete(cuts, place)


def cut(x, y, max_bins):
    cuts = np.unique(np.quantile(x, np.arange(1, 20) / 20))
    cuts = cuts[cuts > x.min()]
    counts = counted(x, y, cuts)
    cuts = cuts[(counts.sum(axis=1) > 0).to_numpy()[1:]]
    if len(cuts) == 0:
        return cuts
    place = np.searchsorted(cuts, x, side="right")
    rises = spearmanr(place, y).statistic >= 0
    fitted = IsotonicRegression(increasing=bool(rises)).fit(place, y).predict(np.arange(len(cuts) + 1))
    cuts = cuts[np.abs(np.diff(fitted)) > 1e-9]
    while len(cuts):
        rows = counted(x, y, cuts).sum(axis=1).to_numpy()
        smallest = int(rows.argmin())
        if rows[smallest] * 20 < len(x):
            tried = [place for place in (smallest - 1, smallest) if 0 <= place < len(cuts)]
        elif len(cuts) + 1 > max_bins:
            tried = range(len(cuts))
        else:
            break
        values = [information_value(counted(x, y, without(cuts, place))) for place in tried]
        cuts = without(cuts, tried[int(np.argmax(values))])
    return cuts


def evidence(x, y, cuts):
    """optbinning's weights, with the sign of risk, and its information value."""
    if len(cuts) == 0:
        return [0.0], 0.0
    inside = np.concatenate([[cuts[0] - 1], cuts])
    column = np.concatenate([x, x, inside, inside])
    labels = np.concatenate([y, y, np.zeros(len(inside), int), np.ones(len(inside), int)])
    # It keeps neighbours apart if it is told to.
    binning = OptimalBinning(
        user_splits=cuts.tolist(),
        user_splits_fixed=[True] * len(cuts),
        monotonic_trend=None,
        min_bin_size=None,
        max_n_prebins=30,
        min_prebin_size=1e-6,
    ).fit(column, labels)
    assert np.allclose(binning.splits, cuts, rtol=0, atol=0), (binning.splits, cuts)
    table = binning.binning_table.build().iloc[: len(cuts) + 1]
    counts = counted(x, y, cuts)
    assert (table["Event"].to_numpy() == 2 * counts[1] + 1).all()
    assert (table["Non-event"].to_numpy() == 2 * counts[0] + 1).all()
    return (-table["WoE"].astype(float)).tolist(), float(binning.binning_table.iv)


def case(n_samples, n_features, n_informative, share, digits, seed, changed):
    settings = USUAL | changed
    rows, x, y = made(n_samples, n_features, n_informative, share, digits, seed)
    columns = []
    for column in range(n_features):
        cuts = cut(x[:, column], y, settings["max_bins"])
        weights, value = evidence(x[:, column], y, cuts)
        counts = counted(x[:, column], y, cuts)
        assert math.isclose(value, information_value(counts), rel_tol=1e-9, abs_tol=1e-12)
        columns.append(
            dict(column=column, cuts=cuts.tolist(), counts=counts.to_numpy().tolist(), woe=weights, value=value)
        )
    useful = [column for column in columns if column["cuts"]]
    chosen = sorted(useful, key=lambda column: -column["value"])[: settings["n_columns"]]
    places = [np.searchsorted(column["cuts"], x[:, column["column"]], side="right") for column in chosen]
    woe = [np.array(column["woe"], np.float32).astype(float)[place] for column, place in zip(chosen, places)]
    negative, positive = settings["class_weights"]
    model = LogisticRegression(
        C=1.0, solver="newton-cholesky", class_weight={0: negative, 1: positive}, tol=1e-12, max_iter=1000
    ).fit(np.column_stack(woe), y)
    factor = settings["pdo"] / np.log(2)
    offset = settings["base_points"] - factor * np.log(settings["base_odds"])
    n = len(chosen)
    for column, coefficient in zip(chosen, model.coef_[0]):
        exact = -(coefficient * np.array(column["woe"]) + model.intercept_[0] / n) * factor + offset / n
        # No half decides: those are rounded otherwise by numpy.
        assert (np.abs(np.abs(exact - np.trunc(exact)) - 0.5) > 1e-4).all()
        column |= dict(coefficient=float(coefficient), points=np.round(exact).tolist())
    totals = sum(np.array(column["points"])[place] for column, place in zip(chosen, places))
    kept = np.linspace(0, n_samples - 1, 30).astype(int)
    return dict(
        rows=rows,
        digits=digits,
        settings=settings,
        values=[column["value"] for column in columns],
        chosen=chosen,
        intercept=float(model.intercept_[0]),
        points={int(row): float(totals[row]) for row in kept},
        scores={int(row): float((offset - totals[row]) / factor) for row in kept},
    )


made_by = ", ".join(f"{name} {version(name)}" for name in ("numpy", "optbinning", "scikit-learn", "scipy"))
golden = dict(made_by=made_by, cases=[case(*it) for it in CASES])
path = Path(__file__).with_name("scorecard.json")
path.write_text(json.dumps(golden) + "\n")
for it in golden["cases"]:
    print([len(column["points"]) for column in it["chosen"]], len(it["values"]), [round(c["coefficient"], 2) for c in it["chosen"]])
