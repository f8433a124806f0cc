"""Golden values for tests/steps.rs: python steps.py > steps.json    (requirements.txt)"""

import json

import numpy as np
import pandas as pd
from sklearn.preprocessing import KBinsDiscretizer, OrdinalEncoder, QuantileTransformer

N = 400
rng = np.random.default_rng(7)
amount = rng.lognormal(8, 1, N).round(1)
few = rng.choice([1.0, 2.0, 2.0, 5.0, 9.0], N)
gaps = np.where(rng.random(N) < 0.1, np.nan, rng.normal(0, 3, N))
town = rng.choice([f"town {k}" for k in range(9)], N, p=[0.4, 0.2, 0.15, 0.1, 0.08, 0.04, 0.02, 0.006, 0.004])
day = pd.Timestamp("2018-03-01") + pd.to_timedelta(rng.integers(0, 2000, N), unit="D")
labels = rng.random(N) < 0.1 + 0.2 * (town == "town 2")
train = rng.permutation(N)[:280]
numbers = dict(amount=amount, few=few, gaps=gaps)
listed = lambda values: [None if pd.isna(v) else float(v) for v in values]


def limits(values, by):
    known = values[train][~np.isnan(values[train])]
    if by == "iqr":
        low, high = np.quantile(known, [0.25, 0.75])
        return low - 1.5 * (high - low), high + 1.5 * (high - low)
    if by == "z":
        return known.mean() - 2 * known.std(), known.mean() + 2 * known.std()
    return tuple(np.quantile(known, [0.05, 0.95]))


def normal(values):
    fitted = QuantileTransformer(n_quantiles=1000, output_distribution="normal", subsample=None)
    known = values[train][~np.isnan(values[train])]
    fitted.set_params(n_quantiles=min(1000, len(known)))
    fitted.fit(known[:, None])
    return fitted.transform(values[:, None])[:, 0]


def bins(values):
    fitted = KBinsDiscretizer(8, encode="ordinal", strategy="quantile", quantile_method="linear", subsample=None)
    fitted.fit(values[train][:, None])
    return fitted.transform(values[:, None])[:, 0]


of_training = pd.Series(town[train])
share = of_training.value_counts(normalize=True)
rate = pd.Series(labels[train]).groupby(town[train]).mean()
by_rate = sorted(rate.index, key=lambda level: (rate[level], level))
places = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(town[train][:, None])
defaults, others = labels[train].sum(), (~labels[train]).sum()
levels = sorted(set(town[train]))
woe = {}
for level in levels:
    is_level = town[train] == level
    d, o = labels[train][is_level].sum(), (~labels[train][is_level]).sum()
    woe[level] = np.log(((d + 0.5) / (defaults + 0.5 * len(levels))) / ((o + 0.5) / (others + 0.5 * len(levels))))

newest = day[train].max()
print(json.dumps(dict(
    numbers={name: listed(values) for name, values in numbers.items()},
    town=list(town), labels=labels.tolist(), train=train.tolist(),
    iso=[str(d.date()) for d in day], dotted=[d.strftime("%d.%m.%Y") for d in day],
    american=[d.strftime("%m/%d/%y") for d in day], month=[d.strftime("%b-%y") for d in day],
    clip={by: {name: listed(np.clip(values, *limits(values, by))) for name, values in numbers.items()}
          for by in ["iqr", "z", "share"]},
    log={name: listed(np.sign(v) * np.log1p(np.abs(v))) for name, v in numbers.items()},
    root={name: listed(np.sign(v) * np.sqrt(np.abs(v))) for name, v in numbers.items()},
    normal={name: listed(normal(v)) for name, v in numbers.items()},
    bins={name: listed(bins(v)) for name, v in numbers.items() if name != "gaps"},
    frequency=[float(share.get(t, 0.0)) for t in town],
    letters=places.transform(town[:, None])[:, 0].tolist(),
    rate=[float(by_rate.index(t)) if t in rate.index else -1.0 for t in town],
    merged=[t if share.get(t, 0) >= 0.05 else "Other" for t in town],
    woe_later=[float(woe.get(t, 0.0)) for t in town],
    months=[float((newest - d).days / 30.4375) for d in day],
    first_of_month=[float((day[train].to_period("M").max().to_timestamp() - d.to_period("M").to_timestamp()).days / 30.4375)
                    for d in day],
    payment=[float(-np.pmt(0, 1, 1)) if False else
             float(a * (6 / 1200) / (1 - (1 + 6 / 1200) ** -36)) for a in amount],
)))
