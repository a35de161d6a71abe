#include "app/panels/latent/neighbour_map.h"

#include <utility>

#include "app/panels/latent/plane.h"

namespace hourglass {
namespace {

/// Iterations of the first map, and of one that follows another.
constexpr int kFirst = 500, kFollowing = 80;
/// The map is shown after every so many iterations.
constexpr int kShown = 4;
/// Samples per slice: of the search for neighbours, which compares each with all others, and of an iteration.
constexpr std::uint32_t kSearched = 12, kMoved = 250;

}  // namespace

NeighbourMapTask::NeighbourMapTask() : compute_(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1) {}

void NeighbourMapTask::follow(const Codes& codes) {
  if (codes.version != given_version_) {
    given_version_ = codes.version;
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
  begun_count_ = given_.count;
  if (!follows) show();
}

BackgroundTask::Progress NeighbourMapTask::advance(Inference&, const Snapshot&) {
  const int before = tsne_.iteration();
  const bool more = tsne_.advance(tsne_.searches() ? kSearched : kMoved, compute_);
  if (!more || (tsne_.iteration() != before && tsne_.iteration() % kShown == 0)) show();
  return more ? Progress::kMore : Progress::kDone;
}

void NeighbourMapTask::forget() {
  given_ = {};
  main_.clear();
  given_version_ = begun_version_ = begun_count_ = 0;
  tsne_ = {};
  result_ = {};
}

void NeighbourMapTask::show() {
  const std::vector<float>& places = tsne_.places();
  result_.places.resize(places.size() / 2);
  for (std::size_t i = 0; i < result_.places.size(); ++i) result_.places[i] = {places[2 * i], places[2 * i + 1]};
  result_.complete = static_cast<double>(tsne_.iteration()) / iterations_;
  ++result_.version;
}

}  // namespace hourglass
