#include "analysis/plane_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

std::vector<float> random_points(int count) {
  Random random({5, Stream::kTest, 0});
  std::vector<float> points;
  for (int i = 0; i < 2 * count; ++i) points.push_back(3 * random.normal());
  return points;
}

/// The same sums, point by point.
PlaneTree::Repulsion summed(const std::vector<float>& points, std::size_t index) {
  PlaneTree::Repulsion sum;
  for (std::size_t other = 0; other < points.size() / 2; ++other) {
    if (other == index) continue;
    const double x = static_cast<double>(points[2 * index]) - static_cast<double>(points[2 * other]);
    const double y = static_cast<double>(points[2 * index + 1]) - static_cast<double>(points[2 * other + 1]);
    const double share = 1 / (1 + x * x + y * y);
    sum.shares += share;
    sum.x += share * share * x;
    sum.y += share * share * y;
  }
  return sum;
}

TEST_CASE("a tree whose cells are all opened gives the sums over all points", "[tsne]") {
  const std::vector<float> points = random_points(300);
  PlaneTree tree;
  tree.build(points);
  for (std::uint32_t i = 0; i < 300; ++i) {
    const PlaneTree::Repulsion expected = summed(points, i), found = tree.repulsion(i, 0);
    CHECK(std::abs(found.shares - expected.shares) < 1e-4 * expected.shares);
    CHECK(std::abs(found.x - expected.x) < 1e-4);
    CHECK(std::abs(found.y - expected.y) < 1e-4);
  }
}

TEST_CASE("cells that stand for their points change the sums a little", "[tsne]") {
  const std::vector<float> points = random_points(2000);
  PlaneTree tree;
  tree.build(points);
  double difference = 0, length = 0;
  for (std::uint32_t i = 0; i < 2000; i += 10) {
    const PlaneTree::Repulsion expected = summed(points, i), found = tree.repulsion(i, 0.5);
    CHECK(std::abs(found.shares - expected.shares) < 0.03 * expected.shares);
    difference += std::hypot(found.x - expected.x, found.y - expected.y);
    length += std::hypot(expected.x, expected.y);
  }
  CHECK(difference < 0.03 * length);
  CHECK(difference > 0);
}

TEST_CASE("points at one place repel each other with no force", "[tsne]") {
  std::vector<float> points(60, 0.25f);
  points.insert(points.end(), {1.25f, 0.25f});
  PlaneTree tree;
  tree.build(points);
  const PlaneTree::Repulsion found = tree.repulsion(3, 0.5);
  CHECK(std::abs(found.shares - 29.5) < 1e-6);
  CHECK(std::abs(found.x + 0.25) < 1e-6);
  CHECK(found.y == 0);
}

TEST_CASE("a single point is repelled by nothing", "[tsne]") {
  PlaneTree tree;
  tree.build(std::vector<float>{2, 3});
  CHECK(tree.repulsion(0, 0.5).shares == 0);
}

}  // namespace
}  // namespace hourglass
