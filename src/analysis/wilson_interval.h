// The interval in which a share lies that was counted on a finite number of samples.
#pragma once

#include <cstdint>

namespace hourglass {

/// Bounds of a share, 0 .. 1.
struct Interval {
  double low = 0, high = 1;
};

/// The 95 % interval of a share of which `hits` of `count` samples were counted:
///
///   (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n),  p = hits / n, n = count, z = 1.959964
///
/// E. Wilson 1927, "Probable inference, the law of succession, and statistical inference". It stays inside 0 .. 1, also
/// where all samples are hits or none is. Without samples it is 0 .. 1.
Interval wilson_interval(std::uint64_t hits, std::uint64_t count);

}  // namespace hourglass
