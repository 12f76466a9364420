// ferro_peak: what one core of this machine can do at most, as one line of JSON. The share of it that an engine reaches
// is what `examples/run bench-engine` reports.
//
//     {"gflops": 116.9, "instructions": "AVX2", "gigabytesPerSecond": 29.0}
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

#include "fma.hpp"

namespace {

// Other work on the machine can only slow a repeat down: the best one counts.
constexpr int kRepeats = 15;

/// Time that this process computed, so that waiting for a core does not count.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <typename Work>
double best_seconds(Work work) {
  double best = 1e9;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    const double start = seconds();
    work();
    best = std::min(best, seconds() - start);
  }
  return best;
}

volatile float float_sink;
volatile uint64_t integer_sink;

double gflops(const ferro::bench::FmaLoop& loop) {
  constexpr long rounds = 10'000'000;
  const double best = best_seconds([&] { float_sink = loop.run(rounds); });
  return loop.flops_per_round * rounds / best / 1e9;
}

/// Reads memory that no cache holds.
double gigabytes_per_second() {
  const std::vector<uint64_t> memory(size_t{256} << 17, 1);  // 256 MiB
  const double best = best_seconds([&] {
    uint64_t sum = 0;
    for (uint64_t value : memory) sum += value;
    integer_sink = sum;
  });
  return memory.size() * sizeof(uint64_t) / best / 1e9;
}

}  // namespace

int main() {
  double peak = 0;
  const char* instructions = "";
  for (const auto& loop : ferro::bench::fma_loops()) {
    const double speed = gflops(loop);
    if (speed > peak) {
      peak = speed;
      instructions = loop.instructions;
    }
  }
  std::printf("{\"gflops\": %.1f, \"instructions\": \"%s\", \"gigabytesPerSecond\": %.1f}\n", peak, instructions,
              gigabytes_per_second());
}
