// The heavy loops of the CPU engine, as plain functions over plain structs. kernels/kernels.cpp is compiled once per
// instruction set and fills one such table each. isa.hpp picks the table.
//
// This header and everything under kernels/ stays free of the standard library: an inline std function compiled with
// AVX-512 flags could be the copy that the linker keeps for everyone.
#pragma once

#include <stddef.h>

#include "../kinds.hpp"
#include "panels.hpp"

namespace ferro::cpu {

/// c [rows, columns] = a [rows, depth] · b [depth, columns], and what happens to each element on its way out.
struct Product {
  Rows a;
  int rows;
  int depth;
  const float* b;
  ptrdiff_t b_stride;
  Panels c;
  int columns;
  /// b's row after the last is added to every row.
  bool bias;
  /// Negative elements become 0; NaN stays, and what overflowed to -infinity becomes NaN.
  bool relu;
  /// Elements become 0 where this matrix, laid out like c, is not above 0 (the gradient of ReLU); null for none.
  const float* mask;
};

/// One optimizer step: the numbers that it applies to every parameter. optimizer.hpp says what they are.
struct Update {
  Rule rule;
  float step_size;
  float momentum;
  float l2;
  float decay_keep;
  float beta1;
  float beta2;
  float epsilon;
  float inv_sqrt_bias2;
};

/// What a layer owns, each [inputs + 1, outputs] in panels of one stride; null where the work at hand needs none.
struct LayerState {
  float* parameters;
  float* first_moment;
  float* second_moment;
  float* gradient;

  /// The same, from the given offset on.
  LayerState at(ptrdiff_t offset) const {
    auto moved = [offset](float* array) { return array ? array + offset : nullptr; };
    return {moved(parameters), moved(first_moment), moved(second_moment), moved(gradient)};
  }
};

/// The gradient of a layer's weights and bias, aᵀ · delta and 1ᵀ · delta.
struct LayerGradient {
  Rows a;  // [rows, inputs]
  int rows;
  int inputs;
  Panels delta;  // [rows, outputs]
  int outputs;
  LayerState layer;
  ptrdiff_t layer_stride;
  /// Starts from what layer.gradient holds (an earlier chunk of the same mini-batch) instead of zero.
  bool accumulate;
  /// Steps the parameters at once, because the gradient is complete. Null stores it in layer.gradient.
  const Update* update;
};

/// The loss at the scores [rows, outputs], which become its gradient, each row scaled by weight * scale.
struct RowLoss {
  Panels scores;
  int rows;
  int outputs;
  const float* targets;
  const float* weights;  // null: ones
  float scale;
  float parameter;  // the number that the loss takes; 0 where it takes none
};

struct Kernels {
  void (*multiply)(const Product&);
  void (*layer_gradient)(const LayerGradient&);
  /// Both return sum(w l).
  double (*cross_entropy)(const RowLoss&);
  double (*squared_error)(const RowLoss&);
  /// to [columns, rows] = from [rows, columns] transposed.
  void (*transpose)(const Panels& from, int rows, int columns, const Panels& to);
};

}  // namespace ferro::cpu
