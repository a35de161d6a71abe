#include "analysis/part_errors.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace hourglass {
namespace {

constexpr double kLeastProbability = 1e-6;

double category_error(CategoryError kind, int count, const float* target, const float* output) {
  double error = 0;
  for (int i = 0; i < count; ++i) {
    const double t = static_cast<double>(target[i]), o = static_cast<double>(output[i]);
    if (kind == CategoryError::kSquared) error += (t - o) * (t - o);
    else if (t > 0) error -= t * std::log(std::max(o, kLeastProbability));
  }
  return error;
}

std::string pixel_name(const Shape& shape, int feature) {
  constexpr const char* kColours[] = {" red", " green", " blue"};
  const int pixel = feature / shape.channels, channel = feature % shape.channels;
  std::string name = "pixel (" + std::to_string(pixel / shape.width) + ", " + std::to_string(pixel % shape.width) + ")";
  if (shape.channels == 3) name += kColours[channel];
  return name;
}

std::string value_name(const DataDescription& description, const Shape& shape, int feature) {
  const int at = feature / shape.channels;
  const auto channel = static_cast<std::size_t>(feature % shape.channels);
  const std::string name = channel < description.columns.size() ? description.columns[channel].name + " " : "";
  if (description.sample_rate > 0) return name + "at " + rounded_text(at / description.sample_rate, 3) + " s";
  return name + "value " + std::to_string(at);
}

}  // namespace

std::vector<CategoryGroup> parts_of(const DataDescription& description, const Shape& shape) {
  std::vector<CategoryGroup> parts;
  int feature = 0;
  const auto numbers_until = [&](int end) {
    for (; feature < end; ++feature) parts.push_back({feature, 1});
  };
  for (const CategoryGroup& group : category_groups(description, shape)) {
    numbers_until(group.begin);
    parts.push_back(group);
    feature += group.count;
  }
  numbers_until(shape.features());
  return parts;
}

std::string part_name(const DataDescription& description, const Shape& shape, const CategoryGroup& part) {
  switch (description.kind) {
    case DataKind::kImage: return pixel_name(shape, part.begin);
    case DataKind::kSignal: return value_name(description, shape, part.begin);
    case DataKind::kText: return "place " + std::to_string(part.begin / shape.channels + 1);
    case DataKind::kTable: break;
  }
  int begin = 0;
  for (const Column& column : description.columns) {
    if (begin == part.begin) return column.name;
    begin += column.width();
  }
  return "feature " + std::to_string(part.begin);
}

void part_errors(std::span<const CategoryGroup> parts, CategoryError kind, const float* target, const float* output,
                 double* errors) {
  for (const CategoryGroup& part : parts) {
    const float *t = target + part.begin, *o = output + part.begin;
    if (std::isnan(*t)) *errors++ = 0;
    else *errors++ = category_error(part.count > 1 ? kind : CategoryError::kSquared, part.count, t, o);
  }
}

}  // namespace hourglass
