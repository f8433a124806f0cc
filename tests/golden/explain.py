"""Writes explain.json: a linear and a crooked function of rows, explained by shap and scikit-learn; accumulated local
effects by the formulas of Apley and Zhu (2020).

Run in this folder: pip install -r requirements.txt && python explain.py
"""

import json
from pathlib import Path

import numpy as np
import shap
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import make_classification
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROWS = dict(n_samples=240, n_features=6, n_informative=4, n_redundant=1, weights=[0.8, 0.2], random_state=11)
N_EXPLAINED, N_BACKGROUND = 3, 20


def crooked(x):
    """Log-odds; the last column has no part in them."""
    x = np.asarray(x, dtype=float)
    return 2 * np.tanh(x[:, 0] * x[:, 1]) + np.maximum(x[:, 2], x[:, 3]) - 0.5 * x[:, 4] ** 2 - 1


class Crooked(ClassifierMixin, BaseEstimator):
    classes_ = np.array([0, 1])

    def fit(self, x, y):
        return self

    def __sklearn_is_fitted__(self):
        return True

    def predict_proba(self, x):
        p = expit(crooked(x))
        return np.column_stack([1 - p, p])


def auc(model, x, y):
    """Of scores in single precision, as models give them."""
    return roc_auc_score(y, crooked(x).astype(np.float32))


def accumulated(x, column, n_bins):
    values = x[:, column]
    borders = np.unique(np.quantile(values, np.linspace(0, 1, n_bins + 1)).astype(np.float32)).astype(float)
    bins = np.clip(np.searchsorted(borders, values, side="left"), 1, len(borders) - 1)
    low, high = x.copy(), x.copy()
    low[:, column], high[:, column] = borders[bins - 1], borders[bins]
    rise = expit(crooked(high)) - expit(crooked(low))
    counts = np.array([(bins == k).sum() for k in range(1, len(borders))])
    means = np.array([rise[bins == k].mean() if (bins == k).any() else 0.0 for k in range(1, len(borders))])
    effects = np.concatenate([[0.0], np.cumsum(means)])
    centre = ((effects[:-1] + effects[1:]) / 2 * counts).sum() / counts.sum()
    return dict(
        column=column, n_bins=n_bins, borders=borders.tolist(), effects=(effects - centre).tolist(), counts=counts.tolist()
    )


def dependence(x, column, resolution, percentiles):
    found = partial_dependence(
        Crooked(), x, [column], grid_resolution=resolution, percentiles=percentiles, kind="both", method="brute"
    )
    return dict(
        column=column,
        resolution=resolution,
        percentiles=percentiles,
        grid=found["grid_values"][0].tolist(),
        means=found["average"][0].tolist(),
        lines={row: found["individual"][0, row].tolist() for row in (0, 60, 120, 180)},
    )


def main():
    x, y = make_classification(**ROWS)
    x = x.astype(np.float32).astype(float)
    # Columns of few values, one of them with rare ones.
    x[:, 3] = np.round(x[:, 3])
    rows, background = x[:N_EXPLAINED], x[N_EXPLAINED : N_EXPLAINED + N_BACKGROUND]

    regression = LogisticRegression().fit(x, y)
    linear = shap.LinearExplainer(regression, shap.maskers.Independent(background, max_samples=1000))
    kernel = shap.KernelExplainer(crooked, background)
    exact = shap.ExactExplainer(crooked, shap.maskers.Independent(background, max_samples=1000))(rows)
    kernel_values = kernel.shap_values(rows, nsamples=2**12, l1_reg=False)
    assert np.allclose(kernel_values, exact.values, atol=1e-9)

    importance = permutation_importance(Crooked(), x, y, scoring=auc, n_repeats=5, random_state=3)
    golden = dict(
        rows=ROWS,
        n_explained=N_EXPLAINED,
        n_background=N_BACKGROUND,
        linear=dict(
            intercept=float(regression.intercept_[0]),
            coefficients=regression.coef_[0].tolist(),
            base=float(linear.expected_value),
            values=linear.shap_values(rows).tolist(),
        ),
        kernel=dict(base=float(kernel.expected_value), values=kernel_values.tolist()),
        permutation=dict(
            n_repeats=5,
            random_state=3,
            drops=importance.importances.tolist(),
            means=importance.importances_mean.tolist(),
            deviations=importance.importances_std.tolist(),
        ),
        dependence=[
            dependence(x, 0, 20, (0.05, 0.95)),
            dependence(x, 2, 7, (0.0, 1.0)),
            dependence(x, 3, 100, (0.05, 0.95)),
        ],
        accumulated=[accumulated(x, 0, 10), accumulated(x, 3, 8), accumulated(x, 4, 30)],
    )
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
