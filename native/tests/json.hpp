// As much of JSON as the header of a safetensors file holds.
#pragma once

#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct Json {
  std::string text;  // of a string, number or word
  std::vector<Json> items;
  std::map<std::string, Json> fields;

  const Json& operator[](const std::string& name) const { return fields.at(name); }
  bool has(const std::string& name) const { return fields.count(name) != 0; }
  double number() const { return std::strtod(text.c_str(), nullptr); }
};

class JsonReader {
 public:
  explicit JsonReader(std::string text) : text_(std::move(text)) {}

  Json read() {
    Json value;
    switch (peek()) {
      case '{':
        expect('{');
        while (peek() != '}') {
          const std::string name = string();
          expect(':');
          value.fields[name] = read();
          if (peek() == ',') expect(',');
        }
        expect('}');
        break;
      case '[':
        expect('[');
        while (peek() != ']') {
          value.items.push_back(read());
          if (peek() == ',') expect(',');
        }
        expect(']');
        break;
      case '"': value.text = string(); break;
      default:
        while (at_ < text_.size() && std::string(",]} \n").find(text_[at_]) == std::string::npos) {
          value.text += text_[at_++];
        }
    }
    return value;
  }

 private:
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    if (at_ == text_.size()) throw std::runtime_error("JSON ends early");
    return text_[at_];
  }

  void expect(char c) {
    if (peek() != c) throw std::runtime_error("JSON: expected " + std::string(1, c) + " at " + std::to_string(at_));
    ++at_;
  }

  std::string string() {
    std::string value;
    expect('"');
    for (; text_.at(at_) != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
      value += text_.at(at_);
    }
    ++at_;
    return value;
  }

  std::string text_;
  size_t at_ = 0;
};
