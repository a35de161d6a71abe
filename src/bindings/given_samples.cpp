#include "bindings/given_samples.h"

#include <utility>
#include <vector>

#include "data/dataset.h"

namespace hourglass::bindings {

Result<Samples> samples_from(const emscripten::val& array, const emscripten::val& labels, const std::string& name,
                             int features) {
  const auto width = static_cast<std::size_t>(features);
  std::vector<float> values = emscripten::convertJSArrayToNumberVector<float>(array);
  if (values.empty() || values.size() % width != 0) {
    return Error{"array-wrong-length", name, "", "a multiple of " + std::to_string(width) + " values",
                 std::to_string(values.size())};
  }
  const auto count = static_cast<std::uint32_t>(values.size() / width);
  std::vector<int> by = emscripten::convertJSArrayToNumberVector<int>(labels);
  if (by.empty()) by.assign(count, kNoLabel);
  if (by.size() != count) {
    return Error{"data-count-mismatch", "labels", "", std::to_string(count) + " labels", std::to_string(by.size())};
  }
  return Samples{features, count, std::move(values), std::move(by)};
}

}  // namespace hourglass::bindings
