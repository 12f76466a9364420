// A device that is there and cannot compute. This must be the first opening in its process.
#include "allocator.hpp"
#include "testing.hpp"

namespace {

ferro_network network;

int32_t open() {
  const int32_t widths[] = {3, 2};
  return ferro_open(FERRO_CPU, widths, 2, FERRO_SQUARED_ERROR, 0, &network);
}

TEST_CASE("a device that cannot compute is refused when it is opened, and stays refused") {
  // Memory may be there another time.
  fail_after(3, "[malloc] Unable to allocate 64 bytes.");
  CHECK(open() == FERRO_OUT_OF_MEMORY);
  fail_after(3, "[metal::malloc] Resource limit (1) exceeded.");
  CHECK(std::string(ferro_description(FERRO_CPU)) == "out of memory");

  fail_after(20, "[metal::Device] Unable to load kernel gemv\nThe compiler\nis gone");
  REFUSED(open(), " to train a row, got [metal::Device] Unable to load kernel gemv The compiler is gone");
  CHECK(allocation_failed.load());
  fail_after(-1, "");
  REFUSED(open(), " to train a row, got [metal::Device] Unable to load kernel gemv The compiler is gone");
  CHECK(says("[open] expected MLX 0."));
  CHECK(std::string(ferro_description(FERRO_CPU)) == ferro_last_error());
}

}  // namespace
