// A network, rows for it, and both sides of a comparison: the library and the double-precision reference.
#pragma once

#include <cstdint>
#include <vector>

#include "check.hpp"
#include "reference.hpp"

struct Random {
  uint64_t state;
  /// Uniform in [0, 1).
  float next() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<float>(state >> 40) / (1 << 24);
  }
};

struct Case {
  std::vector<int32_t> widths;
  int32_t loss;
  int rows;
  std::vector<float> parameters, features, targets, weights;
  ferro_network network = 0;

  Case(std::vector<int32_t> w, int32_t l, int r) : widths(w), loss(l), rows(r) {
    Random random{static_cast<uint64_t>(rows * 31 + widths[0])};
    for (size_t i = 0; i + 1 < widths.size(); ++i) {
      const float bound = 1 / std::sqrt(static_cast<float>(widths[i]));
      for (int n = 0; n < widths[i + 1] * (widths[i] + 1); ++n) {
        parameters.push_back((2 * random.next() - 1) * bound);
      }
    }
    for (int i = 0; i < rows * widths[0]; ++i) features.push_back(2 * random.next() - 1);
    for (int i = 0; i < rows; ++i) weights.push_back(i % 5 == 3 ? 0 : random.next() + 0.5f);
    const int target_width = loss == FERRO_CROSS_ENTROPY ? 1 : widths.back();
    for (int i = 0; i < rows * target_width; ++i) {
      const float x = random.next();
      targets.push_back(loss == FERRO_CROSS_ENTROPY ? std::floor(x * widths.back()) : 4 * x - 2);
    }
    OK(ferro_open(device(), widths.data(), static_cast<int32_t>(widths.size()), loss, 0, &network));
    reset();
  }
  Case(const Case&) = delete;
  ~Case() { OK(ferro_close(network)); }

  int64_t count() const { return static_cast<int64_t>(parameters.size()); }

  void reset() { OK(ferro_set_state(network, parameters.data(), nullptr, nullptr, count(), 0)); }

  Reference reference() const { return {widths, loss, {parameters.begin(), parameters.end()}}; }

  std::vector<float> predict() {
    std::vector<float> scores(static_cast<size_t>(rows) * widths.back());
    OK(ferro_predict(network, features.data(), size(features), rows, scores.data(), size(scores)));
    return scores;
  }

  /// The gradient, the mean loss appended.
  std::vector<float> gradient() {
    std::vector<float> gradient(parameters.size());
    double sums[2];
    OK(ferro_loss_gradient(network, features.data(), size(features), targets.data(), size(targets), weights.data(),
                           size(weights), rows, gradient.data(), count(), sums));
    gradient.push_back(static_cast<float>(sums[0] / sums[1]));
    return gradient;
  }

  /// Parameters after one pass in mini-batches, the mean loss appended.
  std::vector<float> train(int64_t batch_size) {
    double sums[2];
    OK(ferro_train(network, features.data(), size(features), targets.data(), size(targets), weights.data(),
                   size(weights), rows, batch_size, sums));
    std::vector<float> trained(parameters.size());
    int64_t step;
    OK(ferro_get_state(network, trained.data(), nullptr, nullptr, count(), &step));
    trained.push_back(static_cast<float>(sums[0] / sums[1]));
    return trained;
  }

  static int64_t size(const std::vector<float>& v) { return static_cast<int64_t>(v.size()); }
};
