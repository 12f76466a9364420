#include "isa.hpp"

#include <cstdlib>
#include <string>

#include "../errors.hpp"
#include "../network.hpp"

namespace ferro {
namespace cpu {
namespace {

struct Choice {
  const Isa* isa = nullptr;
  std::string refusal;  // why there is none
};

Choice choose(const char* wanted) {
  std::string usable;
  for (const Isa& isa : isas()) {
    if (!isa.supported) continue;
    if (!wanted || !*wanted || isa.name == std::string(wanted)) return {&isa, {}};
    usable += (usable.empty() ? "" : ", ") + std::string(isa.name);
  }
  return {nullptr,
          "[open] expected FERRO_ISA to be an instruction set that this CPU has (" + usable + "), got " + wanted};
}

const Choice& choice() {
  static const Choice chosen = choose(std::getenv("FERRO_ISA"));
  return chosen;
}

}  // namespace

const Isa& chosen_isa() {
  if (!choice().isa) throw InvalidArgument(choice().refusal);
  return *choice().isa;
}

}  // namespace cpu

const char* engine_description(ferro_device device) {
  if (device != FERRO_CPU) return "[open] expected the CPU, which this engine is for, got a GPU";
  const cpu::Choice& chosen = cpu::choice();
  return chosen.isa ? chosen.isa->description : chosen.refusal.c_str();
}

}  // namespace ferro
