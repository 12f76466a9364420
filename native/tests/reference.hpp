// The same network in double precision, as plainly as it can be written.
#pragma once

#include <cmath>
#include <cstdlib>
#include <vector>

#include "ferro.h"

struct Reference {
  std::vector<int32_t> widths;
  ferro_loss loss_kind;
  std::vector<double> parameters;

  /// Scores [rows, outputs]; keeps every layer's output in `outputs` for the gradient.
  std::vector<std::vector<double>> forward(const std::vector<float>& features, int rows) const {
    std::vector<std::vector<double>> outputs{{features.begin(), features.begin() + rows * widths[0]}};
    const double* p = parameters.data();
    for (size_t l = 0; l + 1 < widths.size(); ++l) {
      const int in = widths[l], out = widths[l + 1];
      std::vector<double> y(rows * out);
      for (int r = 0; r < rows; ++r) {
        for (int o = 0; o < out; ++o) {
          double sum = p[in * out + o];
          for (int i = 0; i < in; ++i) sum += outputs[l][r * in + i] * p[o * in + i];
          y[r * out + o] = l + 2 < widths.size() && sum < 0 ? 0 : sum;
        }
      }
      p += out * (in + 1);
      outputs.push_back(y);
    }
    return outputs;
  }

  /// The weighted mean loss; `delta` receives its gradient by the scores.
  double loss(const std::vector<double>& scores, const std::vector<float>& targets, const std::vector<float>& weights,
              std::vector<double>& delta) const {
    const int out = widths.back(), rows = static_cast<int>(scores.size()) / out;
    double sum = 0, weight_sum = 0;
    delta.assign(scores.size(), 0);
    for (int r = 0; r < rows; ++r) weight_sum += weights[r];
    for (int r = 0; r < rows; ++r) {
      const double share = weights[r] / weight_sum;
      sum += weights[r] * row_loss(&scores[r * out], &targets[r * target_width()], share, &delta[r * out]);
    }
    return sum / weight_sum;
  }

  int target_width() const {
    switch (loss_kind) {
      case FERRO_CROSS_ENTROPY: return 1;
      case FERRO_SQUARED_ERROR: return widths.back();
    }
    std::abort();
  }

  /// The loss of the row with scores z; `delta` receives its gradient by them, times the row's share of all weight.
  double row_loss(const double* z, const float* targets, double share, double* delta) const {
    const int out = widths.back();
    switch (loss_kind) {
      case FERRO_CROSS_ENTROPY: {
        const int target = static_cast<int>(targets[0]);
        double largest = z[0], total = 0;
        for (int o = 0; o < out; ++o) largest = std::fmax(largest, z[o]);
        for (int o = 0; o < out; ++o) total += std::exp(z[o] - largest);
        for (int o = 0; o < out; ++o) delta[o] = share * (std::exp(z[o] - largest) / total - (o == target));
        return std::log(total) + largest - z[target];
      }
      case FERRO_SQUARED_ERROR: {
        double sum = 0;
        for (int o = 0; o < out; ++o) {
          const double difference = z[o] - targets[o];
          sum += difference * difference / out;
          delta[o] = share * 2 * difference / out;
        }
        return sum;
      }
    }
    std::abort();
  }

  double loss_at(const std::vector<float>& features, const std::vector<float>& targets,
                 const std::vector<float>& weights) const {
    std::vector<double> delta;
    return loss(forward(features, static_cast<int>(weights.size())).back(), targets, weights, delta);
  }

  std::vector<double> gradient(const std::vector<float>& features, const std::vector<float>& targets,
                               const std::vector<float>& weights) const {
    const int rows = static_cast<int>(weights.size());
    const auto outputs = forward(features, rows);
    std::vector<double> delta, gradient(parameters.size());
    loss(outputs.back(), targets, weights, delta);
    size_t end = parameters.size();
    for (size_t l = widths.size() - 1; l-- > 0;) {
      const int in = widths[l], out = widths[l + 1];
      const size_t begin = end - static_cast<size_t>(out) * (in + 1);
      std::vector<double> earlier(rows * in);
      for (int r = 0; r < rows; ++r) {
        for (int o = 0; o < out; ++o) {
          const double d = delta[r * out + o];
          gradient[begin + in * out + o] += d;
          for (int i = 0; i < in; ++i) {
            gradient[begin + o * in + i] += d * outputs[l][r * in + i];
            if (outputs[l][r * in + i] > 0) earlier[r * in + i] += d * parameters[begin + o * in + i];
          }
        }
      }
      delta = earlier;
      end = begin;
    }
    return gradient;
  }
};

/// ferro.h's update rules, one step.
struct ReferenceOptimizer {
  ferro_rule rule;
  double lr, mu, beta1, beta2, epsilon, decay;
  std::vector<double> m, v;
  int t = 0;

  void step(std::vector<double>& p, std::vector<double> g) {
    m.resize(p.size());
    v.resize(p.size());
    ++t;
    for (size_t i = 0; i < p.size(); ++i) {
      switch (rule) {
        case FERRO_ADAMW: p[i] *= 1 - lr * decay; break;
        case FERRO_SGD:
        case FERRO_MOMENTUM:
        case FERRO_NESTEROV:
        case FERRO_ADAM: g[i] += decay * p[i]; break;
      }
      switch (rule) {
        case FERRO_SGD: p[i] -= lr * g[i]; break;
        case FERRO_MOMENTUM:
        case FERRO_NESTEROV:
          m[i] = mu * m[i] + g[i];
          p[i] -= lr * (rule == FERRO_NESTEROV ? g[i] + mu * m[i] : m[i]);
          break;
        case FERRO_ADAM:
        case FERRO_ADAMW:
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          p[i] -= lr * (m[i] / (1 - std::pow(beta1, t))) / (std::sqrt(v[i] / (1 - std::pow(beta2, t))) + epsilon);
      }
    }
  }
};
