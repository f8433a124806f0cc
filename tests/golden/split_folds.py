"""Golden values for tests/split_folds.rs: python split_folds.py > split_folds.json    (requirements.txt)"""

import json

import numpy as np
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold

cases = []
for n, n_folds, seed in [(40, 5, 42), (103, 10, 0), (61, 3, 7)]:
    rng = np.random.default_rng(seed)
    labels = rng.random(n) < 0.3
    groups = np.unique(rng.integers(0, 17, n), return_inverse=True)[1]
    kinds = dict(plain=KFold, stratified=StratifiedKFold, group=GroupKFold)
    tests = {}
    for name, kind in kinds.items():
        folds = kind(n_folds, shuffle=True, random_state=seed)
        tests[name] = [test.tolist() for _, test in folds.split(np.zeros(n), labels, groups)]
    cases.append(dict(labels=labels.tolist(), groups=groups.tolist(), n_folds=n_folds, seed=seed, tests=tests))

rng = np.random.default_rng(5)
labels = rng.random(120) < 0.25
folds = [np.arange(120)[i::4] for i in range(4)]
scores = np.round(np.clip(rng.normal(0.35 + 0.2 * labels, 0.15), 0, 1), 2)
thresholds = [0.4, 0.5, 0.35, 0.6]
flagged = np.zeros(120, bool)
for fold, threshold in zip(folds, thresholds):
    flagged[fold] = scores[fold] >= threshold
pooled = dict(folds=[dict(labels=labels[f].tolist(), scores=scores[f].tolist(), threshold=t) for f, t in zip(folds, thresholds)],
              auc=roc_auc_score(labels, scores), ap=average_precision_score(labels, scores), f1=f1_score(labels, flagged))
print(json.dumps(dict(cases=cases, pooled=pooled)))
