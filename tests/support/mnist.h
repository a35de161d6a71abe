// Finds MNIST's four files, for tests that need real handwriting.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace hourglass {

/// The folder of MNIST's four files: HOURGLASS_MNIST, or the usual folder beside the checkout; "" if there is none.
inline std::string mnist_folder() {
  if (const char* folder = std::getenv("HOURGLASS_MNIST")) return folder;
  const auto usual = std::filesystem::path(HG_FIXTURES) / "../../../shared/data/mnist";
  std::error_code error;
  return std::filesystem::is_directory(usual, error) ? usual.string() : "";
}

inline constexpr const char* kNoMnist = "no MNIST here: set HOURGLASS_MNIST to the folder of its four files";

}  // namespace hourglass
