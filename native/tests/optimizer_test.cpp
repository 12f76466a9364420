// Training: the update rules against double precision, and what row weights do to a step.
#include <algorithm>

#include "case.hpp"

TEST_SUITE_BEGIN("engine");

namespace {

TEST_CASE("each rule trains as in double precision, at any size of batches") {
  for (ferro_rule rule : kRules) {
    for (int64_t batch_size : {1, 9, 32, 150, 1000}) {
      CAPTURE(name_of(rule));
      CAPTURE(batch_size);
      Case c({13, 20, 16, 3}, FERRO_CROSS_ENTROPY, 200);
      ReferenceOptimizer optimizer{rule, 0.01, 0.9, 0.8, 0.99, 1e-3, 0.1, {}, {}};
      c.set_optimizer(rule, {.beta1 = 0.8f, .beta2 = 0.99f, .epsilon = 1e-3f, .weight_decay = 0.1f});
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
      const Result got = c.train(batch_size);
      CLOSE(got.loss, loss / weight);
      CLOSE(got.values, reference.parameters);
      std::vector<float> p(got.values.size()), m(p), v(p);
      int64_t step;
      OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
      CHECK(step == optimizer.t);
      CLOSE(m, optimizer.m);
      CLOSE(v, optimizer.v);
    }
  }
}

TEST_CASE("a mini-batch without weight takes no step") {
  Case c({3, 4, 2}, FERRO_CROSS_ENTROPY, 10);
  c.set_optimizer(FERRO_ADAM, {.weight_decay = 0.1f});
  c.weights.assign(10, 0);
  double sums[2] = {9, 9};
  OK(ferro_train(c.network, c.features.data(), 30, c.targets.data(), 10, c.weights.data(), 10, 10, 5, sums));
  CHECK(sums[0] == 0);
  CHECK(sums[1] == 0);
  std::vector<float> p(c.parameters.size());
  int64_t step;
  OK(ferro_get_state(c.network, p.data(), nullptr, nullptr, c.count(), &step));
  CHECK(p == c.parameters);
  CHECK(step == 0);
}

// Their sum, or its reciprocal, is none that float32 holds.
TEST_CASE("weights far from 1 give the same mean as weights near 1") {
  for (ferro_loss loss : kLosses) {
    for (float factor : {3.4e38f, 1e30f, 1.2e-38f, 1e-45f}) {
      CAPTURE(name_of(loss));
      CAPTURE(factor);
      Case c({5, 9, 3}, loss, 300);
      for (int row = 0; row < c.rows; ++row) c.weights[row] = row % 7 == 3 ? 0 : factor;
      // Beside such a weight an ordinary one counts for nothing, or for everything.
      const bool mixed = loss == FERRO_SQUARED_ERROR;
      if (mixed) c.weights[150] = 1;
      const Reference reference = c.reference();
      const Result got = c.gradient();
      CLOSE(got.loss, reference.loss_at(c.features, c.targets, c.weights));
      CLOSE(got.values, reference.gradient(c.features, c.targets, c.weights));

      c.set_optimizer(FERRO_SGD, {.step_size = 0.1f});
      const Result trained = c.train(32);
      if (mixed) continue;
      for (float& weight : c.weights) weight = weight == factor ? 8 : 0;
      c.reset();
      const Result ordinary = c.train(32);
      CLOSE(trained.values, ordinary.values);
      CLOSE(trained.loss, ordinary.loss);
    }
  }
}

}  // namespace
