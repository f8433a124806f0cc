"""Golden values for tests/left_out_rows.rs: python isolation.py > isolation.json    (requirements.txt)

Scores of scikit-learn's forest, minus its sign, averaged over 40 seeds: what another program's seeds have to come near."""

import json

import numpy as np
from sklearn.ensemble import IsolationForest

rng = np.random.default_rng(11)
N = 400
rows = np.column_stack([rng.normal(0, 1, N), rng.lognormal(0, 0.7, N), rng.integers(0, 4, N), rng.normal(0, 1, N)])
rows[:8] += [6, 12, 0, -5]
rows = rows.round(4)
scores = np.mean([-IsolationForest(n_estimators=100, max_samples=128, random_state=s).fit(rows).score_samples(rows) for s in range(40)], axis=0)
spread = np.std([-IsolationForest(n_estimators=100, max_samples=128, random_state=s).fit(rows).score_samples(rows) for s in range(40)], axis=0)
print(json.dumps(dict(rows=rows.tolist(), scores=scores.round(6).tolist(), spread=float(spread.max()))))
