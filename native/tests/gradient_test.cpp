// Scores, losses and gradients, against double precision and finite differences.
#include <algorithm>

#include "case.hpp"

TEST_SUITE_BEGIN("engine");

namespace {

const std::vector<int32_t> kAwkward = {1, 3, 7, 8, 13, 16, 25, 64, 100, 1021};

std::string name(const Case& c) {
  std::string text;
  for (int32_t width : c.widths) text.append(text.empty() ? "" : "-").append(std::to_string(width));
  return text + " " + name_of(c.loss) + ", " + std::to_string(c.rows) + " rows";
}

void check_scores_and_gradient(const std::vector<int32_t>& shape, ferro_loss loss, int rows) {
  Case c(shape, loss, rows);
  INFO(name(c));
  const Reference reference = c.reference();
  CLOSE(c.predict(), reference.forward(c.features, rows).back());
  const Result got = c.gradient();
  CLOSE(got.loss, reference.loss_at(c.features, c.targets, c.weights));
  CLOSE(got.values, reference.gradient(c.features, c.targets, c.weights));
}

TEST_CASE("scores, loss and gradient are those of double precision, for awkward widths and row counts") {
  for (ferro_loss loss : kLosses) {
    for (int32_t size : kAwkward) {
      check_scores_and_gradient({size, 13, size, 3}, loss, 13);
      check_scores_and_gradient({7, size}, loss, 25);
      for (int32_t width : {1, 16, 33}) check_scores_and_gradient({width, 17, width}, loss, size);
    }
    check_scores_and_gradient({1, 1, 1}, loss, 1);
    check_scores_and_gradient({300, 31, 5}, loss, 300);
  }
}

TEST_CASE("more rows than an engine takes at once give what fewer give") {
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
  CLOSE(c.gradient().values, expected);

  // In one mini-batch.
  c.set_optimizer(FERRO_SGD, {.step_size = 0.5f});
  for (size_t i = 0; i < expected.size(); ++i) expected[i] = c.parameters[i] - 0.5 * expected[i];
  CLOSE(c.train(5000).values, expected);

  // In a call of several.
  c.reset();
  const std::vector<float> trained = c.train(999).values;
  c.reset();
  double sums[2];
  for (int64_t first = 0; first < 5000; first += 999) {
    const int64_t rows = std::min<int64_t>(999, 5000 - first);
    OK(ferro_train(c.network, &c.features[first], rows, &c.targets[first], rows, &c.weights[first], rows, rows, 999,
                   sums));
  }
  std::vector<float> got(trained.size());
  int64_t step;
  OK(ferro_get_state(c.network, got.data(), nullptr, nullptr, c.count(), &step));
  CHECK(got == trained);
  CHECK(step == 6);
}

// The reference's gradient judges the library above. The slope of the loss judges them both.
TEST_CASE("the gradient is the slope of the loss") {
  for (ferro_loss loss : kLosses) {
    CAPTURE(name_of(loss));
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
    CHECK(relative_error(reference.gradient(c.features, c.targets, c.weights), slopes) <= 1e-7);
    CLOSE(c.gradient().values, slopes);
  }
}

TEST_CASE("a feature that is no number spoils its own row's scores and the loss") {
  Case c({20, 30, 30, 3}, FERRO_CROSS_ENTROPY, 3);
  c.features[25] = NAN;
  const auto scores = c.predict();
  for (int i = 0; i < 9; ++i) CHECK(std::isnan(scores[i]) == (i / 3 == 1));
  CHECK(std::isnan(c.gradient().loss));
  c.features[25] = INFINITY;
  CHECK(!std::isfinite(c.gradient().loss));
  c.features[25] = 0;
  CHECK(std::isfinite(c.gradient().loss));
}

TEST_CASE("scores far apart do not overflow inside the softmax") {
  Case far({1, 2}, FERRO_CROSS_ENTROPY, 1);
  const float parameters[] = {500, -500, 0, 0}, x = 1, wrong = 1;
  double sums[2];
  float gradient[4];
  OK(ferro_set_state(far.network, parameters, nullptr, nullptr, 4, 0));
  OK(ferro_loss_gradient(far.network, &x, 1, &wrong, 1, nullptr, 0, 1, gradient, 4, sums));
  CHECK(sums[0] == 1000);
  CHECK(gradient[0] == 1);
  CHECK(gradient[1] == -1);
}

// As in MLX and PyTorch.
TEST_CASE("a hidden unit at 0 or -0 passes no gradient on") {
  Case c({1, 1, 1}, FERRO_SQUARED_ERROR, 1);
  const float parameters[] = {1, -2, 3, 0}, x = 2, y = 5;  // hidden: relu(1 * 2 - 2)
  std::vector<float> gradient(4);
  double sums[2];
  OK(ferro_set_state(c.network, parameters, nullptr, nullptr, 4, 0));
  OK(ferro_loss_gradient(c.network, &x, 1, &y, 1, nullptr, 0, 1, gradient.data(), 4, sums));
  CHECK(sums[0] == 25);
  CHECK(gradient == std::vector<float>{0, 0, 0, -10});

  for (float zero : {0.0f, -0.0f}) {
    for (int32_t width : kAwkward) {
      CAPTURE(zero);
      CAPTURE(width);
      Case wide({3, width, 2}, FERRO_CROSS_ENTROPY, 9);
      std::fill_n(wide.parameters.begin(), width * 4, zero);
      wide.reset();
      const Result got = wide.gradient();
      CHECK(std::count(got.values.begin(), got.values.end(), 0.0f) == width * 6);
      CHECK(got.values[width * 6] != 0);  // the last layer's bias
      CHECK(got.values[width * 6 + 1] != 0);
    }
  }
}

}  // namespace
