// A program or library for macOS on arm64 in memory, as Apple's <mach-o/loader.h> describes it: as much of the format
// as zig's linker writes. Anything else stops the process with a text.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

using cpu_type_t = int32_t;
using cpu_subtype_t = int32_t;
using vm_prot_t = int32_t;
#include <mach-o/loader.h>

[[noreturn]] inline void stop(const std::string& text) {
  std::fprintf(stderr, "macho: %s\n", text.c_str());
  std::exit(70);
}

/// Reads a table's numbers and names one after the other, and not past its end.
class Cursor {
 public:
  Cursor(const char* start, uint64_t size) : at_(start), end_(start + size) {}

  bool more() const { return at_ < end_; }
  uint8_t byte();
  uint64_t number();
  std::string name();
  void skip(uint64_t bytes);

 private:
  const char* at_;
  const char* end_;
};

class Image {
 public:
  using Main = int (*)(int, char**, char**, const char**);

  /// Reads the file into memory. Its pointers are not set yet.
  explicit Image(const std::string& path);
  Image(const Image&) = delete;

  std::string path;
  std::string name;                  // by which others ask for it
  std::vector<std::string> needs;    // names of libraries
  std::vector<const Image*> needed;  // one for each of needs, once they are loaded

  bool holds(const void* address) const { return address >= base_ && address < base_ + size_; }
  char* base() const { return base_; }
  char* at(const section_64& section) const { return base_ + (section.addr - first_); }
  const section_64* section(const char* name) const;
  std::vector<const section_64*> sections(uint32_t type) const;
  Main entry() const { return entry_ == 0 ? nullptr : reinterpret_cast<Main>(base_ + entry_); }

  struct Symbol {
    void* address;  // null: there is none
    bool weak;      // another image's may take its place
  };
  Symbol exported(const std::string& symbol) const;

  /// Adds to every pointer within the image what the image has moved by.
  void rebase();

  /// Where the symbol lies that a library offers. It is 1 for the first of needs, or a BIND_SPECIAL_DYLIB_ number.
  using Resolve = std::function<void*(const std::string& symbol, int library)>;
  /// Sets the pointers to other images. One that resolves to null stays.
  void bind(const Resolve& resolve);

  /// From now on each page serves only its purpose in the file: code, constants or data.
  void protect();

 private:
  void read(const load_command& command);
  void read(const segment_command_64& segment);
  Cursor table(uint32_t offset, uint32_t size) const;
  uint64_t& pointer(size_t segment, uint64_t offset) const;
  void bind(Cursor entries, bool lazy, int library, const Resolve& resolve);

  std::vector<segment_command_64> segments_;
  std::vector<section_64> sections_;
  dyld_info_command tables_{};
  uint64_t first_ = UINT64_MAX;  // where the file would lie
  uint64_t size_ = 0;
  char* base_ = nullptr;  // where it lies
  uint64_t entry_ = 0;
};
