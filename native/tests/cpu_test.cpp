// What the CPU engine promises beyond ferro.h.
#include <algorithm>

#include "case.hpp"

TEST_SUITE_BEGIN("cpu");

namespace {

TEST_CASE("scores have the same bits however rows are batched") {
  Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  const auto scores = c.predict();
  for (int rows : {1, 5, 130}) {
    CAPTURE(rows);
    std::vector<float> out(scores.size());
    for (int first = 0; first < c.rows; first += rows) {
      const int count = std::min(rows, c.rows - first);
      OK(ferro_predict(c.network, c.features.data() + first * 37, count * 37, count, out.data() + first * 10,
                       count * 10));
    }
    CHECK(out == scores);
  }
}

// Those of dead units fade, for one. CPUs compute slowly with such small numbers.
TEST_CASE(
    "moments that fade become 0 before they become subnormal, and the caller's own arithmetic keeps such numbers") {
  const float faded = 1e-39f;
  Case c({5, 40, 3}, FERRO_CROSS_ENTROPY, 8);
  std::fill_n(c.parameters.begin(), 40 * 6, 0.0f);  // the first layer is dead
  std::vector<float> m(c.parameters.size(), faded), v(m);
  OK(ferro_set_state(c.network, c.parameters.data(), m.data(), v.data(), c.count(), 1000));
  c.set_optimizer(FERRO_ADAM);
  c.train(8);
  int64_t step;
  std::vector<float> p(m.size());
  OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
  for (int i = 0; i < 40 * 6; ++i) {
    CHECK(m[i] == 0);
    CHECK(v[i] == 0);
    CHECK(p[i] == 0);
  }
  volatile float half = faded;
  half = half / 2;
  CHECK(half > 0);
}

}  // namespace
