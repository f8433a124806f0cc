"""Writes study.json: scales, calibration, DeLong, gains and money for the score vectors of metrics.py.

scikit-learn's isotonic regression and calibration curve, statsmodels' logistic fits and Wilson
intervals, MLstatkit's DeLong test beside the definition of DeLong (1988) written out over all pairs,
numpy's quantiles; the rest is counted here row by row.

Run in this folder: pip install -r requirements.txt && python study.py
"""

import json
import math

import numpy as np
import statsmodels.api as sm
from MLstatkit import Delong_test
from scipy.optimize import brentq
from scipy.special import expit, logit
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss
from statsmodels.stats.proportion import proportion_confint

from metrics import cases

NAMES = [
    "V1", "V2", "V3", "V4", "V8", "sixty rows", "eleven distinct scores",
    "every score below 0.2", "three defaults in 2,000", "one default, tied with two",
]
EPS = 2.0**-52


def finite(value):
    value = float(value)
    return value if math.isfinite(value) else None


def isotonic(s, y):
    fit = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(s, y)
    queries = sorted({*np.linspace(-0.1, 1.1, 25).round(6).tolist(), *np.array(s)[:20].tolist()})
    return [[q, float(p)] for q, p in zip(queries, fit.predict(queries))]


def is_separated(x, y):
    good, bad = x[y == 0], x[y == 1]
    return good.max() <= bad.min() or bad.max() <= good.min()


def curve(s, y):
    """Intercept and slope of the plain logistic fit on the log-odds; None where none is best."""
    x = logit(np.clip(s, EPS, 1 - EPS))
    if is_separated(x, y):
        return None
    fit = sm.GLM(y, sm.add_constant(x), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=500)
    return [float(v) for v in fit.params]


def in_the_large(s, y):
    """The intercept at which as many default as are expected to, by bisection."""
    x = logit(np.clip(s, EPS, 1 - EPS))
    return float(brentq(lambda a: expit(a + x).sum() - y.sum(), -60, 60, xtol=1e-14))


def bins(s, y, n=10):
    """Bins with their left border, the last with both."""
    place = np.minimum((np.array(s) * n + 1e-12).astype(int), n - 1)
    rows = []
    for b in range(n):
        inside = place == b
        if inside.any():
            rows.append([int(inside.sum()), int(y[inside].sum()), float(s[inside].mean()), float(y[inside].mean())])
    return rows


def calibration(s, y):
    table = bins(s, y)
    gaps = [(n / len(y), abs(rate - mean)) for n, _, mean, rate in table]
    rate = y.mean()
    # Stephenson, Coelho and Jolliffe (2008): what bins leave within them, row by row.
    place = np.minimum((np.array(s) * 10 + 1e-12).astype(int), 9)
    means, rates = (np.array([v[place == p].mean() for p in place]) for v in (s, y))
    within = ((s - means) ** 2).mean() - 2 * ((s - means) * (y - rates)).mean()
    return {
        "bins": table,
        "ece": sum(w * g for w, g in gaps),
        "mce": max(g for _, g in gaps),
        "reliability": sum(n / len(y) * (mean - r) ** 2 for n, _, mean, r in table),
        "resolution": sum(n / len(y) * (r - rate) ** 2 for n, _, _, r in table),
        "within_bins": float(within),
        "uncertainty": float(rate * (1 - rate)),
        "brier_of_good": float(brier_score_loss(y[y == 0], s[y == 0], labels=[0, 1]) if (y == 0).any() else 0),
        "brier_of_default": float(((s[y == 1] - 1) ** 2).mean()),
    }


def components(s, y):
    """DeLong's structural components over all pairs."""
    bad, good = s[y == 1], s[y == 0]
    wins = (bad[:, None] > good[None, :]) + 0.5 * (bad[:, None] == good[None, :])
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(s, y):
    if y.sum() < 2 or (1 - y).sum() < 2:
        return None
    v10, v01 = components(s, y)
    return [float(v10.mean()), math.sqrt(v10.var(ddof=1) / len(v10) + v01.var(ddof=1) / len(v01))]


def compared(a, b, y):
    (a10, a01), (b10, b01) = components(a, y), components(b, y)
    variance = (b10 - a10).var(ddof=1) / len(a10) + (b01 - a01).var(ddof=1) / len(a01)
    difference, error = float(b10.mean() - a10.mean()), math.sqrt(variance)
    z = difference / error
    p = math.erfc(abs(z) / math.sqrt(2))
    published = Delong_test(y, b, a)
    assert abs(abs(published[0]) - abs(z)) < 1e-9 and abs(published[1] - p) < 1e-9, (published, z, p)
    return {"difference": difference, "standard_error": error, "z": z, "p_value": p}


def deciles(s, y):
    """Each row belongs to the tenths that its tie covers, in proportion."""
    order = np.sort(np.unique(s))[::-1]
    n, rows = len(s), []
    for tenth in range(10):
        low, high, defaults, good, start = tenth * n / 10, (tenth + 1) * n / 10, 0.0, 0.0, 0
        for v in order:
            size = int((s == v).sum())
            part = max(0.0, min(high, start + size) - max(low, start)) / size
            defaults += part * y[s == v].sum()
            good += part * (1 - y[s == v]).sum()
            start += size
        rows.append([float(defaults), float(defaults / (n / 10) / y.mean()), float(good)])
    return rows


PAYOFFS = [[0, -1, 0, -10], [0, 0, 50, -450], [3, -2.5, 1, -40], [0, -1, 0, -1]]


def cells(s, y, t):
    flagged = s >= t
    return [int(v) for v in (
        (flagged & (y == 1)).sum(), (flagged & (y == 0)).sum(),
        (~flagged & (y == 0)).sum(), (~flagged & (y == 1)).sum(),
    )]


def cuts(s):
    """Flagging nobody, then every distinct score from the highest on."""
    return [math.inf, *np.sort(np.unique(s))[::-1].tolist()]


def best(values):
    """The first of the highest, with its place."""
    place = max(range(len(values)), key=lambda i: (values[i], -i))
    return place


def payoff(s, y, amounts):
    profits = [float(np.dot(amounts, cells(s, y, t))) for t in cuts(s)]
    place = best(profits)
    return {"amounts": amounts, "best": place, "value": profits[place], "at_half": float(np.dot(amounts, cells(s, y, 0.5)))}


def credit(s, y, lgd, margin):
    ead = np.array([100.0 + 37 * (i % 11) for i in range(len(s))])
    rows = []
    for t in [math.inf, 0.5, 0.2, 0.05]:
        ok = s < t
        rows.append([
            finite(t), int(ok.sum()), float(ead[ok].sum()), float((s * lgd * ead)[ok].sum()),
            float((y * lgd * ead)[ok].sum()),
            float((np.where(y == 1, -lgd, margin) * ead)[ok].sum()),
        ])
    profits = [float((np.where(y == 1, -lgd, margin) * ead)[s < t].sum()) for t in cuts(s)]
    return {"lgd": lgd, "margin": margin, "books": rows, "best": best(np.round(profits, 9).tolist()), "value": max(profits)}


def rates(tp, fp, tn, fn):
    precision = tp / (tp + fp) if tp + fp else None
    recall, specificity = tp / (tp + fn), tn / (tn + fp)
    f1 = 2 * tp / (2 * tp + fp + fn)
    return {"recall": recall, "precision": precision, "f1": f1, "specificity": specificity,
            "fpr": 1 - specificity, "flagged": tp + fp, "share": (tp + fp) / (tp + fp + tn + fn)}


def constrained(s, y):
    found = []
    table = [rates(*cells(s, y, t)) for t in cuts(s)]
    for kind, limit, is_met in [
        ("recall", 0.6, lambda r: r["recall"] >= 0.6),
        ("recall", 0.95, lambda r: r["recall"] >= 0.95),
        ("precision", 0.3, lambda r: r["precision"] is not None and r["precision"] >= 0.3),
        ("precision", 0.99, lambda r: r["precision"] is not None and r["precision"] >= 0.99),
        ("flagged", 3, lambda r: r["flagged"] <= 3),
        ("share", 0.1, lambda r: r["share"] <= 0.1),
        ("fpr", 0.05, lambda r: r["fpr"] <= 0.05),
    ]:
        for objective in ["recall", "precision", "f1", "specificity"]:
            values = [r[objective] if is_met(r) and r[objective] is not None else -1 for r in table]
            place = best(values)
            found.append([kind, limit, objective, place if values[place] >= 0 else None])
    return found


def case(name, s, y):
    s, y = np.array(s, float), np.array(y)
    return {
        "name": name,
        "isotonic": isotonic(s, y),
        "curve": curve(s, y),
        "in_the_large": in_the_large(s, y),
        "calibration": calibration(s, y),
        "delong": delong(s, y),
        "deciles": deciles(s, y),
        "payoffs": [payoff(s, y, p) for p in PAYOFFS],
        "credit": [credit(s, y, 0.45, 0.05), credit(s, y, 1.0, 0.3)],
        "constrained": constrained(s, y),
    }


def pair():
    """Two models of 300 rows; the second has ties."""
    random = np.random.RandomState(11)
    y = (random.random_sample(300) < 0.2).astype(int)
    a = random.normal(0, 1, 300) + 0.9 * y
    b = np.round(random.normal(0, 1, 300) + 0.6 * y + 0.5 * a, 1)
    return {"first": a.tolist(), "second": b.tolist(), "labels": y.tolist(), "test": compared(a, b, y)}


def curve_of_sklearn():
    """No score stands on a border, so that it doesn't matter to which side that belongs."""
    random = np.random.RandomState(3)
    s = random.beta(1, 3, 500)
    y = (random.random_sample(500) < s**1.3).astype(int)
    rate, mean = calibration_curve(y, s, n_bins=10, strategy="uniform")
    return {"scores": s.tolist(), "labels": y.tolist(), "mean": mean.tolist(), "rate": rate.tolist()}


if __name__ == "__main__":
    chosen = [case(*c) for c in cases() if c[0] in NAMES]
    draws = np.random.RandomState(5).normal(0, 1, 137).round(6)
    whole = {
        "cases": chosen,
        "wilson": [[k, n, *map(float, proportion_confint(k, n, method="wilson"))]
                   for k, n in [(0, 5), (14, 48), (48, 48), (1, 1), (300, 2000)]],
        "pair": pair(),
        "calibration_curve": curve_of_sklearn(),
        "quantiles": {"draws": draws.tolist(), "at": [[q, float(np.quantile(draws, q))] for q in (0, 0.025, 0.3, 0.5, 0.975, 1)]},
    }
    with open("study.json", "w") as file:
        json.dump(whole, file, allow_nan=False, separators=(",", ":"))
        file.write("\n")
