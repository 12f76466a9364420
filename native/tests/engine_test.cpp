// The maths, on the device that FERRO_DEVICE and with the instruction set that FERRO_ISA names: against double
// precision, finite differences, and itself.
#include <algorithm>
#include <cstdint>
#include <thread>

#include "case.hpp"

namespace {

const std::vector<int32_t> kAwkward = {1, 3, 7, 8, 13, 16, 25, 64, 100, 1021};

std::string name(const Case& c) {
  std::string text;
  for (int32_t width : c.widths) text.append(text.empty() ? "" : "-").append(std::to_string(width));
  return text + (c.loss == FERRO_CROSS_ENTROPY ? " cross-entropy, " : " squared error, ") + std::to_string(c.rows) +
         " rows";
}

void scores_and_gradient(const std::vector<int32_t>& shape, int32_t loss, int rows) {
  Case c(shape, loss, rows);
  const Reference reference = c.reference();
  check_close(c.predict(), reference.forward(c.features, rows).back(), "scores of " + name(c));
  auto expected = reference.gradient(c.features, c.targets, c.weights);
  auto got = c.gradient();
  check_close(std::vector<float>{got.back()}, {reference.loss_at(c.features, c.targets, c.weights)},
              "loss of " + name(c));
  got.pop_back();
  check_close(got, expected, "gradient of " + name(c));
}

void scores_and_gradients() {
  for (int32_t loss : {FERRO_CROSS_ENTROPY, FERRO_SQUARED_ERROR}) {
    for (int32_t size : kAwkward) {
      scores_and_gradient({size, 13, size, 3}, loss, 13);
      scores_and_gradient({7, size}, loss, 25);
      for (int32_t width : {1, 16, 33}) scores_and_gradient({width, 17, width}, loss, size);
    }
    scores_and_gradient({1, 1, 1}, loss, 1);
    scores_and_gradient({300, 31, 5}, loss, 300);
  }
}

/// More rows than an engine takes at once give what fewer give: in one mini-batch, and in a call of several.
void many_rows() {
  Case c({1, 4000, 1}, FERRO_SQUARED_ERROR, 5000);
  std::vector<double> expected(c.parameters.size());
  double weight = 0;
  for (int half : {0, 1}) {
    const int64_t first = half * 2500;
    std::vector<float> gradient(c.parameters.size());
    double sums[2];
    OK(ferro_loss_gradient(c.network, &c.features[first], 2500, &c.targets[first], 2500, &c.weights[first], 2500, 2500,
                           gradient.data(), c.count(), sums));
    for (size_t i = 0; i < gradient.size(); ++i) expected[i] += sums[1] * gradient[i];
    weight += sums[1];
  }
  for (double& g : expected) g /= weight;
  auto got = c.gradient();
  got.pop_back();
  check_close(got, expected, "gradient of many rows");

  OK(ferro_set_optimizer(c.network, FERRO_SGD, 0.5f, 0, 0, 0, 1, 0));
  auto trained = c.train(5000);
  trained.pop_back();
  for (size_t i = 0; i < expected.size(); ++i) expected[i] = c.parameters[i] - 0.5 * expected[i];
  check_close(trained, expected, "a step of many rows");

  c.reset();
  trained = c.train(999);
  trained.pop_back();
  c.reset();
  double sums[2];
  for (int64_t first = 0; first < 5000; first += 999) {
    const int64_t rows = std::min<int64_t>(999, 5000 - first);
    OK(ferro_train(c.network, &c.features[first], rows, &c.targets[first], rows, &c.weights[first], rows, rows, 999,
                   sums));
  }
  int64_t step;
  OK(ferro_get_state(c.network, got.data(), nullptr, nullptr, c.count(), &step));
  CHECK(got == trained && step == 6);
}

/// The reference's gradient, by which the library is judged above, is itself judged by the slope of the loss.
void finite_differences() {
  for (int32_t loss : {FERRO_CROSS_ENTROPY, FERRO_SQUARED_ERROR}) {
    Case c({4, 6, 5, 3}, loss, 9);
    Reference reference = c.reference();
    std::vector<double> slopes;
    const double h = 1e-6;
    for (double& p : reference.parameters) {
      const double before = p;
      p = before + h;
      const double above = reference.loss_at(c.features, c.targets, c.weights);
      p = before - h;
      const double below = reference.loss_at(c.features, c.targets, c.weights);
      p = before;
      slopes.push_back((above - below) / (2 * h));
    }
    check_close(reference.gradient(c.features, c.targets, c.weights), slopes, "the reference's gradient", 1e-7);
    auto got = c.gradient();
    got.pop_back();
    check_close(got, slopes, "gradient by finite differences");
  }
}

void optimizers() {
  for (int32_t rule = FERRO_SGD; rule <= FERRO_ADAMW; ++rule) {
    for (int64_t batch_size : {1, 9, 32, 150, 1000}) {
      Case c({13, 20, 16, 3}, FERRO_CROSS_ENTROPY, 200);
      ReferenceOptimizer optimizer{rule, 0.01, 0.9, 0.8, 0.99, 1e-3, 0.1, {}, {}};
      OK(ferro_set_optimizer(c.network, rule, 0.01f, 0.9f, 0.8f, 0.99f, 1e-3f, 0.1f));
      Reference reference = c.reference();
      double loss = 0, weight = 0;
      for (int64_t first = 0; first < c.rows; first += batch_size) {
        const int64_t last = std::min<int64_t>(c.rows, first + batch_size);
        std::vector<float> x(c.features.begin() + first * 13, c.features.begin() + last * 13);
        std::vector<float> y(c.targets.begin() + first, c.targets.begin() + last);
        std::vector<float> w(c.weights.begin() + first, c.weights.begin() + last);
        double sum = 0;
        for (float one : w) sum += one;
        if (sum == 0) continue;
        loss += sum * reference.loss_at(x, y, w);
        weight += sum;
        optimizer.step(reference.parameters, reference.gradient(x, y, w));
      }
      auto got = c.train(batch_size);
      check_close(std::vector<float>{got.back()}, {loss / weight}, "training loss");
      got.pop_back();
      check_close(got, reference.parameters,
                  "rule " + std::to_string(rule) + " in batches of " + std::to_string(batch_size));
      std::vector<float> m(got.size()), v(got.size());
      int64_t step;
      OK(ferro_get_state(c.network, got.data(), m.data(), v.data(), c.count(), &step));
      CHECK(step == optimizer.t);
      check_close(m, optimizer.m, "first moment");
      check_close(v, optimizer.v, "second moment");
    }
  }
}

void no_weight_no_step() {
  Case c({3, 4, 2}, FERRO_CROSS_ENTROPY, 10);
  OK(ferro_set_optimizer(c.network, FERRO_ADAM, 0.01f, 0, 0.9f, 0.999f, 1e-8f, 0.1f));
  c.weights.assign(10, 0);
  double sums[2] = {9, 9};
  OK(ferro_train(c.network, c.features.data(), 30, c.targets.data(), 10, c.weights.data(), 10, 10, 5, sums));
  CHECK(sums[0] == 0 && sums[1] == 0);
  std::vector<float> p(c.parameters.size());
  int64_t step;
  OK(ferro_get_state(c.network, p.data(), nullptr, nullptr, c.count(), &step));
  CHECK(p == c.parameters && step == 0);
}

/// Weights whose sum, or its reciprocal, float32 does not hold: the mean is the same as near 1.
void extreme_weights() {
  for (int32_t loss : {FERRO_CROSS_ENTROPY, FERRO_SQUARED_ERROR}) {
    for (float factor : {3.4e38f, 1e30f, 1.2e-38f, 1e-45f}) {
      Case c({5, 9, 3}, loss, 300);
      for (int row = 0; row < c.rows; ++row) c.weights[row] = row % 7 == 3 ? 0 : factor;
      // Beside such a weight an ordinary one counts for nothing, or for everything.
      if (loss == FERRO_SQUARED_ERROR) c.weights[150] = 1;
      const Reference reference = c.reference();
      auto got = c.gradient();
      check_close(std::vector<float>{got.back()}, {reference.loss_at(c.features, c.targets, c.weights)},
                  "loss with weights of " + std::to_string(std::log10(factor)));
      got.pop_back();
      check_close(got, reference.gradient(c.features, c.targets, c.weights),
                  "gradient with weights of " + std::to_string(std::log10(factor)));

      OK(ferro_set_optimizer(c.network, FERRO_SGD, 0.1f, 0, 0, 0, 1, 0));
      const auto trained = c.train(32);
      for (float& weight : c.weights) weight = weight == 1 ? 1 : weight == factor ? 8 : 0;
      if (loss == FERRO_CROSS_ENTROPY) {
        c.reset();
        const auto ordinary = c.train(32);
        check_close(trained, {ordinary.begin(), ordinary.end()}, "training with weights of one size");
      }
    }
  }
}

/// What a network computes from copies of a case's buffers that begin `shift` floats later.
std::vector<float> all_results(const Case& c, int shift) {
  ferro_network network;
  std::vector<std::vector<float>> buffers;
  auto moved = [&](const std::vector<float>& from) {
    buffers.emplace_back(from.size() + shift);
    std::copy(from.begin(), from.end(), buffers.back().begin() + shift);
    return buffers.back().data() + shift;
  };
  const float *p = moved(c.parameters), *x = moved(c.features), *y = moved(c.targets), *w = moved(c.weights);
  const int64_t xs = Case::size(c.features), ys = Case::size(c.targets), scores = c.rows * c.widths.back();
  std::vector<float> out(scores + 2 * c.count() + shift);
  float *gradient = out.data() + shift + scores, *trained = gradient + c.count();
  double sums[4];
  int64_t step;
  OK(ferro_open(device(), c.widths.data(), static_cast<int32_t>(c.widths.size()), c.loss, 0, &network));
  OK(ferro_set_optimizer(network, FERRO_ADAMW, 0.01f, 0, 0.9f, 0.999f, 1e-8f, 0.1f));
  OK(ferro_set_state(network, p, nullptr, nullptr, c.count(), 0));
  OK(ferro_predict(network, x, xs, c.rows, out.data() + shift, scores));
  OK(ferro_loss_gradient(network, x, xs, y, ys, w, c.rows, c.rows, gradient, c.count(), sums));
  OK(ferro_train(network, x, xs, y, ys, w, c.rows, c.rows, 100, sums + 2));
  OK(ferro_get_state(network, trained, nullptr, nullptr, c.count(), &step));
  OK(ferro_close(network));
  out.erase(out.begin(), out.begin() + shift);
  for (double sum : sums) out.push_back(static_cast<float>(sum));
  return out;
}

/// Same bits wherever the buffers lie and whichever thread asks, alone or beside others.
void bit_equal_anywhere() {
  const Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  const auto expected = all_results(c, 0);
  std::vector<std::vector<float>> got(8);
  std::vector<std::thread> threads;
  for (int shift = 0; shift < 8; ++shift) threads.emplace_back([&, shift] { got[shift] = all_results(c, shift); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : got) CHECK(one == expected);
}

/// Same bits whatever ran before.
void bit_equal_again() {
  Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  OK(ferro_set_optimizer(c.network, FERRO_ADAMW, 0.01f, 0, 0.9f, 0.999f, 1e-8f, 0.1f));
  const auto scores = c.predict();
  const auto gradient = c.gradient();
  const auto trained = c.train(100);
  c.reset();
  CHECK(c.predict() == scores);
  CHECK(c.gradient() == gradient);
  CHECK(c.train(100) == trained);
}

void not_a_number() {
  Case c({20, 30, 30, 3}, FERRO_CROSS_ENTROPY, 3);
  c.features[25] = NAN;
  auto scores = c.predict();
  for (int i = 0; i < 9; ++i) CHECK(std::isnan(scores[i]) == (i / 3 == 1));
  CHECK(std::isnan(c.gradient().back()));
  c.features[25] = INFINITY;
  CHECK(!std::isfinite(c.gradient().back()));
  c.features[25] = 0;
  CHECK(std::isfinite(c.gradient().back()));

  // Scores far apart: no overflow inside the softmax.
  Case far({1, 2}, FERRO_CROSS_ENTROPY, 1);
  const float parameters[] = {500, -500, 0, 0}, x = 1, wrong = 1;
  double sums[2];
  float gradient[4];
  OK(ferro_set_state(far.network, parameters, nullptr, nullptr, 4, 0));
  OK(ferro_loss_gradient(far.network, &x, 1, &wrong, 1, nullptr, 0, 1, gradient, 4, sums));
  CHECK(sums[0] == 1000 && gradient[0] == 1 && gradient[1] == -1);
}

/// A hidden unit that is exactly 0 passes no gradient on, as in MLX and PyTorch; nor does one at -0.
void relu_at_zero() {
  Case c({1, 1, 1}, FERRO_SQUARED_ERROR, 1);
  const float parameters[] = {1, -2, 3, 0}, x = 2, y = 5;  // hidden: relu(1 * 2 - 2)
  float gradient[4];
  double sums[2];
  OK(ferro_set_state(c.network, parameters, nullptr, nullptr, 4, 0));
  OK(ferro_loss_gradient(c.network, &x, 1, &y, 1, nullptr, 0, 1, gradient, 4, sums));
  CHECK(sums[0] == 25 && gradient[0] == 0 && gradient[1] == 0 && gradient[2] == 0 && gradient[3] == -10);

  for (float zero : {0.0f, -0.0f}) {
    for (int32_t width : kAwkward) {
      Case wide({3, width, 2}, FERRO_CROSS_ENTROPY, 9);
      std::fill_n(wide.parameters.begin(), width * 4, zero);
      wide.reset();
      auto got = wide.gradient();
      CHECK(std::count(got.begin(), got.end(), 0.0f) == width * 6);
      CHECK(got[width * 6] != 0 && got[width * 6 + 1] != 0);  // the last layer's bias
    }
  }
}

}  // namespace

int main() {
  if (cannot_run()) return kSkipped;
  scores_and_gradients();
  many_rows();
  finite_differences();
  optimizers();
  no_weight_no_step();
  extreme_weights();
  bit_equal_anywhere();
  bit_equal_again();
  not_a_number();
  relu_at_zero();
  return finish();
}
