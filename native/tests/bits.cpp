// Prints hashes of the bits that the engine computes for 80 networks. The same kernels print the same hashes on two systems.
// The other tests only ask for close results.
#include "case.hpp"

namespace {

template <typename Number>
void print(const char* what, const std::vector<Number>& values) {
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
  for (size_t i = 0; i < values.size() * sizeof(Number); ++i) hash = (hash ^ bytes[i]) * 1099511628211u;
  std::printf(" %s %016llx", what, static_cast<unsigned long long>(hash));
}

void print_network(const std::vector<int32_t>& widths, int32_t loss, int32_t rule, int batch) {
  Case c(widths, loss, 150);
  std::printf("%d layers from %d, loss %d, rule %d, batch %d:", static_cast<int>(widths.size()) - 1, widths[0], loss,
              rule, batch);
  print("scores", c.predict());
  print("gradient", c.gradient());
  OK(ferro_set_optimizer(c.network, rule, 0.01f, 0.9f, 0.9f, 0.999f, 1e-8f, 0.001f));
  for (int pass = 0; pass < 2; ++pass) c.train(batch);
  print("trained", c.train(batch));
  std::vector<float> first(c.parameters.size()), second(first);
  std::vector<int64_t> step(1);
  OK(ferro_get_state(c.network, c.parameters.data(), first.data(), second.data(), c.count(), step.data()));
  print("moments", first);
  print("and", second);
  print("step", step);
  std::printf("\n");
}

}  // namespace

int main() {
  const std::vector<std::vector<int32_t>> shapes{{4, 3}, {13, 17, 5}, {64, 100, 33, 10}, {1, 203, 7, 3}};
  for (const auto& widths : shapes) {
    for (const int32_t loss : {FERRO_CROSS_ENTROPY, FERRO_SQUARED_ERROR}) {
      for (int32_t rule = FERRO_SGD; rule <= FERRO_ADAMW; ++rule) {
        for (const int batch : {1, 32}) print_network(widths, loss, rule, batch);
      }
    }
  }
  return finish();
}
