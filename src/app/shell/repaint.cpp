#include "app/shell/repaint.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "app/widgets/imgui_version.h"

namespace hourglass {
namespace {

/// Above this share of the screen, one large part costs less than several.
constexpr float kNearlyAll = 0.7f;

/// Eight bytes at a time, because vertices are many; collisions by intent are no concern.
std::uint64_t mixed_in(std::uint64_t hash, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (; size >= 8; size -= 8, bytes += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes, size);
  return (hash ^ rest) * 0x9e3779b97f4a7c15u;
}

/// A little larger, for edges are smoothed over the pixel beside them; and in steps of four units, which are whole
/// pixels on screens with 1, 1.25, 1.5, 1.75, 2 or 3 of them to a unit.
ScreenPart aligned(const ScreenPart& part) {
  if (part.empty()) return part;
  const auto down = [](float value) { return 4 * std::floor((value - 1) / 4); };
  const auto up = [](float value) { return 4 * std::ceil((value + 1) / 4); };
  return {{down(part.minimum.x), down(part.minimum.y)}, {up(part.maximum.x), up(part.maximum.y)}};
}

/// Makes parts that touch each other one, until none do.
void join_touching(std::vector<ScreenPart>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t k = i + 1; k < parts.size(); ++k) {
      if (!parts[i].touches(parts[k])) continue;
      parts[i] = joined(parts[i], parts[k]);
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(k));
      k = i;  // the larger one may touch those before
    }
  }
}

}  // namespace

ScreenPart common_part(const ScreenPart& a, const ScreenPart& b) {
  return {{std::max(a.minimum.x, b.minimum.x), std::max(a.minimum.y, b.minimum.y)},
          {std::min(a.maximum.x, b.maximum.x), std::min(a.maximum.y, b.maximum.y)}};
}

ScreenPart joined(const ScreenPart& a, const ScreenPart& b) {
  return {{std::min(a.minimum.x, b.minimum.x), std::min(a.minimum.y, b.minimum.y)},
          {std::max(a.maximum.x, b.maximum.x), std::max(a.maximum.y, b.maximum.y)}};
}

Repaint::Drawn Repaint::describe(const ImDrawList& list, const TextureAtlas& images, const ScreenPart& screen) {
  Drawn drawn{list._OwnerName ? list._OwnerName : "", 0x9ae16a3b2f90404fu, {}};
  drawn.hash = mixed_in(drawn.hash, list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
  ScreenPart clip{{INFINITY, INFINITY}, {-INFINITY, -INFINITY}}, covered = clip;
  bool has_images = false;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    drawn.hash = mixed_in(drawn.hash, &command.ClipRect, sizeof command.ClipRect);
    drawn.hash = mixed_in(drawn.hash, &command.ElemCount, sizeof command.ElemCount);
    if (command.ElemCount == 0) continue;
    clip = joined(clip, {{command.ClipRect.x, command.ClipRect.y}, {command.ClipRect.z, command.ClipRect.w}});
    has_images = has_images || texture_of(command) == images.texture();
  }
  if (has_images) drawn.hash ^= images.content_of(&list);
  for (const ImDrawVert& vertex : list.VtxBuffer) covered = joined(covered, {vertex.pos, vertex.pos});
  drawn.part = common_part(aligned(common_part(clip, covered)), screen);
  return drawn;
}

/// Late frames lengthen the interval between two drawings, others shorten it slowly.
bool Repaint::due(const RepaintPace& pace) {
  constexpr double kOften = 1.0 / 30, kSeldom = 1.0 / 6;
  constexpr float kLate = 0.024f;
  interval_ = pace.since_last > kLate ? std::min(interval_ * 1.25, kSeldom) : std::max(interval_ * 0.99, kOften);
  if (pace.acted) return true;
  if (pace.seconds < next_) return false;
  next_ = pace.seconds + interval_;
  return true;
}

std::vector<ScreenPart> Repaint::changed_parts(const ImDrawData& data, const TextureAtlas& images,
                                               const RepaintPace& pace) {
  const ScreenPart screen{data.DisplayPos,
                          {data.DisplayPos.x + data.DisplaySize.x, data.DisplayPos.y + data.DisplaySize.y}};
  std::vector<Drawn> now;
  for (const ImDrawList* list : data.CmdLists) now.push_back(describe(*list, images, screen));
  // A window that appears, disappears or changes its place results from input.
  const bool same_windows = std::equal(now.begin(), now.end(), drawn_.begin(), drawn_.end(),
                                       [](const Drawn& a, const Drawn& b) { return a.owner == b.owner; });
  const bool whole = !known_ || std::memcmp(&screen, &screen_, sizeof screen) != 0;
  const bool everything = due(pace) || !same_windows;
  still_ = std::equal(now.begin(), now.end(), drawn_.begin(), drawn_.end(),
                      [](const Drawn& a, const Drawn& b) { return a.hash == b.hash && a.owner == b.owner; });
  std::vector<ScreenPart> parts;
  for (std::size_t i = 0; !whole && i < std::max(now.size(), drawn_.size()); ++i) {
    const bool both = i < now.size() && i < drawn_.size();
    if (both && now[i].hash == drawn_[i].hash && now[i].owner == drawn_[i].owner) continue;
    if (both && !everything && !now[i].part.touches({pace.mouse, {pace.mouse.x + 1, pace.mouse.y + 1}})) {
      now[i] = drawn_[i];
      continue;
    }
    if (i < now.size() && !now[i].part.empty()) parts.push_back(now[i].part);
    if (i < drawn_.size() && !drawn_[i].part.empty()) parts.push_back(drawn_[i].part);
  }
  join_touching(parts);
  float area = 0;
  for (const ScreenPart& part : parts) area += part.area();
  if (whole || area > kNearlyAll * screen.area()) parts = {screen};
  known_ = true;
  screen_ = screen;
  drawn_ = std::move(now);
  return parts;
}

}  // namespace hourglass
