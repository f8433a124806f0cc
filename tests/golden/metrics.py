"""Writes metrics.json: scikit-learn's and imbalanced-learn's numbers for small score vectors.

Run in this folder: pip install -r requirements.txt && python metrics.py
"""

import json
import math
import warnings

import numpy as np
from imblearn.metrics import geometric_mean_score
from sklearn import metrics as sk

warnings.simplefilter("ignore")
NAN = math.nan


def spread(i):
    return (7919 * i + 13) % 1000


def cases():
    """Name, scores, labels. V1 to V8 have an AUC and a Brier score known from elsewhere."""
    good = [0, 0.01, 0.02, 0.03, 0.2, 0.6, 0.66, 0.7]
    bad = [0.3, 0.35, 0.36, 0.42, 0.5, 0.8, 0.82, 0.99]
    yield "V1", good + bad, [0] * 8 + [1] * 8
    yield (
        "V2",
        [0, 0.1, 0.2, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.9],
        [0, 0, 1, 0, 0, 1, 1, 0, 1, 1],
    )
    y = [int(i % 50 == 7) for i in range(1000)]
    s = [(5000 + 5 * spread(i) if y[i] else 8 * spread(i)) / 10000 for i in range(1000)]
    yield "V3", s, y
    y = [int(i % 10 == 3) for i in range(1000)]
    yield "V4", [(7 * spread(i) // 100 + 20 * y[i]) / 100 for i in range(1000)], y
    yield "V8", [0.1, 0.4, 0.35, 0.8, 0.3], [0, 0, 0, 1, 1]
    yield "all scores equal", [0.3] * 7, [0, 1, 0, 0, 1, 0, 0]
    yield "one default, on top", [0.9, 0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0, 0]
    yield "one default, at the bottom", [0.05, 0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0, 0]
    yield "one default, tied with two", [0.2, 0.1, 0.2, 0.3, 0.2], [1, 0, 0, 0, 0]
    yield "one good customer", [0.2, 0.1, 0.6, 0.3, 0.2], [1, 1, 0, 1, 1]
    yield "perfect", [0.9, 0.1, 0.8, 0.3, 0.2], [1, 0, 1, 0, 0]
    yield "perfect with ties", [0.9, 0.1, 0.9, 0.1, 0.1], [1, 0, 1, 0, 0]
    yield "inverted", [0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1]
    yield "two rows", [0.4, 0.6], [0, 1]
    yield "two rows, inverted", [0.6, 0.4], [0, 1]
    yield "two rows, tied", [0.5, 0.5], [0, 1]
    yield "predictions, not scores", [0, 1, 0, 1, 0, 1], [1, 1, 0, 1, 0, 1]
    yield "certain and wrong", [1, 1, 0, 0, 0.5, 0, 1], [0, 1, 1, 0, 1, 0, 1]
    yield "log-odds", [-3.5, 2.25, -0.75, 0.5, 7.0, -0.75, 0.5, -12], [0, 1, 0, 0, 1, 1, 1, 0]
    yield "zero with either sign", [-0.0, 0.0, 0.5, -0.5, 0.0], [1, 0, 1, 0, 1]
    yield "very small", [5e-324, 1e-300, 0, 3e-17, 1e-300, 2e-16], [0, 1, 0, 1, 0, 1]
    yield "very large", [1e308, -1e308, 1e300, 3, -7e299, 1e300], [1, 0, 0, 1, 0, 1]
    yield "neighbouring doubles", [0.1, 0.1 + 2**-56, 0.1 + 2**-55, 0.1], [0, 0, 1, 1]
    random = np.random.RandomState(7)
    y = (random.random_sample(60) < 0.3).astype(int).tolist()
    s = [round(float(v), 4) for v in random.beta(2, 4, 60) * 0.7 + 0.3 * np.array(y)]
    yield "sixty rows", s, y
    y = (random.random_sample(200) < 0.1).astype(int).tolist()
    s = [round(float(v), 1) for v in np.clip(random.normal(0.3, 0.2, 200) + 0.2 * np.array(y), 0, 1)]
    yield "eleven distinct scores", s, y
    y = (random.random_sample(400) < 0.02).astype(int).tolist()
    s = [round(float(v), 6) for v in random.beta(1, 50, 400) + 0.01 * np.array(y)]
    yield "every score below 0.2", s, y
    y = [int(i in (40, 900, 1999)) for i in range(2000)]
    s = [round(float(v), 4) for v in random.beta(1, 20, 2000) + 0.05 * np.array(y)]
    yield "three defaults in 2,000", s, y


def number(value):
    """None for what is undefined; floats keep all their digits."""
    value = float(value)
    return None if math.isnan(value) else value


def mean_unless_undefined(report, row):
    """scikit-learn averages the other class alone; the lab says that it is undefined."""
    return {
        key: None
        if key != "support" and any(math.isnan(report[c][key]) for c in ("good", "default"))
        else number(report[row][key])
        for key in ("precision", "recall", "f1-score", "support")
    }


def report(y, predicted):
    table = sk.classification_report(
        y, predicted, labels=[0, 1], target_names=["good", "default"],
        output_dict=True, zero_division=NAN,
    )
    rows = {c: {k: number(v) for k, v in table[c].items()} for c in ("good", "default")}
    averages = {r: mean_unless_undefined(table, r) for r in ("macro avg", "weighted avg")}
    return rows | averages


def cut(y, s, threshold):
    predicted = (np.array(s) >= threshold).astype(int)
    tn, fp, fn, tp = sk.confusion_matrix(y, predicted, labels=[0, 1]).ravel().tolist()
    either_side_empty = tp + fp == 0 or tn + fn == 0
    return {
        "threshold": threshold,
        "cells": [tp, fp, tn, fn],
        "precision": number(sk.precision_score(y, predicted, zero_division=NAN)),
        "recall": number(sk.recall_score(y, predicted, zero_division=NAN)),
        "specificity": number(sk.recall_score(y, predicted, pos_label=0, zero_division=NAN)),
        "f1": number(sk.f1_score(y, predicted, zero_division=NAN)),
        "f2": number(sk.fbeta_score(y, predicted, beta=2, zero_division=NAN)),
        "f_half": number(sk.fbeta_score(y, predicted, beta=0.5, zero_division=NAN)),
        "balanced_accuracy": number(sk.balanced_accuracy_score(y, predicted)),
        "g_mean": number(geometric_mean_score(y, predicted)),
        # scikit-learn says 0 where a column of the matrix is empty.
        "mcc": None if either_side_empty else number(sk.matthews_corrcoef(y, predicted)),
        "cohens_kappa": number(sk.cohen_kappa_score(y, predicted)),
        "accuracy": number(sk.accuracy_score(y, predicted)),
        "share_flagged": float(predicted.mean()),
        "report": report(y, predicted),
    }


def thresholds(s):
    """Above all, below all, the usual two, and some distinct scores."""
    distinct = sorted(set(s), reverse=True)
    few = distinct[:: max(1, len(distinct) // 5)]
    return [0.5, 0.15, distinct[0] + abs(distinct[0]) / 2 + 1, distinct[-1]] + few


def every(n):
    """All of a short curve, and each 40th point with both ends of a long one."""
    return list(range(n)) if n <= 70 else sorted({*range(0, n, 40), n - 1})


def case(name, s, y):
    fpr, tpr, at = sk.roc_curve(y, s, drop_intermediate=False)
    precision, recall, pr_at = sk.precision_recall_curve(y, s, drop_intermediate=False)
    # Highest threshold first, without the added point where nothing is flagged.
    precision, recall, pr_at = precision[-2::-1], recall[-2::-1], pr_at[::-1]
    probabilities = min(s) >= 0 and max(s) <= 1
    edges = [0, 0.1, 0.2, 0.3, 0.5, 1.0]
    bins = [np.histogram([v for v, l in zip(s, y) if l == c], edges)[0].tolist() for c in (0, 1)]
    return {
        "name": name,
        "scores": s,
        "labels": y,
        "prevalence": float(np.mean(y)),
        "roc_auc": number(sk.roc_auc_score(y, s)),
        "average_precision": number(sk.average_precision_score(y, s)),
        "brier_score": number(sk.brier_score_loss(y, s)) if probabilities else None,
        "log_loss": number(sk.log_loss(y, np.array(s, float))) if probabilities else None,
        "n_roc": len(at),
        # JSON has no infinity; scikit-learn's first threshold is infinite.
        "roc": [
            [i, None if i == 0 else float(at[i]), float(fpr[i]), float(tpr[i])]
            for i in every(len(at))
        ],
        "precision_recall": [
            [i, float(pr_at[i]), float(precision[i]), float(recall[i])]
            for i in every(len(pr_at))
        ],
        "histogram": {"edges": edges, "good": bins[0], "default": bins[1]},
        "cuts": [cut(y, s, t) for t in thresholds(s)],
    }


if __name__ == "__main__":
    with open("metrics.json", "w") as file:
        json.dump([case(*c) for c in cases()], file, allow_nan=False, separators=(",", ":"))
        file.write("\n")
