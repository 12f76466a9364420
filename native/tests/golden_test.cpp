// The golden cases, which MLX computed. FERRO_GOLDEN_CASES names their files, with colons between them.
#include <cstdint>
#include <fstream>
#include <iterator>
#include <sstream>

#include "json.hpp"
#include "testing.hpp"

TEST_SUITE_BEGIN("golden");

namespace {

class Golden {
 public:
  explicit Golden(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    uint64_t length = 0;
    if (bytes_.size() < sizeof length) throw std::runtime_error("cannot read " + file);
    std::memcpy(&length, bytes_.data(), sizeof length);
    data_ = sizeof length + length;
    header_ = JsonReader(bytes_.substr(sizeof length, length)).read();
    settings = JsonReader(header_["__metadata__"]["case"].text).read();
  }

  bool has(const std::string& name) const { return header_.has(name); }
  int64_t size(const std::string& name, size_t dimension) const {
    return static_cast<int64_t>(header_[name]["shape"].items[dimension].number());
  }

  std::vector<float> tensor(const std::string& name) const {
    const auto& range = header_[name]["data_offsets"].items;
    const auto first = static_cast<size_t>(range[0].number()), last = static_cast<size_t>(range[1].number());
    std::vector<float> values((last - first) / sizeof(float));
    std::memcpy(values.data(), bytes_.data() + data_ + first, last - first);
    return values;
  }

  /// The parameters under a name, in ferro.h's flat layout.
  std::vector<float> parameters(const std::string& prefix) const {
    std::vector<float> all;
    for (int l = 0; has(weight(prefix, l)); ++l) {
      for (const std::string& name : {weight(prefix, l), prefix + ".layers." + std::to_string(l) + ".bias"}) {
        const std::vector<float> part = tensor(name);
        all.insert(all.end(), part.begin(), part.end());
      }
    }
    return all;
  }

  std::vector<int32_t> widths() const {
    std::vector<int32_t> all{static_cast<int32_t>(size(weight("p0", 0), 1))};
    for (int l = 0; has(weight("p0", l)); ++l) all.push_back(static_cast<int32_t>(size(weight("p0", l), 0)));
    return all;
  }

  Json settings;

 private:
  static std::string weight(const std::string& prefix, int layer) {
    return prefix + ".layers." + std::to_string(layer) + ".weight";
  }

  std::string bytes_;
  size_t data_;
  Json header_;
};

int64_t count(const std::vector<float>& values) { return static_cast<int64_t>(values.size()); }

/// The loss or rule with this name.
template <typename Kind, size_t size>
Kind named(const Kind (&kinds)[size], const std::string& name) {
  for (Kind kind : kinds) {
    if (name_of(kind) == name) return kind;
  }
  throw std::runtime_error("ferro.h has no " + name);
}

void check_golden(const std::string& file) {
  INFO(file);
  const Golden golden(file);
  const std::vector<int32_t> widths = golden.widths();
  const ferro_loss loss = named(kLosses, golden.settings["loss"].text);
  const std::vector<float> x = golden.tensor("x"), y = golden.tensor("y"), w = golden.tensor("w");
  const std::vector<float> start = golden.parameters("p0");
  const int64_t rows = golden.size("x", 0);

  ferro_network network;
  OK(ferro_open(device(), widths.data(), static_cast<int32_t>(widths.size()), loss, 0, &network));
  OK(ferro_set_state(network, start.data(), nullptr, nullptr, count(start), 0));

  std::vector<float> scores(static_cast<size_t>(rows) * widths.back());
  OK(ferro_predict(network, x.data(), count(x), rows, scores.data(), count(scores)));
  CLOSE(scores, golden.tensor("logits"));

  std::vector<float> gradient(start.size());
  double sums[2];
  OK(ferro_loss_gradient(network, x.data(), count(x), y.data(), count(y), w.data(), count(w), rows, gradient.data(),
                         count(gradient), sums));
  CLOSE(sums[0] / sums[1], golden.tensor("loss").at(0));
  CLOSE(gradient, golden.parameters("g"));

  for (const auto& [name, settings] : golden.settings["optimizers"].fields) {
    INFO(name);
    auto setting = [&settings = settings](const char* key, double otherwise) {
      return static_cast<float>(settings.has(key) ? settings[key].number() : otherwise);
    };
    OK(ferro_set_state(network, start.data(), nullptr, nullptr, count(start), 0));
    OK(ferro_set_optimizer(network, named(kRules, name), setting("learning_rate", 0), setting("momentum", 0),
                           setting("beta1", 0.9), setting("beta2", 0.999), setting("eps", 1e-8),
                           setting("weight_decay", 0)));
    const auto batch = static_cast<int64_t>(golden.settings["batch"].number());
    for (int pass = 0; pass < golden.settings["passes"].number(); ++pass) {
      OK(ferro_train(network, x.data(), count(x), y.data(), count(y), nullptr, 0, rows, batch, sums));
    }
    std::vector<float> trained(start.size());
    int64_t steps;
    OK(ferro_get_state(network, trained.data(), nullptr, nullptr, count(trained), &steps));
    CLOSE(trained, golden.parameters(name));
  }
  OK(ferro_close(network));
}

TEST_CASE("golden cases") {
  std::istringstream files(FERRO_GOLDEN_CASES);
  int checked = 0;
  for (std::string file; std::getline(files, file, ':'); ++checked) check_golden(file);
  CHECK(checked > 0);
}

}  // namespace
