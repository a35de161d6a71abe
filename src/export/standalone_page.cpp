#include "export/standalone_page.h"

#include <algorithm>

#include "core/base64.h"
#include "io/small_model_file.h"

namespace hourglass {
namespace {

constexpr std::string_view kBegin = "<script type=\"application/json\" id=\"model\">", kNothing = "null";

std::string base64_of(std::span<const std::byte> bytes) { return '"' + to_base64(bytes) + '"'; }

}  // namespace

Result<std::string> standalone_page(std::string_view empty_page, const std::string& source, const Model& model,
                                    const Samples& samples, WeightType weights) {
  const std::size_t place = empty_page.find(std::string(kBegin) + std::string(kNothing) + "</script>");
  if (place == std::string_view::npos)
    return Error{"file-corrupt", source, "", "the page standalone.html of a build of this version", "another file"};
  const std::uint32_t count = std::min(samples.count, kMostPageSamples);
  const std::span values(samples.values.data(), std::size_t{count} * static_cast<std::size_t>(samples.features));
  std::string labels;
  for (std::uint32_t n = 0; n < count && n < samples.labels.size(); ++n)
    labels += (n > 0 ? "," : "") + std::to_string(samples.labels[n]);
  const std::string content = "{\"model\":" + base64_of(to_small_model_file(model, weights)) +
                              ",\"samples\":" + base64_of(std::as_bytes(values)) + ",\"labels\":[" + labels + "]}";
  const std::size_t begin = place + kBegin.size();
  return std::string(empty_page.substr(0, begin)) + content + std::string(empty_page.substr(begin + kNothing.size()));
}

}  // namespace hourglass
