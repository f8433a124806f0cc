"""Golden values for tests/prepare.rs: python prepare.py > prepare.json"""

import json

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, TargetEncoder


def table(n, seed):
    """Numbers with gaps, few and many levels, some of which no training row has."""
    rng = np.random.default_rng(seed)
    income = rng.lognormal(10, 0.5, n).round(2)
    income[rng.random(n) < 0.1] = np.nan
    age = rng.integers(18, 80, n).astype(float)
    area = rng.choice([f"area {place}" for place in range(17)], n)
    job = rng.choice(["clerk", "self-employed", "none", "Worker"], n, p=[0.4, 0.3, 0.2, 0.1]).astype(object)
    job[rng.random(n) < 0.15] = None
    owns = rng.choice(["yes", "no"], n)
    y = (rng.random(n) < 0.1 + 0.3 * (job == "none") + 0.01 * (area == "area 3")).astype(int)
    return pd.DataFrame(dict(income=income, age=age, job=job, owns=owns, area=area)), y


def prepared(n, seed, middle):
    x, y = table(n, seed)
    train = np.random.default_rng(seed + 1).permutation(n)[: n * 7 // 10]
    train = train[x.area.iloc[train] != "area 5"]
    job = x[["job"]].fillna("Missing")
    x = x.assign(job=job.job)
    encoder = TargetEncoder(target_type="binary", cv=5, random_state=42)
    steps = ColumnTransformer(
        [
            ("numbers", SimpleImputer(strategy=middle, add_indicator=True), ["income", "age"]),
            ("few", OneHotEncoder(drop="if_binary", handle_unknown="ignore", sparse_output=False), ["job", "owns"]),
            ("many", encoder, ["area"]),
        ]
    )
    of_training = steps.fit_transform(x.iloc[train], y[train])
    of_all = steps.transform(x)
    of_all[train] = of_training
    imputer = steps.named_transformers_["numbers"]
    few = steps.named_transformers_["few"]
    levels = [f"job = {level}" for level in few.categories_[0]]
    names = ["income", "age", "income is missing", *levels, "owns = yes", "area"]
    assert of_all.shape[1] == len(names)
    raw, _ = table(n, seed)
    blank = lambda column: [None if pd.isna(cell) else cell for cell in column]
    return dict(
        income=blank(raw.income), age=list(raw.age), job=blank(raw.job), owns=list(raw.owns), area=list(raw.area),
        labels=[bool(label) for label in y], train=train.tolist(), middle=middle,
        names=names, values=[[float(cell) for cell in column] for column in of_all.T],
        fills=[float(value) for value in imputer.statistics_],
        # What rows that come later get, whether or not they were trained on.
        later=[[float(cell) for cell in column] for column in steps.transform(x).T],
    )


def folds(labels, n_folds, seed):
    labels = np.array(labels)
    rows = np.zeros((len(labels), 1))
    kfold = StratifiedKFold(n_folds, shuffle=seed is not None, random_state=seed)
    fold = np.empty(len(labels), int)
    for place, (_, test) in enumerate(kfold.split(rows, labels)):
        fold[test] = place
    return dict(labels=[bool(label) for label in labels], n_folds=n_folds, seed=seed, folds=fold.tolist())


rng = np.random.default_rng(0)
print(json.dumps(dict(
    prepared=[prepared(200, 1, "median"), prepared(201, 2, "mean"), prepared(150, 3, "most_frequent")],
    folds=[folds(rng.random(n) < share, k, seed)
           for n, share, k, seed in [(50, 0.3, 5, 42), (53, 0.2, 5, 7), (100, 0.5, 10, None), (31, 0.4, 3, 0)]],
)))
