#include "app/panels/latent/neighbour_map.h"

#include <chrono>

#include "app/panels/latent/plane.h"

namespace hourglass {
namespace {

/// Iterations of the first map, and of one that follows another.
constexpr int kFirst = 500, kFollowing = 80;
/// The map is shown after every so many iterations.
constexpr int kShown = 4;
/// A slice works on so many samples at a time, until this time has passed.
constexpr std::uint32_t kPortion = 8;
constexpr auto kSlice = std::chrono::microseconds(500);

}  // namespace

NeighbourMapTask::NeighbourMapTask() : compute_(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1) {}

void NeighbourMapTask::follow(const Codes& codes) {
  if (codes.version != given_version_) {
    given_version_ = codes.version;
    given_step_ = codes.step;
    given_ = {codes.size, static_cast<std::uint32_t>(codes.count), codes.values, {}};
    const LatentPlane plane = principal_plane(codes);
    main_.clear();
    for (int n = 0; n < codes.count; ++n) {
      const ImVec2 place = plane.place(codes.code(n));
      main_.push_back(place.x);
      main_.push_back(place.y);
    }
  }
  if (begun_version_ == given_version_ || (working() && begun_count_ == given_.count)) return;
  changed();
}

void NeighbourMapTask::begin(const Snapshot&) {
  const bool follows = begun_count_ == given_.count && tsne_.iteration() > 0;
  TsneOptions options;
  options.iterations = iterations_ = follows ? kFollowing : kFirst;
  if (follows) options.exaggerated = 0;
  tsne_ = Tsne(given_, follows ? tsne_.places() : main_, options);
  begun_version_ = given_version_;
  begun_step_ = given_step_;
  begun_count_ = given_.count;
  if (!follows) show();
}

BackgroundTask::Progress NeighbourMapTask::advance(Inference&, const Snapshot&) {
  const auto end = std::chrono::steady_clock::now() + kSlice;
  const int before = tsne_.iteration();
  bool more = true;
  while (more && std::chrono::steady_clock::now() < end) more = tsne_.advance(kPortion, compute_);
  if (!more || tsne_.iteration() / kShown != before / kShown) show();
  // A handful of samples needs no iterations.
  if (!more) result_.complete = 1;
  return more ? Progress::kMore : Progress::kDone;
}

void NeighbourMapTask::forget() {
  given_ = {};
  main_.clear();
  given_version_ = begun_version_ = given_step_ = begun_step_ = begun_count_ = 0;
  tsne_ = {};
  result_ = {};
}

void NeighbourMapTask::show() {
  const std::vector<float>& places = tsne_.places();
  result_.places.resize(places.size() / 2);
  for (std::size_t i = 0; i < result_.places.size(); ++i) result_.places[i] = {places[2 * i], places[2 * i + 1]};
  result_.complete = static_cast<double>(tsne_.iteration()) / iterations_;
  result_.step = begun_step_;
  ++result_.version;
}

}  // namespace hourglass
