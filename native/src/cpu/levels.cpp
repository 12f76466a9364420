#include "levels.hpp"

#include <cstdlib>
#include <string>

#include "../errors.hpp"
#include "../network.hpp"

namespace ferro {
namespace cpu {
namespace {

struct Choice {
  const Level* level = nullptr;
  std::string refusal;  // why there is none
};

Choice choose(const char* wanted) {
  std::string usable;
  for (const Level& level : levels()) {
    if (!level.supported) continue;
    if (!wanted || !*wanted || level.name == std::string(wanted)) return {&level, {}};
    usable += (usable.empty() ? "" : ", ") + std::string(level.name);
  }
  return {nullptr, "[open] expected FERRO_ISA to be a level that this CPU has (" + usable + "), got " + wanted};
}

const Choice& choice() {
  static const Choice chosen = choose(std::getenv("FERRO_ISA"));
  return chosen;
}

}  // namespace

const Level& level() {
  if (!choice().level) throw InvalidArgument(choice().refusal);
  return *choice().level;
}

}  // namespace cpu

const char* engine_description(ferro_device device) {
  if (device != FERRO_CPU) return "[open] expected the CPU, which this engine is for, got a GPU";
  const cpu::Choice& chosen = cpu::choice();
  return chosen.level ? chosen.level->description : chosen.refusal.c_str();
}

}  // namespace ferro
