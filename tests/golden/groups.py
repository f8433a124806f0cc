"""Metrics within groups and the agreement of two models, for tests/metrics/groups.rs.

Metrics by scikit-learn on each group's rows; intervals of 4,000 redraws by NumPy; kappa by scikit-learn, McNemar's
exact test by SciPy's binomtest. Versions: requirements.txt.
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    average_precision_score,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    matthews_corrcoef,
    precision_score,
    recall_score,
    roc_auc_score,
)

random = np.random.RandomState(7)
n = 700
group = random.choice(3, n, p=[0.6, 0.3, 0.1])
labels = random.random_sample(n) < 0.1 + 0.1 * group
first = np.round(0.2 + 0.3 * labels + 0.25 * random.standard_normal(n), 3)
second = np.round(first + 0.1 * random.standard_normal(n), 3)
at, other = 0.45, 0.4


def redrawn(metric, y, flagged):
    rows = random.randint(0, len(y), (4_000, len(y)))
    values = [metric(y[row], flagged[row]) for row in rows]
    return np.quantile(values, [0.025, 0.975]).tolist()


def redrawn_by_class(metric, y, scores):
    """Rows of each class are drawn by themselves."""
    classes = [np.flatnonzero(~y), np.flatnonzero(y)]
    values = []
    for _ in range(4_000):
        row = np.concatenate([random.choice(rows, len(rows)) for rows in classes])
        values.append(metric(y[row], scores[row]))
    return np.quantile(values, [0.025, 0.975]).tolist()


def of_group(of):
    rows = group == of
    y, scores = labels[rows], first[rows]
    flagged = scores >= at
    tn, fp, fn, tp = confusion_matrix(y, flagged).ravel().tolist()
    return {
        "cells": [tn, fp, fn, tp],
        "recall": recall_score(y, flagged),
        "precision": precision_score(y, flagged),
        "f1": f1_score(y, flagged),
        "mcc": matthews_corrcoef(y, flagged),
        "roc_auc": roc_auc_score(y, scores),
        "f1_interval": redrawn(f1_score, y, flagged),
        "mcc_interval": redrawn(matthews_corrcoef, y, flagged),
        "average_precision": average_precision_score(y, scores),
        "average_precision_interval": redrawn_by_class(average_precision_score, y, scores),
    }


a, b = first >= at, second >= other
alone = [int(((a == labels) & (b != labels)).sum()), int(((b == labels) & (a != labels)).sum())]


def counts(of):
    return [int((of & ~labels).sum()), int((of & labels).sum())]


json.dump(
    {
        "group": group.tolist(),
        "labels": labels.tolist(),
        "first": first.tolist(),
        "second": second.tolist(),
        "thresholds": [at, other],
        "groups": [of_group(of) for of in range(3)],
        "agreement": {
            "both": counts(a & b),
            "only_first": counts(a & ~b),
            "only_second": counts(~a & b),
            "neither": counts(~a & ~b),
            "kappa": cohen_kappa_score(a, b),
            "right_alone": alone,
            "mcnemar": binomtest(min(alone), sum(alone), 0.5).pvalue,
            "large": [[k, m, binomtest(min(k, m), k + m, 0.5).pvalue] for k, m in [(5, 5), (0, 9), (3000, 3200), (1, 40)]],
        },
    },
    Path(__file__).with_suffix(".json").open("w"),
)
