#include "data/surface.h"

#include <algorithm>

#include "core/math.h"

namespace hourglass {
namespace {

constexpr int kAxes = 3, kParts = 10;
constexpr float kInner = 0.1f, kOuter = 0.5f;
constexpr float kMargin = 0.05f;  // above and below the sheet
constexpr float kPi = 3.14159265f;

DataDescription description_of_points() {
  DataDescription table{.kind = DataKind::kTable,
                        .label_names = listed_names("innermost,2nd,3rd,4th,5th,6th,7th,8th,9th,outermost")};
  for (const char* name : {"x", "y", "z"}) table.columns.push_back({name, "", {}});
  table.scaling.offset.resize(kAxes, 0.0f);
  table.scaling.factor.resize(kAxes, 1.0f);
  return table;
}

/// How far along the roll a point lies, the first of its draws.
float draw_along(Random& random) { return random.uniform(); }

}  // namespace

Surface::Surface(const GeneratedOptions& options)
    : CachedSet(options, {"surface", flat(kAxes), Stream::kSurface, labels_up_to(kParts), description_of_points()}) {}

int Surface::label(Split split, std::uint32_t index) const {
  Random random(sample_key(split, index));
  return std::min(static_cast<int>(draw_along(random) * kParts), kParts - 1);
}

void Surface::draw(Split split, std::uint32_t index, float* values) const {
  Random random(sample_key(split, index));
  const float along = draw_along(random), height = random.uniform();
  const float turn = 2 * kPi * (0.5f + along), radius = kInner + (kOuter - kInner) * along;
  values[0] = 0.5f + radius * math::cos(turn);
  values[1] = kMargin + (1 - 2 * kMargin) * height;
  values[2] = 0.5f + radius * math::sin(turn);
}

}  // namespace hourglass
