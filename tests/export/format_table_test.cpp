#include "export/format_table.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

namespace hourglass {
namespace {

TEST_CASE("no two formats, and no two parts in one format, share a file's name", "[unit][export]") {
  std::set<std::string> names;
  std::size_t files = 0;
  for (const ExportFormatRow& format : export_formats()) {
    for (const ExportPartRow& part : export_parts()) {
      if (part.kind != ExportPart::kAutoencoder && !format.has_parts) continue;
      names.insert(export_file_name("digits", format, part.kind));
      ++files;
    }
  }
  CHECK(names.size() == files);
  CHECK(names.contains("digits_decoder.onnx"));
  CHECK(names.contains("digits_torch.py"));
}

TEST_CASE("any text makes a name for C and Python", "[unit][export]") {
  CHECK(identifier_of("digits") == "digits");
  CHECK(identifier_of("my-model 2") == "my_model_2");
  CHECK(identifier_of("2cool") == "model_2cool");
  CHECK(identifier_of("_x") == "model__x");
  CHECK(identifier_of("") == "model");
  CHECK(identifier_of("***") == "model");
}

}  // namespace
}  // namespace hourglass
