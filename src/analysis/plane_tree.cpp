#include "analysis/plane_tree.h"

#include <algorithm>

namespace hourglass {
namespace {

/// The quarter of a cell, around its middle, in which a point lies.
int quarter_of(const float* point, const float* middle) { return (point[0] > middle[0]) + 2 * (point[1] > middle[1]); }

}  // namespace

void PlaneTree::build(std::span<const float> points) {
  points_.assign(points.begin(), points.end());
  cells_.clear();
  if (points.empty()) return;
  float least[2] = {points[0], points[1]}, most[2] = {points[0], points[1]};
  for (std::size_t i = 0; i < points.size(); ++i) {
    least[i % 2] = std::min(least[i % 2], points[i]);
    most[i % 2] = std::max(most[i % 2], points[i]);
  }
  Cell whole;
  whole.width = std::max(most[0] - least[0], most[1] - least[1]);
  cells_.push_back(whole);
  for (std::uint32_t n = 0; n < points.size() / 2; ++n) insert(n, {(least[0] + most[0]) / 2, (least[1] + most[1]) / 2});
  for (Cell& cell : cells_) {
    cell.x /= static_cast<float>(cell.count);
    cell.y /= static_cast<float>(cell.count);
  }
}

PlaneTree::Cell& PlaneTree::child(std::int32_t cell, int quarter) {
  std::int32_t& place = cells_[static_cast<std::size_t>(cell)].children[quarter];
  if (place != kNone) return cells_[static_cast<std::size_t>(place)];
  place = static_cast<std::int32_t>(cells_.size());
  Cell made;
  made.width = cells_[static_cast<std::size_t>(cell)].width / 2;
  return cells_.emplace_back(made);
}

void PlaneTree::Cell::add(std::uint32_t index, const float* at) {
  x += at[0];
  y += at[1];
  point = ++count == 1 ? static_cast<std::int32_t>(index) : kNone;
}

void PlaneTree::insert(std::uint32_t index, Middle middle) {
  const float* at = points_.data() + 2 * std::size_t{index};
  std::int32_t cell = 0;
  for (int depth = 0;; ++depth) {
    Cell& here = cells_[static_cast<std::size_t>(cell)];
    const std::int32_t resident = here.point;
    here.add(index, at);
    if (here.count == 1 || depth == kDeepest) return;
    const float width = here.width;
    // The point that had the cell for itself moves into a quarter, too.
    if (resident != kNone) {
      const float* other = points_.data() + 2 * static_cast<std::size_t>(resident);
      child(cell, quarter_of(other, middle.at)).add(static_cast<std::uint32_t>(resident), other);
    }
    const int quarter = quarter_of(at, middle.at);
    child(cell, quarter);
    cell = cells_[static_cast<std::size_t>(cell)].children[quarter];
    middle.at[0] += (quarter & 1) != 0 ? width / 4 : -width / 4;
    middle.at[1] += (quarter & 2) != 0 ? width / 4 : -width / 4;
  }
}

PlaneTree::Repulsion PlaneTree::repulsion(std::uint32_t index, double openness) const {
  Repulsion sum;
  // The point itself is among the leaves: distance 0, and so no force, but a share of 1.
  sum.shares = -1;
  const float* at = points_.data() + 2 * std::size_t{index};
  const auto least = static_cast<float>(openness * openness);
  std::int32_t open[4 * (kDeepest + 1)] = {0};
  for (int waiting = 1; waiting > 0;) {
    const Cell& cell = cells_[static_cast<std::size_t>(open[--waiting])];
    const float x = at[0] - cell.x, y = at[1] - cell.y, squared = x * x + y * y;
    const bool leaf = std::all_of(cell.children, cell.children + 4, [](std::int32_t child) { return child == kNone; });
    if (leaf || cell.width * cell.width < least * squared) {
      const double share = 1.0 / (1.0 + static_cast<double>(squared)), points = cell.count;
      sum.shares += points * share;
      sum.x += points * share * share * static_cast<double>(x);
      sum.y += points * share * share * static_cast<double>(y);
      continue;
    }
    for (const std::int32_t child : cell.children) {
      if (child != kNone) open[waiting++] = child;
    }
  }
  return sum;
}

}  // namespace hourglass
