// Prints hashes of the bits that the engine computes for 80 networks. The same kernels print the same hashes on two
// systems. The other tests only ask for close results. With --quiet, doctest adds nothing.
#include "case.hpp"

namespace {

template <typename Number>
void print(const char* what, const std::vector<Number>& values) {
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
  for (size_t i = 0; i < values.size() * sizeof(Number); ++i) hash = (hash ^ bytes[i]) * 1099511628211u;
  std::printf(" %s %016llx", what, static_cast<unsigned long long>(hash));
}

void print(const char* what, Result result) {
  result.values.push_back(result.loss);
  print(what, result.values);
}

void print_network(const std::vector<int32_t>& widths, ferro_loss loss, ferro_rule rule, int batch) {
  Case c(widths, loss, 150);
  std::printf("%d layers from %d, loss %d, rule %d, batch %d:", static_cast<int>(widths.size()) - 1, widths[0], loss,
              rule, batch);
  print("scores", c.predict());
  print("gradient", c.gradient());
  c.set_optimizer(rule, {.weight_decay = 0.001f});
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

TEST_CASE("bits") {
  const std::vector<std::vector<int32_t>> shapes{{4, 3}, {13, 17, 5}, {64, 100, 33, 10}, {1, 203, 7, 3}};
  for (const auto& widths : shapes) {
    for (const ferro_loss loss : kLosses) {
      for (const ferro_rule rule : kRules) {
        for (const int batch : {1, 32}) print_network(widths, loss, rule, batch);
      }
    }
  }
}

}  // namespace
