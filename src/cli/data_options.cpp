#include "cli/data_options.h"

#include "core/excerpt.h"
#include "core/whole_number.h"
#include "session/open_data.h"

namespace hourglass {

Result<std::unique_ptr<Compute>> compute_of(const Settings& settings) {
  const Result<Variant> variant = choose_variant(settings.compute.isa, settings.compute.math);
  if (!variant) return variant.error();
  return std::make_unique<Compute>(*variant, settings.compute.math, settings.compute.threads);
}

Result<DataAndCompute> open_data_and_compute(const SettingsOptions& options) {
  const Result<Settings> settings = make_settings(options.given(), native_defaults());
  if (!settings) return settings.error();
  auto data = open_data(*settings);
  if (!data) return data.error();
  auto compute = compute_of(*settings);
  if (!compute) return compute.error();
  return DataAndCompute{*settings, std::move(*data), std::move(*compute)};
}

Result<std::vector<int>> parse_numbers(std::string_view option, std::string_view text, int least, int most) {
  std::vector<int> numbers;
  const Error refused{
      "argument-bad-list", std::string(option), "",
      "whole numbers from " + std::to_string(least) + " to " + std::to_string(most) + ", separated by commas",
      excerpt(text)};
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(','));
    const std::optional<int> number = parse_whole(item, least, most);
    if (!number) return refused;
    numbers.push_back(*number);
    text = item.size() == text.size() ? std::string_view() : text.substr(item.size() + 1);
  }
  if (numbers.empty()) return refused;
  return numbers;
}

}  // namespace hourglass
