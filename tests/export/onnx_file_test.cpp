#include "export/onnx_file.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <map>
#include <set>

#include "autoencoder/families.h"
#include "export/exported_model.h"

namespace hourglass {
namespace {

using Bytes = std::span<const std::byte>;

/// One field of a message as it is read back.
struct Field {
  int number = 0;
  std::uint64_t value = 0;  ///< of a varint
  Bytes bytes;              ///< of text, bytes and messages
};

std::uint64_t read_varint(Bytes& rest) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    REQUIRE(!rest.empty());
    const auto byte = static_cast<std::uint64_t>(rest.front());
    rest = rest.subspan(1);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

std::vector<Field> read_fields(Bytes rest) {
  std::vector<Field> fields;
  while (!rest.empty()) {
    const std::uint64_t key = read_varint(rest);
    Field field{static_cast<int>(key >> 3), 0, {}};
    if ((key & 7) == 0) field.value = read_varint(rest);
    const auto size = static_cast<std::size_t>((key & 7) == 2 ? read_varint(rest) : (key & 7) == 5 ? 4 : 0);
    REQUIRE(size <= rest.size());
    field.bytes = rest.first(size);
    rest = rest.subspan(size);
    fields.push_back(field);
  }
  return fields;
}

std::string text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// The texts, or messages, of one field.
std::vector<Bytes> all(Bytes message, int number) {
  std::vector<Bytes> found;
  for (const Field& field : read_fields(message)) {
    if (field.number == number) found.push_back(field.bytes);
  }
  return found;
}

std::vector<std::uint64_t> all_numbers(Bytes message, int number) {
  std::vector<std::uint64_t> found;
  for (const Field& field : read_fields(message)) {
    if (field.number == number) found.push_back(field.value);
  }
  return found;
}

Bytes graph_of(Bytes file) { return all(file, 7).front(); }

std::vector<std::byte> file_of(const Model& model, const ExportOptions& options = {}) {
  const auto plan = make_export_plan(model);
  REQUIRE(plan);
  const auto file = onnx_file(*plan, options);
  REQUIRE(file);
  return *file;
}

std::set<std::string> names_of(Bytes graph, int field) {
  std::set<std::string> names;
  for (const Bytes value : all(graph, field)) names.insert(text_of(all(value, 1).front()));
  return names;
}

using Names = std::set<std::string>;

TEST_CASE("every initialiser's data are as long as its shape says, and are the model's", "[unit][export]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    const Model model = initial_model(family.id);
    const auto plan = make_export_plan(model);
    const auto file = file_of(model);
    std::set<std::string> seen;
    for (const Bytes tensor : all(graph_of(file), 5)) {
      const std::string name = text_of(all(tensor, 8).front());
      CAPTURE(name);
      CHECK(seen.insert(name).second);
      std::uint64_t size = 1;
      for (const std::uint64_t length : all_numbers(tensor, 1)) size *= length;
      if (all_numbers(tensor, 2).front() == 7) {
        Bytes rest = all(tensor, 7).front();
        std::uint64_t count = 0;
        for (; !rest.empty(); ++count) read_varint(rest);
        CHECK(count == size);
        continue;
      }
      const Bytes raw = all(tensor, 9).front();
      CHECK(raw.size() == size * sizeof(float));
      const auto own =
          std::find_if(plan->tensors.begin(), plan->tensors.end(), [&](const Tensor& t) { return t.name == name; });
      if (own == plan->tensors.end()) continue;
      CHECK(all_numbers(tensor, 1) == own->shape);
      CHECK(std::memcmp(raw.data(), own->values.data(), raw.size()) == 0);
    }
    for (const Tensor& tensor : plan->tensors) CHECK(seen.count(tensor.name) == 1);
  }
}

TEST_CASE("nodes read only what stands before them, and nothing is there in vain", "[unit][export]") {
  for (const Family& family : families()) {
    for (const ExportPart part : {ExportPart::kEncoder, ExportPart::kDecoder, ExportPart::kAutoencoder}) {
      CAPTURE(family.id, static_cast<int>(part));
      const auto file = file_of(initial_model(family.id), {.part = part});
      const Bytes graph = graph_of(file);
      Names known, read;
      for (const Bytes tensor : all(graph, 5)) known.insert(text_of(all(tensor, 8).front()));
      const Names constants = known;
      for (const std::string& name : names_of(graph, 11)) known.insert(name);
      for (const Bytes node : all(graph, 1)) {
        for (const Bytes input : all(node, 1)) {
          if (!input.empty()) CHECK(known.count(text_of(input)) == 1);
          read.insert(text_of(input));
        }
        for (const Bytes output : all(node, 2)) CHECK(known.insert(text_of(output)).second);
      }
      for (const std::string& name : names_of(graph, 12)) CHECK(known.count(name) == 1);
      for (const std::string& name : constants) CHECK(read.count(name) == 1);
    }
  }
}

TEST_CASE("each part has its inputs and outputs", "[unit][export]") {
  const Model vae = initial_model("vae"),
              conditional = initial_model("conditional-vae", {{"condition_classes", "6"}, {"condition_labels", "3,5"}}),
              vanilla = initial_model("vanilla");
  const auto of = [](const Model& model, const ExportOptions& options, int field) {
    return names_of(graph_of(file_of(model, options)), field);
  };
  const ExportOptions encoder{.part = ExportPart::kEncoder}, decoder{.part = ExportPart::kDecoder}, both;
  CHECK(of(vae, encoder, 11) == Names{"image"});
  CHECK(of(vae, encoder, 12) == Names{"code", "mean", "log_variance"});
  CHECK(of(vae, decoder, 11) == Names{"code"});
  CHECK(of(vae, decoder, 12) == Names{"reconstruction", "logits"});
  CHECK(of(vae, both, 12) == Names{"code", "mean", "log_variance", "reconstruction", "logits"});
  CHECK(of(vae, {.sampling = true}, 11) == Names{"image", "noise"});
  CHECK(of(conditional, encoder, 11) == Names{"image", "label"});
  CHECK(of(conditional, decoder, 11) == Names{"code", "label"});
  CHECK(of(vanilla, both, 12) == Names{"code", "reconstruction"});
}

TEST_CASE("the header names the format's version, the operators' and the program's", "[unit][export]") {
  const auto file = file_of(initial_model("vanilla"), {.opset = 19});
  CHECK(all_numbers(file, 1) == std::vector<std::uint64_t>{8});
  CHECK(text_of(all(file, 2).front()) == "Hourglass");
  CHECK(all_numbers(all(file, 8).front(), 2) == std::vector<std::uint64_t>{19});
  std::map<std::string, std::string> metadata;
  for (const Bytes entry : all(file, 14)) {
    CHECK(metadata.emplace(text_of(all(entry, 1).front()), text_of(all(entry, 2).front())).second);
  }
  CHECK(metadata.at("family") == "vanilla");
  CHECK(metadata.at("hidden") == "7,5");
  CHECK(metadata.at("hourglass_version") == HG_VERSION);
  CHECK(metadata.at("data_description").find("image") != std::string::npos);
  CHECK(metadata.at("label_names") == "[]");
}

}  // namespace
}  // namespace hourglass
