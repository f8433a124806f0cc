"""Golden values for tests/split_by.rs: python split_by.py > split_by.json    (requirements.txt)"""

import json

import numpy as np
from sklearn.model_selection import GroupShuffleSplit

cases = []
for n_groups, n, seed, test, validation in [(7, 40, 42, 0.2, 0.0), (30, 200, 0, 0.2, 0.2), (12, 60, 7, 0.1, 0.2), (5, 20, 1, 0.34, 0.3)]:
    rng = np.random.default_rng(seed + 1)
    groups = np.array([f"customer {g}" for g in rng.integers(0, n_groups, n)])
    rows = np.arange(n)
    once = lambda rows, share: next(GroupShuffleSplit(1, test_size=share, random_state=seed).split(rows, groups=groups[rows]))
    train, held = once(rows, test)
    kept, chosen = rows[train], np.array([], int)
    if validation:
        a, b = once(kept, validation / (1 - test))
        kept, chosen = kept[a], kept[b]
    cases.append(dict(groups=groups.tolist(), seed=seed, test_share=test, validation_share=validation,
                      train=kept.tolist(), validation=chosen.tolist(), test=rows[held].tolist()))
print(json.dumps(cases))
