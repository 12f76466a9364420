#include "network.hpp"

#include <algorithm>
#include <cstring>

#include "../errors.hpp"
#include "isa.hpp"
#include "subnormals.hpp"

namespace ferro {

std::unique_ptr<Network> open_network(ferro_device device, const Shape& shape) {
  if (device != FERRO_CPU) throw InvalidArgument(engine_description(device));
  return std::make_unique<cpu::CpuNetwork>(shape, *cpu::chosen_isa().kernels);
}

namespace cpu {
namespace {

/// The step-th step, counted from 1.
Update update_for(const Optimizer& o, int64_t step) {
  const StepFactors factors = step_factors(o, step);
  return {.rule = o.rule,
          .step_size = factors.step_size,
          .momentum = o.momentum,
          .l2 = o.l2(),
          .decay_keep = factors.decay_keep,
          .beta1 = o.beta1,
          .beta2 = o.beta2,
          .epsilon = o.epsilon,
          .inv_sqrt_bias2 = factors.inv_sqrt_bias2};
}

}  // namespace

CpuNetwork::CpuNetwork(const Shape& shape, const Kernels& kernels)
    : shape_(shape), kernels_(kernels), scratch_(shape_) {
  for (int l = 0; l < shape_.layers(); ++l) layers_.emplace_back(shape_.widths[l], shape_.widths[l + 1]);
}

void CpuNetwork::set_state(const float* parameters, const float* first_moment, const float* second_moment,
                           int64_t step) {
  for (Layer& layer : layers_) layer.need_moments(second_moment ? 2 : first_moment ? 1 : 0);
  int64_t at = 0;
  auto here = [&at](const float* flat) { return flat ? flat + at : nullptr; };
  for (Layer& layer : layers_) {
    layer.pack(here(parameters), layer.parameters.get());
    if (layer.first_moment) layer.pack(here(first_moment), layer.first_moment.get());
    if (layer.second_moment) layer.pack(here(second_moment), layer.second_moment.get());
    at += layer.flat_size();
  }
  step_ = step;
}

int64_t CpuNetwork::get_state(float* parameters, float* first_moment, float* second_moment) const {
  int64_t at = 0;
  for (const Layer& layer : layers_) {
    layer.unpack(layer.parameters.get(), parameters + at);
    if (first_moment) layer.unpack(layer.first_moment.get(), first_moment + at);
    if (second_moment) layer.unpack(layer.second_moment.get(), second_moment + at);
    at += layer.flat_size();
  }
  return step_;
}

LossSum CpuNetwork::train(const Batch& batch, int64_t batch_size) {
  for (Layer& layer : layers_) {
    layer.need_moments(moments_of(optimizer_.rule));
    if (std::min(batch.rows, batch_size) > kChunkRows) layer.need_gradient();
  }
  const SubnormalsAreZero fast_arithmetic;
  LossSum total;
  for_each_slice(shape_, batch, batch_size, [&](const Batch& mini_batch) {
    if (mini_batch.weight() == 0) return;
    const Update update = update_for(optimizer_, ++step_);
    total += process(mini_batch, &update);
  });
  return total;
}

LossSum CpuNetwork::loss_gradient(const Batch& batch, float* gradient) {
  for (Layer& layer : layers_) layer.need_gradient();
  const bool weighs = batch.weight() != 0;
  const LossSum sum = weighs ? process(batch, nullptr) : LossSum{};
  for (const Layer& layer : layers_) {
    layer.unpack(weighs ? layer.gradient.get() : nullptr, gradient);
    gradient += layer.flat_size();
  }
  return sum;
}

void CpuNetwork::predict(const float* features, int64_t rows, float* scores) {
  const int64_t inputs = shape_.inputs(), outputs = shape_.outputs();
  for (int64_t first = 0; first < rows; first += kChunkRows) {
    const int count = static_cast<int>(std::min<int64_t>(kChunkRows, rows - first));
    const Panels result = forward(Rows(features + first * inputs, inputs, kPanel), count);
    for (int row = 0; row < count; ++row) {
      float* out = scores + (first + row) * outputs;
      for (int64_t o = 0; o < outputs; o += kPanel) {
        const float* in = result.data + o / kPanel * result.stride + row * kPanel;
        std::copy_n(in, std::min<int64_t>(kPanel, outputs - o), out + o);
      }
    }
  }
}

LossSum CpuNetwork::process(const Batch& batch, const Update* update) {
  const double weight = batch.weight();
  const float scale = static_cast<float>(1 / weight);
  double weighted_loss = 0;
  transpose_weights();
  int64_t done = 0;
  for_each_slice(shape_, batch, kChunkRows, [&](const Batch& chunk) {
    const int rows = static_cast<int>(chunk.rows);
    const Panels input = load_input(chunk);
    const Panels scores = forward(input, rows);
    weighted_loss += loss(chunk, scores, scale);
    const bool first = done == 0;
    done += rows;
    backward(input, rows, scores, !first, done == batch.rows ? update : nullptr);
  });
  return {weighted_loss, weight};
}

Panels CpuNetwork::forward(Rows input, int rows) {
  const int last = shape_.layers() - 1;
  for (int l = 0; l <= last; ++l) {
    const Layer& layer = layers_[l];
    const Panels output = scratch_.output(l, rows);
    kernels_.multiply({input, rows, layer.inputs(), layer.parameters.get(), layer.stride(), output, layer.outputs(),
                       /*bias=*/true, /*relu=*/l < last, /*mask=*/nullptr});
    input = output;
  }
  return scratch_.output(last, rows);
}

double CpuNetwork::loss(const Batch& chunk, const Panels& scores, float scale) {
  const RowLoss rows{
      scores, static_cast<int>(chunk.rows), static_cast<int>(shape_.outputs()), chunk.targets, chunk.weights,
      scale,  shape_.loss_parameter};
  switch (shape_.loss) {
    case Loss::cross_entropy: return kernels_.cross_entropy(rows);
    case Loss::squared_error: return kernels_.squared_error(rows);
  }
  __builtin_unreachable();
}

void CpuNetwork::backward(Rows input, int rows, Panels delta, bool accumulate, const Update* update) {
  for (int l = shape_.layers() - 1; l >= 0; --l) {
    const Layer& layer = layers_[l];
    Panels earlier{};
    if (l > 0) {
      // Through Wᵀ of before the step, so the order of the two calls does not matter.
      earlier = scratch_.delta(l, rows);
      const Panels transposed = layer.transposed_weights();
      kernels_.multiply({delta, rows, layer.outputs(), transposed.data, transposed.stride, earlier, layer.inputs(),
                         /*bias=*/false, /*relu=*/false, /*mask=*/scratch_.output(l - 1, rows).data});
    }
    const Rows below = l > 0 ? Rows(scratch_.output(l - 1, rows)) : input;
    kernels_.layer_gradient(
        {below, rows, layer.inputs(), delta, layer.outputs(), layer.state(), layer.stride(), accumulate, update});
    delta = earlier;
  }
}

Panels CpuNetwork::load_input(const Batch& chunk) {
  const int rows = static_cast<int>(chunk.rows);
  const int64_t inputs = shape_.inputs();
  const Panels panels = scratch_.input(rows);
  for (int row = 0; row < rows; ++row) {
    const float* in = chunk.features + row * inputs;
    float* out = panels.data + row * kPanel;
    int64_t i = 0;
    for (; i + kPanel <= inputs; i += kPanel, out += panels.stride) std::memcpy(out, in + i, kPanel * sizeof(float));
    std::copy_n(in + i, inputs - i, out);
  }
  return panels;
}

void CpuNetwork::transpose_weights() {
  for (int l = 1; l < shape_.layers(); ++l) {
    Layer& layer = layers_[l];
    layer.need_transposed();
    kernels_.transpose({layer.parameters.get(), layer.stride()}, layer.inputs(), layer.outputs(),
                       layer.transposed_weights());
  }
}

}  // namespace cpu
}  // namespace ferro
