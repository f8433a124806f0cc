"""Writes network.json: penalties, dropout, batch normalisation and callbacks of PyTorch and Keras.

As in model.py every case starts from given weights and visits the rows in the order in which they
stand, in double precision. Dropout's masks are drawn here by a second writing of the crate's stream:
SplitMix64 and xoshiro256++ of Blackman and Vigna. Batch normalisation is PyTorch's, with its running
variance, of n - 1, turned into Keras' of n; each batch is put through Keras' own layer besides, which
computes in single precision, and has to give the same. Early stopping and the plateau are Keras' own
callbacks on the torch backend.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import torch
from model import ACTIVATIONS, ADAM, N_FEATURES, N_ROWS, PLAIN, SGD, mean_loss

keras.config.set_floatx("float64")
U64 = 2**64 - 1
SEED, DROPOUT = 42, 0xD4090A7100000003

# Batch size, activation, hidden layers, optimizer, L1, L2, dropout, batch normalisation.
CASES = [
    (16, "tanh", [5, 3], SGD, 0.02, 0.0, 0.0, False),
    (16, "relu", [5, 3], ADAM, [0.03, 0.0, 0.01], [0.0, 0.2, 0.1], 0.0, False),
    (16, "elu", [5, 3], SGD, [0.0, 0.05, 0.0], 0.03, 0.0, False),
    (16, "relu", [], SGD, 0.04, 0.02, 0.0, False),
    (16, "tanh", [9, 3], SGD, 0.0, 0.0, 0.3, False),
    (16, "sigmoid", [9, 3], ADAM, 0.0, 0.0, [0.5, 0.0], False),
    (16, "selu", [9, 17], SGD, 0.0, 0.0, [0.0, 0.2], False),
    (16, "relu", [6], SGD, 0.01, 0.02, 0.95, False),
    (16, "relu", [9, 3], SGD, 0.0, 0.0, 0.0, True),
    (16, "tanh", [5, 3], ADAM, 0.0, 0.0, 0.0, True),
    (7, "leaky_relu", [9, 5], SGD, 0.0, 0.0, 0.0, True),
    (49, "sigmoid", [5, 3], SGD, 0.0, 0.0, 0.0, True),
    (16, "elu", [9, 3], SGD, 0.01, 0.03, [0.25, 0.5], True),
]


class Stream:
    """xoshiro256++, its state filled by SplitMix64."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & U64
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & U64
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & U64
            self.state.append(z ^ (z >> 31))

    def draw(self):
        rotated = lambda x, k: ((x << k) | (x >> (64 - k))) & U64
        s = self.state
        result = (rotated((s[0] + s[3]) & U64, 23) + s[0]) & U64
        t = (s[1] << 17) & U64
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 45)
        return result

    def mask(self, rate, n_rows, n_units):
        """Eight units after another, row after row, 32 bits a unit, the lower half of a draw first."""
        mask = np.ones((n_rows, n_units))
        if rate == 0:
            return mask
        for first in range(0, n_units, 8):
            for row in range(n_rows):
                bits = [half for draw in (self.draw() for _ in range(4)) for half in (draw & 0xFFFFFFFF, draw >> 32)]
                for unit in range(first, min(first + 8, n_units)):
                    mask[row, unit] = 0 if bits[unit - first] < round(rate * 2**32) else 1 / (1 - rate)
        return mask


class Normalisation:
    """PyTorch's with Keras' constants and running variance, and Keras' layer beside it."""

    def __init__(self, gamma, beta):
        self.gamma, self.beta = (torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in (gamma, beta))
        self.mean, self.variance = torch.zeros(len(gamma)).double(), torch.ones(len(gamma)).double()
        self.keras = keras.layers.BatchNormalization()
        self.keras.build((None, len(gamma)))

    def __call__(self, sums, training):
        layer, n_rows = self.keras, len(sums)
        before, (keep, epsilon) = self.variance.clone(), (layer.momentum, layer.epsilon)
        assert (keep, epsilon) == (0.99, 1e-3)
        if training and n_rows == 1:
            # Refused by PyTorch: the one row is the mean, and the variance 0.
            out = self.gamma * (sums - sums) + self.beta
            self.mean = keep * self.mean + (1 - keep) * sums[0].detach()
            self.variance = keep * before
        else:
            running = (self.mean, self.variance)
            out = torch.nn.functional.batch_norm(sums, *running, self.gamma, self.beta, training, 1 - keep, epsilon)
            if training:
                self.variance = keep * before + (self.variance - keep * before) * (n_rows - 1) / n_rows
        layer.gamma.assign(self.gamma.detach())
        layer.beta.assign(self.beta.detach())
        theirs = layer(sums.detach(), training=training).detach()
        torch.testing.assert_close(theirs, out.detach(), rtol=0, atol=1e-3)
        torch.testing.assert_close(layer.moving_mean.value.detach(), self.mean, rtol=0, atol=1e-5)
        torch.testing.assert_close(layer.moving_variance.value.detach(), self.variance, rtol=0, atol=1e-5)
        return out


def of(numbers, layer):
    return numbers[layer] if isinstance(numbers, list) else numbers


def train_one_epoch(case, parameters, scales, features, labels):
    batch_size, activation, hidden_layers, optimizer, l1, l2, dropout, is_normalised = case
    n_hidden = len(hidden_layers)
    tensor = lambda array: torch.tensor(array, dtype=torch.float64, requires_grad=True)
    weights = [tensor(matrix[:-1]) for matrix in parameters]
    biases = [tensor(matrix[-1]) for matrix in parameters]
    act = ACTIVATIONS[activation]()
    norms = [Normalisation(*scale) for scale in (scales if is_normalised else [])]
    # The derivative by what a normalisation takes away again is 0, of which Adam would make steps of rounding errors.
    idle = biases[:-1] if is_normalised else []
    learned = weights + biases[len(idle):] + [p for norm in norms for p in (norm.gamma, norm.beta)]
    (name, settings), = optimizer.items()
    if name == "adam":
        betas = (settings["beta_1"], settings["beta_2"])
        steps = torch.optim.Adam(learned, lr=settings["learning_rate"], betas=betas, eps=settings["epsilon"])
    else:
        steps = torch.optim.SGD(learned, lr=settings["learning_rate"], momentum=settings["momentum"])

    def logits(rows, masks):
        for layer, (weight, bias) in enumerate(zip(weights, biases)):
            rows = rows @ weight + bias
            if layer == n_hidden:
                return rows[:, 0]
            if norms:
                rows = norms[layer](rows, training=masks is not None)
            rows = act(rows)
            if masks is not None:
                rows = rows * torch.from_numpy(masks[layer])

    stream, total, all_masks = Stream(SEED ^ DROPOUT), 0.0, []
    x, y = torch.from_numpy(features), torch.from_numpy(labels).double()
    for start in range(0, N_ROWS, batch_size):
        rows = slice(start, start + batch_size)
        n_rows = len(y[rows])
        masks = [stream.mask(of(dropout, layer), n_rows, units) for layer, units in enumerate(hidden_layers)]
        all_masks.append([mask.tolist() for mask in masks])
        steps.zero_grad()
        loss = mean_loss(logits(x[rows], masks), y[rows], PLAIN)
        penalty = sum(of(l1, i) * w.abs().sum() + of(l2, i) / 2 * (w**2).sum() for i, w in enumerate(weights))
        (loss + penalty).backward()
        assert all(bias.grad.abs().max() < 1e-12 for bias in idle)
        steps.step()
        total += loss.item() * n_rows
    numbers = lambda tensor: tensor.detach().numpy().tolist()
    return {
        "after": [numbers(torch.vstack([w, b])) for w, b in zip(weights, biases)],
        "learned": [[numbers(norm.gamma), numbers(norm.beta)] for norm in norms],
        "running": [[numbers(norm.mean), numbers(norm.variance)] for norm in norms],
        "masks": all_masks if dropout != 0.0 else [],
        "training_loss": total / N_ROWS,
        "logits": numbers(logits(x, None)),
    }


def heard(losses, aucs, patience):
    """What Keras' callbacks make of each epoch; the weight of the model is the number of the epoch."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(0.5))
    plateau = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=patience)
    assert (plateau.monitor, plateau.min_delta, plateau.cooldown, plateau.min_lr) == ("val_loss", 1e-4, 0, 0)
    plateau.set_model(model)
    plateau.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        plateau.on_epoch_end(epoch, {"val_loss": loss})
        rates.append(float(model.optimizer.learning_rate))
    ends = {}
    for monitor, mode, values in (("val_loss", "min", losses), ("val_auc", "max", aucs)):
        stopping = keras.callbacks.EarlyStopping(monitor, patience=patience, mode=mode, restore_best_weights=True)
        assert stopping.min_delta == 0
        stopping.set_model(model)
        stopping.on_train_begin()
        model.stop_training = False
        for epoch, value in enumerate(values):
            model.set_weights([np.array([[epoch + 1.0]])])
            stopping.on_epoch_end(epoch, {monitor: value})
            if model.stop_training:
                break
        stopping.on_train_end()
        ends[mode] = [epoch + 1, int(model.get_weights()[0][0, 0])]
    return {"patience": patience, "losses": losses, "aucs": aucs, "rates": rates, "by_loss": ends["min"], "by_auc": ends["max"]}


def main():
    random = np.random.RandomState(11)
    # Multiples of 1/64 are the same number in single and in double precision.
    exact = lambda array: np.round(array * 64) / 64
    features = exact(random.normal(size=(N_ROWS, N_FEATURES)))
    labels = (features[:, 0] - features[:, 1] * features[:, 2] > 0.3).astype(int)
    cases = []
    for case in CASES:
        batch_size, activation, hidden_layers, optimizer, l1, l2, dropout, is_normalised = case
        sizes = [N_FEATURES, *hidden_layers, 1]
        shapes = [(n_in + 1, n_out) for n_in, n_out in zip(sizes, sizes[1:])]
        before = [exact(random.uniform(-1, 1, size=shape)) for shape in shapes]
        scales = [exact(random.uniform(0.5, 1.5, size=(2, units))) for units in hidden_layers]
        spec = {
            "hidden_layers": hidden_layers,
            "activation": activation,
            "optimizer": optimizer,
            "batch_size": batch_size,
            "l1": l1,
            "l2": l2,
            "dropout": dropout,
            "batch_normalisation": is_normalised,
            "seed": SEED,
        }
        begin = {
            "spec": spec,
            "before": [layer.tolist() for layer in before],
            "scales": [scale.tolist() for scale in scales] if is_normalised else [],
        }
        cases.append(begin | train_one_epoch(case, before, scales, features, labels))
    runs = []
    for patience in (1, 2, 3, 5, 40):
        for _ in range(4):
            falling = 0.6 * np.exp(-np.arange(30) / 6) + 0.004 * np.arange(30)
            losses = np.round(falling + random.normal(scale=0.01, size=30), 3) + random.choice([0, 6e-5, -6e-5], 30)
            aucs = np.round(0.9 - falling / 3 + random.normal(scale=0.01, size=30), 2)
            runs.append(heard(losses.tolist(), aucs.tolist(), patience))
    document = {
        "versions": {"torch": torch.__version__, "keras": keras.__version__},
        "features": features.tolist(),
        "labels": labels.tolist(),
        "cases": cases,
        "runs": runs,
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
