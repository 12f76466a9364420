// The C line: what is refused and with which text; handles; threads.
#include <atomic>
#include <thread>

#include "case.hpp"

TEST_SUITE_BEGIN("abi");

namespace {

TEST_CASE("open refuses what it cannot be given") {
  const int32_t widths[] = {3, 2, 4}, zero[] = {3, 0, 4}, negative[] = {3, -1};
  const int32_t huge[] = {1 << 30, 1 << 30, 1 << 30, 1 << 30}, wide[] = {INT32_MAX, 1};
  const int32_t too_much[] = {1 << 30, 100000}, classes[] = {1, (1 << 24) + 1};
  const std::vector<int32_t> deep(FERRO_MAX_LAYERS + 2, 1);
  ferro_network network;
  CHECK(ferro_abi_version() == FERRO_ABI_VERSION);
  CHECK(*ferro_description(device()));
  CHECK(std::string(ferro_description(2)) == "no such device");
  REFUSED(ferro_open(2, widths, 3, FERRO_CROSS_ENTROPY, 0, &network), "a known device, got 2");
  REFUSED(ferro_open(device(), nullptr, 3, FERRO_CROSS_ENTROPY, 0, &network), "[open] expected widths, got null");
  REFUSED(ferro_open(device(), widths, 3, FERRO_CROSS_ENTROPY, 0, nullptr), "got null");
  REFUSED(ferro_open(device(), widths, 1, FERRO_CROSS_ENTROPY, 0, &network), "an input and an output width, got 1");
  REFUSED(ferro_open(device(), widths, -5, FERRO_CROSS_ENTROPY, 0, &network), "got -5");
  REFUSED(ferro_open(device(), zero, 3, FERRO_CROSS_ENTROPY, 0, &network), "widths of at least 1, got 0");
  REFUSED(ferro_open(device(), negative, 2, FERRO_CROSS_ENTROPY, 0, &network), "got -1");
  REFUSED(ferro_open(device(), widths, 3, 7, 0, &network), "a known loss, got 7");
  for (ferro_loss loss : kLosses) {
    for (float parameter : {0.5f, -1.0f, NAN, INFINITY}) {
      REFUSED(ferro_open(device(), widths, 3, loss, parameter, &network), "[open] expected a loss_parameter of 0");
    }
  }
  REFUSED(ferro_open(device(), huge, 4, FERRO_SQUARED_ERROR, 0, &network),
          "at most 2^50 parameters, got 1152921505680588800 or more");
  REFUSED(ferro_open(device(), wide, 2, FERRO_SQUARED_ERROR, 0, &network),
          "widths of at most 1073741824, got 2147483647");
  REFUSED(ferro_open(device(), classes, 2, FERRO_CROSS_ENTROPY, 0, &network), "at most 16777216 classes, got 16777217");
  REFUSED(ferro_open(device(), deep.data(), FERRO_MAX_LAYERS + 2, FERRO_SQUARED_ERROR, 0, &network),
          "at most 10000 layers, got 10001");
  // Not a width is read.
  REFUSED(ferro_open(device(), widths, INT32_MAX, FERRO_SQUARED_ERROR, 0, &network),
          "at most 10000 layers, got 2147483646");
  CHECK(ferro_open(device(), too_much, 2, FERRO_CROSS_ENTROPY, 0, &network) == FERRO_OUT_OF_MEMORY);
  CHECK_MESSAGE(says("[open] out of memory"), ferro_last_error());
}

TEST_CASE("a closed or unknown handle is refused") {
  const int32_t widths[] = {3, 2};
  ferro_network first, second;
  float floats[8] = {};
  double sums[2];
  int64_t step;
  OK(ferro_open(device(), widths, 2, FERRO_SQUARED_ERROR, 0, &first));
  OK(ferro_close(first));
  OK(ferro_open(device(), widths, 2, FERRO_SQUARED_ERROR, 0, &second));
  CHECK(first != second);
  for (ferro_network stale : {first, ferro_network{0}, ferro_network{-1}, ferro_network{123456789}}) {
    REFUSED(ferro_close(stale), "[close] expected an open network");
    REFUSED(ferro_predict(stale, floats, 3, 1, floats, 2), "[predict] expected an open network");
    REFUSED(ferro_set_state(stale, floats, nullptr, nullptr, 8, 0), "[set_state] expected an open network");
    REFUSED(ferro_get_state(stale, floats, nullptr, nullptr, 8, &step), "[get_state] expected an open network");
    REFUSED(ferro_set_optimizer(stale, FERRO_SGD, 1, 0, 0, 0, 1, 0), "[set_optimizer] expected an open network");
    REFUSED(ferro_train(stale, floats, 3, floats, 2, nullptr, 0, 1, 1, sums), "[train] expected an open network");
    REFUSED(ferro_waited(stale, sums), "[waited] expected an open network");
    REFUSED(ferro_loss_gradient(stale, floats, 3, floats, 2, nullptr, 0, 1, floats, 8, sums),
            "[loss_gradient] expected an open network");
  }
  OK(ferro_close(second));
}

TEST_CASE("buffers, counts and numbers are refused, and leave no trace") {
  Case c({3, 5, 4}, FERRO_CROSS_ENTROPY, 6);
  const float *x = c.features.data(), *y = c.targets.data();
  std::vector<float> scores(24), gradient(c.parameters.size());
  double sums[2];
  const ferro_network n = c.network;

  REFUSED(ferro_predict(n, nullptr, 18, 6, scores.data(), 24), "features, got null");
  REFUSED(ferro_predict(n, x, 17, 6, scores.data(), 24), "features for 6 rows of 3, got 17 floats");
  REFUSED(ferro_predict(n, x, -1, 6, scores.data(), 24), "got -1 floats");
  REFUSED(ferro_predict(n, x, 18, 6, scores.data(), 23), "scores for 6 rows of 4, got 23 floats");
  REFUSED(ferro_predict(n, x, 18, 6, nullptr, 24), "scores, got null");
  REFUSED(ferro_predict(n, x, 18, 0, scores.data(), 24), "at least one row, got 0");
  REFUSED(ferro_predict(n, x, 18, INT64_MAX, scores.data(), 24), "got 18 floats");

  REFUSED(ferro_train(n, x, 18, y, 6, nullptr, 0, 0, 2, sums), "[train] expected at least one row, got 0");
  REFUSED(ferro_train(n, x, 18, y, 6, nullptr, 0, -3, 2, sums), "got -3");
  REFUSED(ferro_train(n, nullptr, 18, y, 6, nullptr, 0, 6, 2, sums), "features, got null");
  REFUSED(ferro_train(n, x, 17, y, 6, nullptr, 0, 6, 2, sums), "features for 6 rows of 3, got 17 floats");
  REFUSED(ferro_train(n, x, 18, y, 5, nullptr, 0, 6, 2, sums), "targets for 6 rows of 1, got 5 floats");
  REFUSED(ferro_train(n, x, 18, nullptr, 6, nullptr, 0, 6, 2, sums), "targets, got null");
  REFUSED(ferro_train(n, x, 18, y, 6, x, 5, 6, 2, sums), "weights for 6 rows of 1, got 5 floats");
  REFUSED(ferro_train(n, x, 18, y, 6, nullptr, 0, 6, 0, sums), "batch_size of at least 1, got 0");
  REFUSED(ferro_train(n, x, 18, y, 6, nullptr, 0, 6, 2, nullptr), "loss and weight, got null");
  for (float target : {-1.0f, 4.0f, 1.5f, NAN, INFINITY}) {
    std::vector<float> bad(c.targets);
    bad[5] = target;
    REFUSED(ferro_train(n, x, 18, bad.data(), 6, nullptr, 0, 6, 2, sums), "class indices from 0 to 3");
  }

  REFUSED(ferro_loss_gradient(n, x, 18, y, 6, nullptr, 0, 0, gradient.data(), c.count(), sums), "got 0");
  REFUSED(ferro_loss_gradient(n, nullptr, 18, y, 6, nullptr, 0, 6, gradient.data(), c.count(), sums),
          "features, got null");
  REFUSED(ferro_loss_gradient(n, x, 18, nullptr, 6, nullptr, 0, 6, gradient.data(), c.count(), sums),
          "targets, got null");
  REFUSED(ferro_loss_gradient(n, x, 18, y, 6, nullptr, 0, 6, gradient.data(), c.count(), nullptr),
          "loss and weight, got null");
  REFUSED(ferro_loss_gradient(n, x, 18, y, 6, nullptr, 0, 6, nullptr, c.count(), sums), "gradient, got null");
  REFUSED(ferro_loss_gradient(n, x, 18, y, 6, nullptr, 0, 6, gradient.data(), c.count() + 1, sums),
          "44 values, one for each parameter, got 45");
  REFUSED(ferro_set_state(n, nullptr, nullptr, nullptr, c.count(), 0), "parameters, got null");
  REFUSED(ferro_set_state(n, c.parameters.data(), nullptr, nullptr, 7, 0), "got 7");
  REFUSED(ferro_set_state(n, c.parameters.data(), nullptr, nullptr, c.count(), -1), "a step from 0 to 2^62, got -1");
  for (int64_t step : {INT64_MAX, INT64_MIN, FERRO_MAX_STEP + 1}) {
    REFUSED(ferro_set_state(n, c.parameters.data(), nullptr, nullptr, c.count(), step), "a step from 0 to 2^62, got ");
  }
  for (float weight : {-1.0f, NAN, INFINITY, -INFINITY}) {
    std::vector<float> bad(c.weights);
    bad[5] = weight;
    REFUSED(ferro_train(n, x, 18, y, 6, bad.data(), 6, 6, 2, sums), "finite weights of 0 or more, got ");
    REFUSED(ferro_loss_gradient(n, x, 18, y, 6, bad.data(), 6, 6, gradient.data(), c.count(), sums), "(row 5)");
  }
  int64_t step;
  REFUSED(ferro_get_state(n, nullptr, nullptr, nullptr, c.count(), &step), "parameters, got null");
  REFUSED(ferro_get_state(n, gradient.data(), nullptr, nullptr, 7, &step), "got 7");
  REFUSED(ferro_get_state(n, gradient.data(), nullptr, nullptr, c.count(), nullptr), "the step, got null");

  REFUSED(ferro_waited(n, nullptr), "the seconds, got null");

  // None of them left a trace.
  OK(ferro_get_state(n, gradient.data(), nullptr, nullptr, c.count(), &step));
  CHECK(gradient == c.parameters);
  CHECK(step == 0);
}

TEST_CASE("set_optimizer refuses numbers out of range, and ignores those that a rule does not use") {
  Case c({2, 2}, FERRO_CROSS_ENTROPY, 1);
  const ferro_network n = c.network;
  REFUSED(ferro_set_optimizer(n, 5, 1, 0, 0, 0, 1, 0), "a known rule, got 5");
  REFUSED(ferro_set_optimizer(n, FERRO_SGD, NAN, 0, 0, 0, 1, 0), "step_size of 0 or more, got nan");
  REFUSED(ferro_set_optimizer(n, FERRO_SGD, 1, 0, 0, 0, 1, -1), "weight_decay");
  REFUSED(ferro_set_optimizer(n, FERRO_NESTEROV, 1, 1, 0, 0, 1, 0), "momentum in [0, 1)");
  REFUSED(ferro_set_optimizer(n, FERRO_ADAM, 1, 0, 1, 0, 1, 0), "beta1");
  REFUSED(ferro_set_optimizer(n, FERRO_ADAM, 1, 0, 0, -1, 1, 0), "beta2");
  REFUSED(ferro_set_optimizer(n, FERRO_ADAMW, 1, 0, 0, 0, 0, 0), "epsilon");
  OK(ferro_set_optimizer(n, FERRO_SGD, 1, NAN, NAN, NAN, NAN, 0));
}

TEST_CASE("the state that is set is the state that is got") {
  Case c({3, 17, 2}, FERRO_CROSS_ENTROPY, 1);
  const size_t count = c.parameters.size();
  std::vector<float> first(count), second(count), p(count), m(count, 9), v(count, 9);
  int64_t step;
  OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
  CHECK(p == c.parameters);
  CHECK(m == first);
  CHECK(v == second);
  CHECK(step == 0);
  for (size_t i = 0; i < count; ++i) first[i] = static_cast<float>(i), second[i] = static_cast<float>(2 * i);
  OK(ferro_set_state(c.network, c.parameters.data(), first.data(), second.data(), c.count(), 42));
  OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
  CHECK(p == c.parameters);
  CHECK(m == first);
  CHECK(v == second);
  CHECK(step == 42);
  OK(ferro_set_state(c.network, c.parameters.data(), nullptr, nullptr, c.count(), 7));
  OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
  CHECK(m == std::vector<float>(count));
  CHECK(v == std::vector<float>(count));
  CHECK(step == 7);
}

// UBSan looks on.
TEST_CASE("nothing overflows at the largest counts") {
  for (ferro_rule rule : kRules) {
    CAPTURE(name_of(rule));
    Case c({3, 4, 2}, FERRO_CROSS_ENTROPY, 300), fresh({3, 4, 2}, FERRO_CROSS_ENTROPY, 300);
    for (Case* one : {&c, &fresh}) one->set_optimizer(rule, {.weight_decay = 0.1f});
    // The same step. MLX pads the first to 512 rows, and a Mac's CPU then adds them in another order.
    const Result all = fresh.train(300), more_than_all = c.train(INT64_MAX);
    CLOSE(more_than_all.values, all.values);
    CLOSE(more_than_all.loss, all.loss);
    std::vector<float> p(c.parameters.size());
    int64_t step;
    OK(ferro_set_state(c.network, c.parameters.data(), nullptr, nullptr, c.count(), FERRO_MAX_STEP));
    for (int64_t batch_size : {int64_t{100}, int64_t{299}, int64_t{INT32_MAX}, INT64_MAX - 1, INT64_MAX}) {
      const Result trained = c.train(batch_size);
      CHECK(std::isfinite(trained.loss));
      for (float x : trained.values) CHECK(std::isfinite(x));
    }
    OK(ferro_get_state(c.network, p.data(), nullptr, nullptr, c.count(), &step));
    CHECK(step == FERRO_MAX_STEP + 3 + 2 + 1 + 1 + 1);
  }
}

// A suite of its own: native/check.sh runs it with little stack as well.
TEST_CASE("a network of as many layers as there may be trains and predicts" * doctest::test_suite("deepest")) {
  Case c(std::vector<int32_t>(FERRO_MAX_LAYERS + 1, 1), FERRO_SQUARED_ERROR, 2);
  c.set_optimizer(FERRO_ADAM);
  const Result trained = c.train(2);
  CHECK(std::isfinite(trained.values.back()));
  CHECK(std::isfinite(trained.loss));
  CHECK(std::isfinite(c.predict().back()));
}

TEST_CASE("each thread has its own last error") {
  REFUSED(ferro_close(-7), "[close]");
  std::thread([] { CHECK(*ferro_last_error() == 0); }).join();
  CHECK(says("[close]"));
}

// Refused or served, never a crash.
TEST_CASE("two threads in one network, which is closed under them") {
  Case c({30, 200, 10}, FERRO_CROSS_ENTROPY, 20);
  const auto expected = c.predict();
  const ferro_network shared = c.open();
  OK(ferro_set_state(shared, c.parameters.data(), nullptr, nullptr, c.count(), 0));
  std::atomic<int> wrong{0};
  auto use = [&] {
    std::vector<float> scores(expected.size());
    for (;;) {
      const int32_t status =
          ferro_predict(shared, c.features.data(), Case::size(c.features), c.rows, scores.data(), Case::size(scores));
      if (status == FERRO_OK) {
        wrong += scores != expected;
      } else if (!says("one in use by another thread")) {
        wrong += !says("a closed or unknown handle");
        return;
      }
    }
  };
  std::thread first(use), second(use);
  for (int i = 0; i < 200; ++i) CHECK(c.predict() == expected);
  OK(ferro_close(shared));
  first.join();
  second.join();
  CHECK(wrong == 0);
}

}  // namespace
