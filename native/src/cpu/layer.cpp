#include "layer.hpp"

#include <cstring>

namespace ferro::cpu {

Layer::Layer(int inputs, int outputs) : inputs_(inputs), outputs_(outputs) { parameters = Floats(size()); }

void Layer::need_moments(int count) {
  if (count > 0 && !first_moment) first_moment = Floats(size());
  if (count > 1 && !second_moment) second_moment = Floats(size());
}

void Layer::need_gradient() {
  if (!gradient) gradient = Floats(size());
}

void Layer::need_transposed() {
  if (!transposed) transposed = Floats(static_cast<size_t>(panels_for(inputs_) * outputs_ * kPanel));
}

// Both walk through the panels in order: a panel is 16 outputs, and its last row is the bias.

void Layer::pack(const float* flat, float* panels) const {
  std::memset(panels, 0, size() * sizeof(float));
  if (!flat) return;
  const float* bias = flat + int64_t{outputs_} * inputs_;
  for (int first = 0; first < outputs_; first += kPanel, panels += stride()) {
    for (int o = first; o < outputs_ && o < first + kPanel; ++o) {
      const float* weights = flat + int64_t{o} * inputs_;
      float* lane = panels + (o - first);
      for (int i = 0; i < inputs_; ++i, lane += kPanel) *lane = weights[i];
      *lane = bias[o];
    }
  }
}

void Layer::unpack(const float* panels, float* flat) const {
  if (!panels) {
    std::memset(flat, 0, static_cast<size_t>(flat_size()) * sizeof(float));
    return;
  }
  float* bias = flat + int64_t{outputs_} * inputs_;
  for (int first = 0; first < outputs_; first += kPanel, panels += stride()) {
    for (int o = first; o < outputs_ && o < first + kPanel; ++o) {
      float* weights = flat + int64_t{o} * inputs_;
      const float* lane = panels + (o - first);
      for (int i = 0; i < inputs_; ++i, lane += kPanel) weights[i] = *lane;
      bias[o] = *lane;
    }
  }
}

}  // namespace ferro::cpu
