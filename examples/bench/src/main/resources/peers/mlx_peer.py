"""MLX on its CPU device. mx.compile needs a C++ toolchain there and is left out."""

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim

mx.set_default_device(mx.cpu)


def describe():
    return f"MLX {mx.__version__}, CPU device"


class MLP(nn.Module):
    def __init__(self, parameters):
        super().__init__()
        self.layers = []
        for weight, bias in parameters:
            linear = nn.Linear(*weight.shape)
            linear.weight, linear.bias = mx.array(weight.T), mx.array(bias)
            self.layers.append(linear)

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = mx.maximum(layer(x), 0.0)
        return self.layers[-1](x)


class Training:
    def __init__(self, work):
        self.work = work
        self.x = [mx.array(x) for x in work.batches()]
        self.y = [mx.array(work.targets[i : i + work.batch]) for i in range(0, len(work.targets), work.batch)]
        self.loss = nn.losses.cross_entropy if work.classes else nn.losses.mse_loss

    def reset(self):
        self.network = MLP(self.work.parameters())
        self.optimizer = optim.Adam(learning_rate=1e-3, bias_correction=True)
        self.optimizer.init(self.network.trainable_parameters())

        def loss(model, x, y):
            return self.loss(model(x), y, reduction="mean")

        self.step = nn.value_and_grad(self.network, loss)

    def run(self):
        for x, y in zip(self.x, self.y):
            loss, gradient = self.step(self.network, x, y)
            self.optimizer.update(self.network, gradient)
            mx.async_eval(self.network.parameters(), self.optimizer.state, loss)
        mx.eval(self.network.parameters())


class Scoring:
    def __init__(self, work):
        self.batches = work.batches()
        self.steps = work.steps
        self.network = MLP(work.parameters())

    def reset(self):
        pass

    def run(self):
        for i in range(self.steps):
            mx.eval(self.network(mx.array(self.batches[i % len(self.batches)])))


training = Training
scoring = Scoring
