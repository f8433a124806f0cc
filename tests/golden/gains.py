"""Writes gains.json: gains, lift, deciles and the detection error trade-off of the cases of metrics.py.

Lift and rates are scikit-learn's, with sample weights. Deciles are shared out in exact fractions: each row
holds the stretch of its tie, and a decile gets the part of that stretch that lies in it. Where no tie
straddles a border pandas' qcut of the rank must find the same.

Run in this folder: pip install -r requirements.txt && python gains.py
"""

import json
from fractions import Fraction
from itertools import groupby

import numpy as np
import pandas as pd
from sklearn import metrics as sk

from metrics import cases, every


def weights(y, prevalence):
    """What a default and a good customer count."""
    n, bad = len(y), sum(y)
    if prevalence is None:
        return {1: Fraction(1), 0: Fraction(1)}
    return {1: prevalence * n / bad, 0: (1 - prevalence) * n / (n - bad)}


def gains(y, s, w):
    """[index, share flagged, recall, lift, false-positive rate] at some of the distinct scores."""
    y, s = np.array(y), np.array(s, float) + 0.0
    rows = np.array([float(w[label]) for label in y])
    distinct = np.unique(s)[::-1]
    points = []
    for i in every(len(distinct)):
        flagged = (s >= distinct[i]).astype(int)
        precision = sk.precision_score(y, flagged, sample_weight=rows)
        points.append([
            i + 1,
            float(np.average(flagged, weights=rows)),
            float(sk.recall_score(y, flagged, sample_weight=rows)),
            float(precision / np.average(y, weights=rows)),
            float(1 - sk.recall_score(y, flagged, pos_label=0, sample_weight=rows)),
        ])
    return points


def stretches(y, s, w):
    """For each distinct score from the highest: where its rows begin and end, and the defaults of it."""
    start = Fraction(0)
    ranked = sorted(zip(np.array(s, float) + 0.0, y), key=lambda row: -row[0])
    for score, tie in groupby(ranked, key=lambda row: row[0]):
        labels = [label for _, label in tie]
        end = start + sum(w[label] for label in labels)
        yield float(score), start, end, w[1] * sum(labels)
        start = end


def deciles(y, s, w):
    ties = list(stretches(y, s, w))
    n, bad = ties[-1][2], w[1] * sum(y)
    found, goods = Fraction(0), Fraction(0)
    rows = []
    for tenth in range(10):
        low, high = n * tenth / 10, n * (tenth + 1) / 10
        part = [(t, max(Fraction(0), min(t[2], high) - max(t[1], low))) for t in ties]
        part = [(t, inside) for t, inside in part if inside > 0]
        size = sum(inside for _, inside in part)
        defaults = sum(t[3] * inside / (t[2] - t[1]) for t, inside in part)
        found, goods = found + defaults, goods + size - defaults
        recall, fpr = found / bad, goods / (n - bad)
        row = [size, defaults, defaults / size, defaults / size / (bad / n), recall, fpr, recall - fpr]
        rows.append([float(v) for v in row] + [part[0][0][0], part[-1][0][0]])
    return rows


def check_with_pandas(y, s, rows):
    """True where there was something to check."""
    frame = pd.DataFrame({"y": y, "s": s}).sort_values("s", ascending=False)
    frame["decile"] = pd.qcut(np.arange(len(y)), 10, labels=False)
    if len(y) % 10 or (frame.groupby("s")["decile"].nunique() > 1).any():
        return False
    table = frame.groupby("decile").agg(
        rows=("y", "size"), bad=("y", "sum"), rate=("y", "mean"), high=("s", "max"), low=("s", "min")
    )
    recall = table.bad.cumsum() / table.bad.sum()
    fpr = (table.rows - table.bad).cumsum() / (table.rows - table.bad).sum()
    expected = np.c_[table.rows, table.bad, table.rate, table.rate / np.mean(y), recall, fpr, recall - fpr,
                     table.high, table.low]
    np.testing.assert_allclose(rows, expected, rtol=1e-12, atol=1e-12)
    return True


def det(y, s):
    """[false-positive rate, miss rate] from nothing flagged to everything, at some of the points."""
    fpr, tpr, _ = sk.roc_curve(y, s, drop_intermediate=False)
    points = [[i, float(fpr[i]), float(1 - tpr[i])] for i in every(len(fpr))]
    # det_curve leaves out the points before the first default is found and after the last.
    inner = {(round(a, 12), round(b, 12)) for a, b in zip(*sk.det_curve(y, s)[:2])}
    assert inner <= {(round(a, 12), round(1 - b, 12)) for a, b in zip(fpr, tpr)}
    return points


def case(name, s, y, prevalence):
    w = weights(y, prevalence)
    return {
        "name": name,
        "scores": s,
        "labels": y,
        "prevalence": None if prevalence is None else float(prevalence),
        "gains": gains(y, s, w),
        "deciles": deciles(y, s, w),
        "det": det(y, s),
    }


def all_cases():
    """Each as it is; some where the share of defaults is 1/20."""
    for name, s, y in cases():
        if len(y) > 1000 or name == "V4":
            continue
        yield name, s, y, None
        if name in ("V2", "one default, tied with two", "log-odds", "sixty rows"):
            yield name + ", deployed", s, y, Fraction(1, 20)
    random = np.random.RandomState(5)
    y = (random.random_sample(150) < 0.2).astype(int).tolist()
    s = (random.permutation(150) / 1000 + 0.05 * np.array(y)).round(4)
    yield "150 rows", (s + np.arange(150) / 1e6).round(6).tolist(), y, None


if __name__ == "__main__":
    written = [case(*c) for c in all_cases()]
    checked = [check_with_pandas(c["labels"], c["scores"], c["deciles"])
               for c in written if c["prevalence"] is None and len(c["labels"]) >= 10]
    assert sum(checked) >= 2, checked
    with open("gains.json", "w") as file:
        json.dump(written, file, allow_nan=False, separators=(",", ":"))
        file.write("\n")
