"""Trains and scores with one peer of Ferro, for `examples/run bench-engine --peers`.

    python peer.py NAME        # NAME.py beside this file, which offers describe(), training(work), scoring(work)

Commands come on stdin and answers go to stdout, a line of JSON each:

    {"open": {"what": "train", "widths": [784, 128, 10], "classes": true, "batch": 128, "steps": 77, "distinct": 77,
              "features": FILE, "targets": FILE}}                   {"note": "how it is done"}
    {"passes": 3}                                                   {"seconds": 0.21}

The first answer, {"description": "JAX 0.10"}, comes unasked. What fails is answered by {"error": "why"}.
"""

import importlib
import json
import os
import sys
import time
import warnings


def on_one_core():
    """Keeps every thread of this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Work:
    """What to do: a network, rows in float32, and how many steps of how many rows a pass takes."""

    def __init__(self, what, widths, classes, batch, steps, distinct, features, targets):
        import numpy

        rows = distinct * batch
        self.what = what
        self.widths = widths
        self.classes = classes
        self.batch = batch
        self.steps = steps
        self.features = self._read(features, rows, widths[0])
        self.targets = self._read(targets, rows, 1 if classes else widths[-1])
        if classes:
            self.targets = self.targets[:, 0].astype(numpy.int32)

    @staticmethod
    def _read(file, rows, width):
        import numpy

        return numpy.fromfile(file, numpy.float32, rows * width).reshape(rows, width)

    def batches(self):
        """The different batches of features."""
        return [self.features[i : i + self.batch] for i in range(0, len(self.features), self.batch)]

    def parameters(self):
        """Starting values: for each layer weight [in, out] and bias [out], uniform in +-1/sqrt(in)."""
        import numpy

        random = numpy.random.default_rng(1)

        def uniform(bound, shape):
            return random.uniform(-bound, bound, shape).astype(numpy.float32)

        layers = zip(self.widths, self.widths[1:])
        return [(uniform(i**-0.5, (i, o)), uniform(i**-0.5, o)) for i, o in layers]


def seconds(trial, passes):
    """Seconds that this process computed, all its threads together."""
    trial.reset()
    start = time.process_time()
    for _ in range(passes):
        trial.run()
    return time.process_time() - start


def serve(peer, commands, answer):
    answer({"description": peer.describe()})
    trial = None
    for line in commands:
        try:
            command = json.loads(line)
            if "open" in command:
                trial = None
                work = Work(**command["open"])
                trial = peer.training(work) if work.what == "train" else peer.scoring(work)
                answer({"note": getattr(trial, "note", "")})
            else:
                answer({"seconds": seconds(trial, command["passes"])})
        except Exception as failure:
            answer({"error": f"{type(failure).__name__}: {failure}"})


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is not an answer
    warnings.simplefilter("ignore")
    on_one_core()

    def answer(fields):
        print(json.dumps(fields), file=answers, flush=True)

    try:
        peer = importlib.import_module(sys.argv[1])
    except Exception as failure:
        answer({"error": f"{type(failure).__name__}: {failure}"})
        return 1
    serve(peer, sys.stdin, answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
