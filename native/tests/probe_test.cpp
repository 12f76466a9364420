// A device that is there and cannot compute is refused when it is opened, with the reason, and stays refused.
#include "allocator.hpp"
#include "check.hpp"

namespace {

ferro_network network;

int32_t open() {
  const int32_t widths[] = {3, 2};
  return ferro_open(FERRO_CPU, widths, 2, FERRO_SQUARED_ERROR, 0, &network);
}

}  // namespace

int main() {
  // Memory may be there another time.
  fail_after(3, "[malloc] Unable to allocate 64 bytes.");
  CHECK(open() == FERRO_OUT_OF_MEMORY);
  fail_after(3, "[metal::malloc] Resource limit (1) exceeded.");
  CHECK(std::strstr(ferro_description(FERRO_CPU), "out of memory"));

  fail_after(20, "[metal::Device] Unable to load kernel gemv\nThe compiler\nis gone");
  REFUSED(open(), " to train a row, got [metal::Device] Unable to load kernel gemv The compiler is gone");
  CHECK(allocation_failed);
  fail_after(-1, "");
  REFUSED(open(), " to train a row, got [metal::Device] Unable to load kernel gemv The compiler is gone");
  CHECK(std::strstr(ferro_description(FERRO_CPU), "[open] expected MLX 0."));
  CHECK(std::strcmp(ferro_description(FERRO_CPU), ferro_last_error()) == 0);
  if (failures == 0) std::printf("ok\n");
  return failures == 0 ? 0 : 1;
}
