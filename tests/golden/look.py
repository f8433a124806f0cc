"""Golden values for tests/look.rs: python look.py > look.json    (requirements.txt)"""

import json

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(3)
N = 500
labels = rng.random(N) < 0.15
amount = rng.normal(0, 1, N) + labels
amount[rng.random(N) < 0.1] = np.nan
few = rng.choice([1.0, 2.0, 7.0], N, p=[0.7, 0.2, 0.1])
town = rng.choice(["a", "b", "c"], N)
town[labels & (rng.random(N) < 0.5)] = "d"
train = rng.permutation(N)[:400]


def iv(groups):
    y = labels[train]
    values = sorted(set(groups))
    added = 0.5 * len(values)
    total = 0
    for value in values:
        d = (y & (groups == value)).sum() + 0.5
        o = (~y & (groups == value)).sum() + 0.5
        d, o = d / (y.sum() + added), o / ((~y).sum() + added)
        total += (d - o) * np.log(d / o)
    return total


def bins(values):
    v = values[train]
    known = v[~np.isnan(v)]
    bounds = np.quantile(known, np.arange(1, 10) / 10)
    return np.where(np.isnan(v), 99, np.searchsorted(bounds, v, side="left"))


def auc(values):
    v, y = values[train], labels[train]
    return roc_auc_score(y[~np.isnan(v)], v[~np.isnan(v)])


late = amount * 0.5 + rng.normal(0, 1, N)
late[rng.random(N) < 0.2] = np.nan
frame = pd.DataFrame(dict(amount=amount, few=few, late=late)).iloc[train]
together = frame.assign(default=labels[train].astype(float)).corr()
lacking = frame[["late", "amount"]].isna()
patterns = pd.Series(labels[train]).groupby([lacking["late"].values, lacking["amount"].values])

blank = lambda values: [None if np.isnan(v) else float(v) for v in values]
print(json.dumps(dict(
    labels=labels.tolist(), train=train.tolist(), amount=blank(amount), few=blank(few), town=town.tolist(),
    iv=dict(amount=iv(bins(amount)), few=iv(bins(few)), town=iv(town[train])),
    auc=dict(amount=auc(amount), few=auc(few)),
    missing=int(np.isnan(amount[train]).sum()), late=blank(late), correlations=together.values.ravel().tolist(),
    patterns=[[list(map(bool, key)), int((~part).sum()), int(part.sum())] for key, part in patterns],
)))
