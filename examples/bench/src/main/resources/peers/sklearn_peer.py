"""scikit-learn's MLPClassifier and MLPRegressor, one partial_fit for each pass."""

import copy

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor


def describe():
    return f"scikit-learn {sklearn.__version__}, partial_fit"


class Training:
    def __init__(self, work):
        kind = MLPClassifier if work.classes else MLPRegressor
        model = kind(
            hidden_layer_sizes=tuple(work.widths[1:-1]),
            solver="adam",
            alpha=0,
            batch_size=work.batch,
            shuffle=False,
            random_state=0,
        )
        self.x = work.features
        self.y = work.targets if work.classes else work.targets.squeeze()
        first = slice(0, work.batch)
        if work.classes:
            model.partial_fit(self.x[first], self.y[first], classes=numpy.arange(work.widths[-1]))
        else:
            model.partial_fit(self.x[first], self.y[first])
        self.start = model

    def reset(self):
        self.model = copy.deepcopy(self.start)

    def run(self):
        self.model.partial_fit(self.x, self.y)


class Scoring:
    def __init__(self, work):
        self.trained = Training(work)
        self.trained.reset()
        self.batches = work.batches()
        self.steps = work.steps
        model = self.trained.model
        self.score = model.predict_proba if work.classes else model.predict

    def reset(self):
        pass

    def run(self):
        for i in range(self.steps):
            self.score(self.batches[i % len(self.batches)])


training = Training
scoring = Scoring
