"""JAX, compiled by XLA for the CPU; state donated from step to step."""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy


def describe():
    return f"JAX {jax.__version__}, jit"


def scores(parameters, x):
    for weight, bias in parameters[:-1]:
        x = jax.nn.relu(x @ weight + bias)
    weight, bias = parameters[-1]
    return x @ weight + bias


def mean_loss(classes, parameters, x, y):
    z = scores(parameters, x)
    if classes:
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], 1))
    return jnp.mean((z - y) ** 2)


def adam_step(classes, state, x, y):
    parameters, first, second, step = state
    loss, gradient = jax.value_and_grad(partial(mean_loss, classes))(parameters, x, y)
    step = step + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
    rate = 1e-3 / (1 - 0.9**step)
    root = jax.lax.rsqrt(1 - 0.999**step)

    def update(p, m, v):
        return p - rate * m / (jnp.sqrt(v) * root + 1e-8)

    return (jax.tree.map(update, parameters, first, second), first, second, step), loss


class Training:
    def __init__(self, work):
        self.work = work
        batches = (work.steps, work.batch)
        self.x = jnp.asarray(work.features.reshape(*batches, -1))
        self.y = jnp.asarray(work.targets.reshape(*batches, *work.targets.shape[1:]))
        step = partial(adam_step, work.classes)

        def take(state, xs, ys, i):
            return step(state, xs[i], ys[i])

        self.step = jax.jit(take, donate_argnums=0)

        def scan(state, xs, ys):
            return jax.lax.scan(lambda s, xy: step(s, *xy), state, (xs, ys))

        self.scan = jax.jit(scan, donate_argnums=0)
        whole, single = self.trial(self.run_scan), self.trial(self.run_steps)
        if whole <= single:
            self.run = self.run_scan
            self.note = f"lax.scan over the mini-batches, {single / whole:.2f} times as fast as a jit call for each"
        else:
            self.run = self.run_steps
            self.note = f"a jit call for each mini-batch, {whole / single:.2f} times as fast as lax.scan over them"

    def trial(self, run):
        """Seconds of a pass when compiled, the better of two."""
        times = []
        for _ in range(3):
            self.reset()
            start = time.process_time()
            run()
            times.append(time.process_time() - start)
        return min(times[1:])

    def reset(self):
        parameters = jax.tree.map(jnp.array, self.work.parameters())

        def zeros():
            return jax.tree.map(jnp.zeros_like, parameters)

        self.state = jax.block_until_ready((parameters, zeros(), zeros(), jnp.float32(0)))

    def run_scan(self):
        self.state, losses = self.scan(self.state, self.x, self.y)
        losses.block_until_ready()

    def run_steps(self):
        for i in range(self.work.steps):
            self.state, loss = self.step(self.state, self.x, self.y, i)
        loss.block_until_ready()


class Scoring:
    def __init__(self, work):
        self.batches = work.batches()
        self.steps = work.steps
        self.parameters = jax.tree.map(jnp.asarray, work.parameters())
        self.scores = jax.jit(scores)

    def reset(self):
        pass

    def run(self):
        for i in range(self.steps):
            numpy.asarray(self.scores(self.parameters, self.batches[i % len(self.batches)]))


training = Training
scoring = Scoring
