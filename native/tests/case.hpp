// A network, rows for it, and both sides of a comparison: the library and the double-precision reference.
#pragma once

#include <cstdint>
#include <vector>

#include "reference.hpp"
#include "testing.hpp"

struct Random {
  uint64_t state;
  /// Uniform in [0, 1).
  float next() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<float>(state >> 40) / (1 << 24);
  }
};

/// ferro_set_optimizer's numbers, with usual ones for those that a test leaves out.
struct OptimizerSettings {
  float step_size = 0.01f, momentum = 0.9f, beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f, weight_decay = 0;
};

/// A gradient or the trained parameters, and the mean loss on the way.
struct Result {
  std::vector<float> values;
  float loss;

  bool operator==(const Result&) const = default;
};

struct Case {
  std::vector<int32_t> widths;
  ferro_loss loss;
  int rows;
  std::vector<float> parameters, features, targets, weights;
  ferro_network network = 0;

  Case(std::vector<int32_t> w, ferro_loss l, int r) : widths(w), loss(l), rows(r) {
    Random random{static_cast<uint64_t>(rows * 31 + widths[0])};
    for (size_t i = 0; i + 1 < widths.size(); ++i) {
      const float bound = 1 / std::sqrt(static_cast<float>(widths[i]));
      for (int n = 0; n < widths[i + 1] * (widths[i] + 1); ++n) {
        parameters.push_back((2 * random.next() - 1) * bound);
      }
    }
    for (int i = 0; i < rows * widths[0]; ++i) features.push_back(2 * random.next() - 1);
    for (int i = 0; i < rows; ++i) weights.push_back(i % 5 == 3 ? 0 : random.next() + 0.5f);
    for (int i = 0; i < rows * reference().target_width(); ++i) {
      const float x = random.next();
      switch (loss) {
        case FERRO_CROSS_ENTROPY: targets.push_back(std::floor(x * widths.back())); break;
        case FERRO_SQUARED_ERROR: targets.push_back(4 * x - 2);
      }
    }
    network = open();
    reset();
  }
  Case(const Case&) = delete;
  ~Case() { OK(ferro_close(network)); }

  /// Another network of the same shape.
  ferro_network open() const {
    ferro_network opened = 0;
    OK(ferro_open(device(), widths.data(), static_cast<int32_t>(widths.size()), loss, 0, &opened));
    return opened;
  }

  int64_t count() const { return static_cast<int64_t>(parameters.size()); }

  void reset() { OK(ferro_set_state(network, parameters.data(), nullptr, nullptr, count(), 0)); }

  void set_optimizer(ferro_rule rule, const OptimizerSettings& s = {}) {
    OK(ferro_set_optimizer(network, rule, s.step_size, s.momentum, s.beta1, s.beta2, s.epsilon, s.weight_decay));
  }

  Reference reference() const { return {widths, loss, {parameters.begin(), parameters.end()}}; }

  std::vector<float> predict() {
    std::vector<float> scores(static_cast<size_t>(rows) * widths.back());
    OK(ferro_predict(network, features.data(), size(features), rows, scores.data(), size(scores)));
    return scores;
  }

  Result gradient() {
    std::vector<float> gradient(parameters.size());
    double sums[2];
    OK(ferro_loss_gradient(network, features.data(), size(features), targets.data(), size(targets), weights.data(),
                           size(weights), rows, gradient.data(), count(), sums));
    return {gradient, static_cast<float>(sums[0] / sums[1])};
  }

  /// One pass in mini-batches.
  Result train(int64_t batch_size) {
    double sums[2];
    OK(ferro_train(network, features.data(), size(features), targets.data(), size(targets), weights.data(),
                   size(weights), rows, batch_size, sums));
    std::vector<float> trained(parameters.size());
    int64_t step;
    OK(ferro_get_state(network, trained.data(), nullptr, nullptr, count(), &step));
    return {trained, static_cast<float>(sums[0] / sums[1])};
  }

  static int64_t size(const std::vector<float>& v) { return static_cast<int64_t>(v.size()); }
};
