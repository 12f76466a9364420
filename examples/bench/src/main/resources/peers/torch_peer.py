"""PyTorch, eager, with its fused Adam. torch.compile needs a C++ toolchain and is left out."""

import torch

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def describe():
    return f"PyTorch {torch.__version__}, eager, fused Adam"


def network(work):
    modules = []
    for weight, bias in work.parameters():
        linear = torch.nn.Linear(*weight.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight.T))
            linear.bias.copy_(torch.from_numpy(bias))
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])


class Training:
    def __init__(self, work):
        self.work = work
        self.x = torch.from_numpy(work.features).split(work.batch)
        targets = torch.from_numpy(work.targets)
        self.y = (targets.long() if work.classes else targets).split(work.batch)
        self.loss = torch.nn.CrossEntropyLoss() if work.classes else torch.nn.MSELoss()

    def reset(self):
        self.network = network(self.work)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3, fused=True)

    def run(self):
        for x, y in zip(self.x, self.y):
            self.optimizer.zero_grad(set_to_none=True)
            self.loss(self.network(x), y).backward()
            self.optimizer.step()


class Scoring:
    def __init__(self, work):
        self.batches = work.batches()
        self.steps = work.steps
        self.network = network(work)

    def reset(self):
        pass

    @torch.inference_mode()
    def run(self):
        for i in range(self.steps):
            self.network(torch.from_numpy(self.batches[i % len(self.batches)])).numpy()


training = Training
scoring = Scoring
