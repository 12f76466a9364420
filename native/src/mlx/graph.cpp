#include "graph.hpp"

namespace ferro::mlx {

Arrays joined(std::initializer_list<Arrays> parts) {
  Arrays all;
  for (const Arrays& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

mx::array Graph::forward(const Arrays& parameters, mx::array rows) const {
  for (int32_t l = 0; l < shape_.layers(); ++l) {
    const mx::array &weight = parameters[2 * l], &bias = parameters[2 * l + 1];
    rows = mx::addmm(bias, rows, mx::transpose(weight, stream_), 1, 1, stream_);
    if (l + 1 < shape_.layers()) {
      // NaN where a sum overflowed, downwards as well: a 0 in its place would be a wrong number.
      const mx::array zero = mx::stop_gradient(mx::multiply(rows, mx::array(0.0f), stream_), stream_);
      rows = mx::maximum(rows, zero, stream_);
    }
  }
  return rows;
}

Graph::Gradient Graph::gradient(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const {
  auto loss = [&](const Arrays& at) { return Arrays{scaled_loss(at, rows, scale)}; };
  auto [value, gradient] = mx::vjp(loss, parameters, {mx::array(1.0f)});
  return {value[0], gradient};
}

mx::array Graph::scaled_loss(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const {
  const mx::array scores = forward(parameters, rows.features);
  // Scaled before they are added up: a mean that float32 holds may come of a sum that it does not.
  const mx::array shares = mx::multiply(rows.weights, scale, stream_);
  return mx::sum(mx::multiply(shares, losses(scores, rows.targets), stream_), stream_);
}

mx::array Graph::losses(const mx::array& scores, const mx::array& targets) const {
  switch (shape_.loss) {
    case Loss::cross_entropy: return cross_entropies(scores, targets);
    case Loss::squared_error:
      return mx::mean(mx::square(mx::subtract(scores, targets, stream_), stream_), -1, true, stream_);
  }
  __builtin_unreachable();
}

mx::array Graph::cross_entropies(const mx::array& scores, const mx::array& targets) const {
  // A comparison instead of an index: the gradient of taking by index scatters, which is slow on GPUs.
  const mx::array classes = mx::arange(static_cast<int>(shape_.outputs()), mx::float32, stream_);
  const mx::array is_target = mx::equal(targets, classes, stream_);
  const mx::array of_target = mx::sum(mx::where(is_target, scores, mx::array(0.0f), stream_), -1, true, stream_);
  return mx::subtract(mx::logsumexp(scores, -1, true, stream_), of_target, stream_);
}

}  // namespace ferro::mlx
