// The two losses: each takes a row of scores, leaves its gradient in place, and returns sum(w l).
#pragma once

#include <math.h>

#include "../kernels.hpp"
#include "vector.hpp"

namespace ferro::cpu {
namespace {

/// All ones in the lanes whose column is inside the matrix.
FERRO_INLINE IntVec inside(int column, int columns) {
  IntVec lane;
  for (int i = 0; i < kLanes; ++i) lane[i] = i;
  return lane + column < columns;
}

/// Calls body(pointer to kLanes scores, their first column) along one row.
template <typename Body>
FERRO_INLINE void along_row(const RowLoss& loss, int row, Body body) {
  for (int column = 0; column < loss.outputs; column += kLanes) {
    body(loss.scores.data + column / kPanel * loss.scores.stride + row * kPanel + column % kPanel, column);
  }
}

FERRO_INLINE float weight_of(const RowLoss& loss, int row) { return loss.weights ? loss.weights[row] : 1.0f; }

FERRO_INLINE float largest_of(Vec x) {
  float largest = x[0];
  for (int i = 1; i < kLanes; ++i) largest = x[i] > largest ? x[i] : largest;
  return largest;
}

FERRO_INLINE float sum_of(Vec x) {
  float sum = x[0];
  for (int i = 1; i < kLanes; ++i) sum += x[i];
  return sum;
}

double cross_entropy(const RowLoss& loss) {
  double total = 0;
  for (int row = 0; row < loss.rows; ++row) {
    const float weight = weight_of(loss, row);
    const int target = static_cast<int>(loss.targets[row]);
    float* at_target = loss.scores.data + target / kPanel * loss.scores.stride + row * kPanel + target % kPanel;
    const float target_score = *at_target;

    Vec most = broadcast(-__builtin_inff());
    along_row(loss, row, [&](float* scores, int column) {
      Vec x = load(scores);
      most = (inside(column, loss.outputs) & (x > most)) ? x : most;
    });
    const float largest = largest_of(most);

    Vec sums = {};
    along_row(loss, row, [&](float* scores, int column) {
      Vec e = exponential(load(scores) - largest);
      e = inside(column, loss.outputs) ? e : Vec{};
      store(scores, e);
      sums += e;
    });
    const float sum = sum_of(sums);

    const float row_scale = weight * loss.scale;
    const float normalise = row_scale / sum;
    along_row(loss, row, [&](float* scores, int) { store(scores, load(scores) * normalise); });
    *at_target -= row_scale;
    total += static_cast<double>(weight) * (log(static_cast<double>(sum)) + largest - target_score);
  }
  return total;
}

double squared_error(const RowLoss& loss) {
  double total = 0;
  for (int row = 0; row < loss.rows; ++row) {
    const float weight = weight_of(loss, row);
    const float row_scale = 2 * weight * loss.scale / static_cast<float>(loss.outputs);
    const float* targets = loss.targets + static_cast<ptrdiff_t>(row) * loss.outputs;
    double sum = 0;
    for (int column = 0; column < loss.outputs; ++column) {
      float* score = loss.scores.data + column / kPanel * loss.scores.stride + row * kPanel + column % kPanel;
      const float difference = *score - targets[column];
      sum += static_cast<double>(difference) * difference;
      *score = difference * row_scale;
    }
    total += weight * sum / loss.outputs;
  }
  return total;
}

}  // namespace
}  // namespace ferro::cpu
