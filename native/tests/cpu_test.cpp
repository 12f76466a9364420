// What the CPU engine promises beyond ferro.h.
#include <algorithm>

#include "case.hpp"

namespace {

/// Same bits however rows are batched.
void bit_equal_batched() {
  Case c({37, 50, 21, 10}, FERRO_CROSS_ENTROPY, 333);
  const auto scores = c.predict();
  for (int rows : {1, 5, 130}) {
    std::vector<float> out(scores.size());
    for (int first = 0; first < c.rows; first += rows) {
      const int count = std::min(rows, c.rows - first);
      OK(ferro_predict(c.network, c.features.data() + first * 37, count * 37, count, out.data() + first * 10,
                       count * 10));
    }
    CHECK(out == scores);
  }
}

/// Moments that fade, those of dead units for one, become 0 before they become so small that CPUs compute slowly with
/// them; the caller's own arithmetic keeps such numbers.
void fading_moments() {
  const float faded = 1e-39f;
  Case c({5, 40, 3}, FERRO_CROSS_ENTROPY, 8);
  std::fill_n(c.parameters.begin(), 40 * 6, 0.0f);  // the first layer is dead
  std::vector<float> m(c.parameters.size(), faded), v(m);
  OK(ferro_set_state(c.network, c.parameters.data(), m.data(), v.data(), c.count(), 1000));
  OK(ferro_set_optimizer(c.network, FERRO_ADAM, 0.01f, 0, 0.9f, 0.999f, 1e-8f, 0));
  const auto trained = c.train(8);
  int64_t step;
  std::vector<float> p(m.size());
  OK(ferro_get_state(c.network, p.data(), m.data(), v.data(), c.count(), &step));
  for (int i = 0; i < 40 * 6; ++i) CHECK(m[i] == 0 && v[i] == 0 && p[i] == 0);
  volatile float half = faded;
  half = half / 2;
  CHECK(half > 0);
}

}  // namespace

int main() {
  if (cannot_run()) return kSkipped;
  bit_equal_batched();
  fading_moments();
  return finish();
}
