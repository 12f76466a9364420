// Runs a program for macOS on arm64 in Linux on aarch64, or in qemu's:
//
//     macho_loader FOLDER:... PROGRAM ARGUMENT...
//
// The libraries that the program needs come from the folders, by their file names. See README.md.
#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <cstring>
#include <deque>
#include <set>

#include "image.hpp"

// libsystem.cpp puts Linux's locks where the program has Apple's.
static_assert(sizeof(pthread_mutex_t) <= 64 && sizeof(pthread_cond_t) <= 48 && sizeof(pthread_rwlock_t) <= 200);

namespace {

std::deque<Image> images;  // in the order in which they are asked for
std::vector<std::string> folders;

/// The library of this name, and all that it needs, once.
const Image* library(const std::string& name) {
  for (const Image& image : images) {
    if (image.name == name) return &image;
  }
  for (const std::string& folder : folders) {
    const std::string path = folder + '/' + name.substr(name.rfind('/') + 1);
    if (access(path.c_str(), R_OK) != 0) continue;
    Image& image = images.emplace_back(path);
    if (image.name != name) stop(path + " is " + image.name + ", not " + name);
    for (const std::string& need : image.needs) image.needed.push_back(library(need));
    return &image;
  }
  stop("no folder has " + name);
}

/// The first definition that is not weak, else the first: one for all images, as C++ wants it.
void* shared_by_all(const std::string& symbol) {
  Image::Symbol found{nullptr, false};
  for (const Image& image : images) {
    const Image::Symbol here = image.exported(symbol);
    if (here.address != nullptr && (found.address == nullptr || (found.weak && !here.weak))) found = here;
  }
  return found.address;
}

/// Linux's own, which only libsystem.cpp asks for.
void* of_linux(const std::string& symbol) {
  const std::string prefix = "_linux_";
  return symbol.compare(0, prefix.size(), prefix) == 0 ? dlsym(RTLD_DEFAULT, symbol.c_str() + prefix.size()) : nullptr;
}

void* resolve(const Image& image, const std::string& symbol, int library) {
  void* address = nullptr;
  std::string place;
  if (library == BIND_SPECIAL_DYLIB_WEAK_LOOKUP) return shared_by_all(symbol);
  if (library == BIND_SPECIAL_DYLIB_FLAT_LOOKUP) {
    place = "Linux";
    address = of_linux(symbol);
  } else if (library > 0 && static_cast<size_t>(library) <= image.needed.size()) {
    place = image.needed[library - 1]->path;
    address = image.needed[library - 1]->exported(symbol).address;
  } else {
    stop(image.path + " looks for " + symbol + " in library " + std::to_string(library) + ", unknown here");
  }
  if (address == nullptr) stop(image.path + " needs " + symbol + ", which " + place + " lacks");
  return address;
}

/// Every image has a part of this, at one distance from each thread's own pointer.
constexpr size_t kThreadVariables = 4096;
alignas(64) thread_local char thread_variables[kThreadVariables];

/// A variable of each thread. Only dyld knows this layout, and names.S has the function that finds the variable.
struct ThreadVariable {
  void* find;
  int64_t from_thread_pointer;
  uint64_t offset;
};

void set_thread_variables() {
  size_t used = 0;
  for (const Image& image : images) {
    const int64_t place = thread_variables + used - static_cast<char*>(__builtin_thread_pointer());
    uint64_t size = 0;
    for (const section_64* zeros : image.sections(S_THREAD_LOCAL_ZEROFILL)) size += zeros->size;
    for (const section_64* section : image.sections(S_THREAD_LOCAL_VARIABLES)) {
      auto* variables = reinterpret_cast<ThreadVariable*>(image.at(*section));
      for (size_t i = 0; i < section->size / sizeof *variables; ++i) variables[i].from_thread_pointer = place;
    }
    used += (size + 63) / 64 * 64;
    if (used > kThreadVariables) stop("the threads' own variables need more than kThreadVariables");
  }
}

/// The libraries that an image needs come first, each once.
void initialise(const Image& image, int argc, char** argv) {
  static std::set<const Image*> begun;
  if (!begun.insert(&image).second) return;
  for (const Image* library : image.needed) initialise(*library, argc, argv);
  for (const section_64* section : image.sections(S_MOD_INIT_FUNC_POINTERS)) {
    const auto* functions = reinterpret_cast<const Image::Main*>(image.at(*section));
    for (size_t i = 0; i < section->size / sizeof *functions; ++i) functions[i](argc, argv, environ, nullptr);
  }
}

}  // namespace

/// What the unwinder asks of dyld: the tables of the image with this code.
struct UnwindTables {
  const void* image;
  const void* dwarf;
  uint64_t dwarf_size;
  const void* compact;
  uint64_t compact_size;
};

extern "C" __attribute__((visibility("default"))) bool macho_unwind_tables(const void* code, UnwindTables* tables) {
  for (const Image& image : images) {
    if (!image.holds(code)) continue;
    const section_64* dwarf = image.section("__eh_frame");
    const section_64* compact = image.section("__unwind_info");
    *tables = {image.base(), dwarf ? image.at(*dwarf) : nullptr, dwarf ? dwarf->size : 0,
               compact ? image.at(*compact) : nullptr, compact ? compact->size : 0};
    return true;
  }
  return false;
}

int main(int argc, char** argv) {
  if (argc < 3) stop("expected FOLDER:... PROGRAM ARGUMENT...");
  for (char* folder = std::strtok(argv[1], ":"); folder; folder = std::strtok(nullptr, ":")) folders.push_back(folder);
  if (dlopen("libm.so.6", RTLD_NOW | RTLD_GLOBAL) == nullptr) stop(dlerror());
  Image& program = images.emplace_back(argv[2]);
  for (const std::string& need : program.needs) program.needed.push_back(library(need));
  for (Image& image : images) image.rebase();
  for (Image& image : images) {
    image.bind([&](const std::string& symbol, int library) { return resolve(image, symbol, library); });
  }
  set_thread_variables();
  for (Image& image : images) image.protect();
  if (program.entry() == nullptr) stop(program.path + " is no program");
  initialise(program, argc - 2, argv + 2);
  std::exit(program.entry()(argc - 2, argv + 2, environ, nullptr));
}
