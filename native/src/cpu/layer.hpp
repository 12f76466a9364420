// One Linear layer: its training state, permanently in panels, and the way in from and out to ferro.h's flat layout.
#pragma once

#include <cstdint>

#include "kernels.hpp"
#include "memory.hpp"

namespace ferro::cpu {

class Layer {
 public:
  Layer(int inputs, int outputs);

  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  /// Floats of the layer's part of the flat layout: weight [out, in], then bias [out].
  int64_t flat_size() const { return int64_t{outputs_} * (int64_t{inputs_} + 1); }

  /// Floats from panel to panel.
  ptrdiff_t stride() const { return (ptrdiff_t{inputs_} + 1) * kPanel; }
  LayerState state() const { return {parameters.get(), first_moment.get(), second_moment.get(), gradient.get()}; }

  /// Makes room, zeroed, for what is not there yet.
  void need_moments(int count);
  void need_gradient();
  void need_transposed();

  /// Wᵀ, as last written by the transpose kernel.
  Panels transposed_weights() const { return {transposed.get(), ptrdiff_t{outputs_} * kPanel}; }

  /// Panels from the flat layout. Null stands for zeros.
  void pack(const float* flat, float* panels) const;
  /// The flat layout from panels. Null stands for zeros.
  void unpack(const float* panels, float* flat) const;

  Floats parameters;
  Floats first_moment;
  Floats second_moment;
  Floats gradient;
  Floats transposed;

 private:
  size_t size() const { return static_cast<size_t>(panels_for(outputs_) * stride()); }

  int inputs_;
  int outputs_;
};

}  // namespace ferro::cpu
