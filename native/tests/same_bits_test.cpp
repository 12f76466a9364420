// What computes the same bits twice.
#include <algorithm>
#include <thread>

#include "case.hpp"

TEST_SUITE_BEGIN("engine");

namespace {

/// What a network computes from copies of a case's buffers that begin `shift` floats later.
std::vector<float> all_results(const Case& c, int shift) {
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
  const ferro_network network = c.open();
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

TEST_CASE("the same bits wherever the buffers lie and whichever thread asks, alone or beside others") {
  const Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  const auto expected = all_results(c, 0);
  std::vector<std::vector<float>> got(8);
  std::vector<std::thread> threads;
  for (int shift = 0; shift < 8; ++shift) threads.emplace_back([&, shift] { got[shift] = all_results(c, shift); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : got) CHECK(one == expected);
}

TEST_CASE("the same bits whatever ran before") {
  Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  c.set_optimizer(FERRO_ADAMW, {.weight_decay = 0.1f});
  const auto scores = c.predict();
  const auto gradient = c.gradient();
  const auto trained = c.train(100);
  c.reset();
  CHECK(c.predict() == scores);
  CHECK(c.gradient() == gradient);
  CHECK(c.train(100) == trained);
}

}  // namespace
