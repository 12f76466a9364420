"""Scores rows with a saved model's weights in MLX: mlx_scores.py WEIGHTS ROWS SCORES, all safetensors files."""

import sys

import mlx.core as mx

weights, rows, scores = sys.argv[1:]
layers = mx.load(weights)
x = mx.load(rows)["features"]
count = len(layers) // 2
for i in range(count):
    x = x @ layers[f"layers.{i}.weight"].T + layers[f"layers.{i}.bias"]
    if i < count - 1:
        x = mx.maximum(x, 0)
mx.save_safetensors(scores, {"scores": x})
