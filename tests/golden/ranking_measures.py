"""Writes ranking_measures.json: measures of the cases of metrics.py, by name.

The H-measure is hmeasure's, the area under the precision-recall-gain curve that of its authors'
pyprg, the expected maximum profit empulse's (and EMP-py's), all else scikit-learn's and SciPy's.

Run in this folder: pip install -r requirements.txt && python ranking_measures.py
"""

import json
import math
import warnings

import numpy as np
from EMP.metrics import empCreditScoring
from empulse.metrics import empcs_score
from hmeasure import h_score
from scipy import stats
from scipy.spatial import ConvexHull, QhullError
from sklearn import metrics as sk

from metrics import cases, number, thresholds

# pyprg was written for a NumPy that still had alen.
np.alen = lambda array: len(array) if hasattr(array, "__len__") and len(np.shape(list(array))) else 1
from prg import prg  # noqa: E402

warnings.simplefilter("ignore")
NAN = math.nan
MAX_FPR = [0.05, 0.1, 0.3, 1.0]
EMP = [(0.55, 0.1, 0.2644), (0.2, 0.5, 0.1), (0, 0.3, 0.6), (0.4, 0.6, 0.05)]


def hull_auc(y, s):
    """The corner (1, 0) makes the area under the hull the area of a hull."""
    fpr, tpr, _ = sk.roc_curve(y, s)
    return ConvexHull(np.c_[[*fpr, 1], [*tpr, 0]]).volume


def raw(standardized, m):
    """McClish's standardisation, undone: the area up to a false-positive rate m."""
    return m * m / 2 + (2 * standardized - 1) * (m - m * m / 2)


def emp(y, s, p0, p1, roi):
    """empulse's; EMP-py says the same wherever it has a hull to work on."""
    keys = {"success_rate": p0, "default_rate": p1, "roi": roi}
    profit = float(empcs_score(y, s, **keys))
    rejected = float(empcs_score.optimal_rate(y, s, **keys))
    try:
        other = empCreditScoring(s, y, p_0=p0, p_1=p1, ROI=roi)
    except QhullError:
        return [p0, p1, roi, profit, rejected]
    assert abs(other.EMPC - profit) < 1e-12, (other, profit)
    assert abs(other.EMPC_fraction - rejected) < 1e-12, (other, rejected)
    return [p0, p1, roi, profit, rejected]


def cut(y, s, threshold):
    predicted = (np.array(s) >= threshold).astype(int)
    npv = sk.precision_score(y, predicted, pos_label=0, zero_division=NAN)
    matrix = sk.confusion_matrix(y, predicted, labels=[0, 1])
    odds = stats.contingency.odds_ratio(matrix, kind="sample").statistic
    return {
        "threshold": threshold,
        "negative_predictive_value": number(npv),
        "informedness": number(sk.balanced_accuracy_score(y, predicted, adjusted=True)),
        "markedness": number(sk.precision_score(y, predicted, zero_division=NAN) + npv - 1),
        "diagnostic_odds_ratio": None if math.isinf(odds) else number(odds),
    }


def case(name, s, y):
    y = np.array(y)
    # Packages that want probabilities get the same order as such.
    order = stats.rankdata(s, "dense") / len(s)
    pairs = int(y.sum() * (1 - y).sum())
    partial = [float(sk.roc_auc_score(y, s, max_fpr=m)) for m in MAX_FPR]
    areas = [raw(*pair) for pair in zip(partial, MAX_FPR)]
    probabilities = min(s) >= 0 and max(s) <= 1
    return {
        "name": name,
        "gini": float(2 * stats.mannwhitneyu(order[y == 1], order[y == 0]).statistic / pairs - 1),
        "ks": float(stats.ks_2samp(order[y == 1], order[y == 0], alternative="less").statistic),
        "hull_auc": hull_auc(y, s),
        "partial_auc": list(zip(MAX_FPR, partial)),
        "between": [0.05, 0.3, areas[2] - areas[0]],
        "average_precision_over_prevalence": float(sk.average_precision_score(y, s) / y.mean()),
        "pr_gain": float(prg.calc_auprg(prg.create_prg_curve(y, order))),
        # The priors of 2014, Beta(2, 2), and the package's own.
        "h": [float(h_score(y, order, ratio)) for ratio in (-1, 1, None)],
        "emp": [emp(y, order, *spec) for spec in EMP],
        "brier_skill_score": float(sk.d2_brier_score(y, np.array(s, float))) if probabilities else None,
        "cuts": [cut(y, s, t) for t in thresholds(s)],
    }


if __name__ == "__main__":
    with open("ranking_measures.json", "w") as file:
        json.dump([case(*c) for c in cases()], file, allow_nan=False, separators=(",", ":"))
        file.write("\n")
