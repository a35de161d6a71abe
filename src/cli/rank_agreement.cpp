#include "cli/rank_agreement.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/hash.h"
#include "core/variant.h"

namespace hourglass {
namespace {

constexpr std::size_t kLongestSentence = 500;

/// What a rank tells the others.
struct RankReport {
  std::uint64_t run = 0;                 ///< hash of what must be the same
  char failure[kLongestSentence + 1]{};  ///< ends in a zero; empty where the rank is ready
};

std::uint64_t hash_of(const std::string& text, std::uint64_t start) {
  return hash_bytes(text.data(), text.size(), hash_bytes("", 1, start));
}

/// Of the data's form and of some samples of each split.
std::uint64_t hash_of(const Dataset& data, std::uint64_t hash) {
  constexpr std::uint32_t kSamples = 16;
  std::vector<float> pixels(static_cast<std::size_t>(data.shape().features()));
  for (const Split split : {Split::kTraining, Split::kHeldOut}) {
    const std::uint32_t count = data.count(split), step = std::max(1u, count / kSamples);
    hash = hash_bytes(&count, sizeof count, hash);
    for (std::uint32_t i = 0; i < count; i += step) {
      data.read(split, i, pixels.data());
      hash = hash_reals(pixels.data(), pixels.size(), hash);
    }
  }
  return hash;
}

std::uint64_t hash_of(const Snapshot& run) {
  std::uint64_t hash = hash_of(HG_VERSION, hash_bytes(&run.model.step, sizeof run.model.step));
  for (const auto& [key, value] : kept_settings_list(run.model.settings)) hash = hash_of(value, hash_of(key, hash));
  // Of fused multiply-adds different instructions make different bits.
  const ComputeOptions& compute = run.model.settings.compute;
  const Result<Variant> variant = choose_variant(compute.isa, compute.math);
  const int instructions = compute.math == MathMode::kFast && variant ? static_cast<int>(*variant) : 0;
  hash = hash_bytes(&instructions, sizeof instructions, hash);
  hash = hash_reals(run.model.parameters.data(), run.model.parameters.size(), hash);
  return hash_of(*run.data, hash);
}

RankReport report_of(const Result<std::unique_ptr<Session>>& session) {
  RankReport report;
  if (session) {
    report.run = hash_of(*(*session)->snapshot());
  } else {
    const std::string sentence = session.error().sentence();
    sentence.copy(report.failure, kLongestSentence);
  }
  return report;
}

}  // namespace

std::optional<std::string> disagreement(Ranks& ranks, const Result<std::unique_ptr<Session>>& session) {
  std::vector<RankReport> reports(static_cast<std::size_t>(ranks.count()));
  reports[static_cast<std::size_t>(ranks.rank())] = report_of(session);
  if (!ranks.share(reports.data(), ranks.count(), sizeof(RankReport))) return "Another process has ended.";
  const auto named = [](std::size_t rank) { return "rank " + std::to_string(rank) + ": "; };
  for (std::size_t rank = 0; rank < reports.size(); ++rank) {
    const std::string failure = reports[rank].failure;
    // Mostly all ranks refuse the same options.
    if (!failure.empty()) return rank == 0 ? failure : named(rank) + failure;
  }
  for (std::size_t rank = 1; rank < reports.size(); ++rank) {
    if (reports[rank].run != reports[0].run) {
      return named(rank) +
             "its program, options, data or instructions are not those of rank 0; start the same on all "
             "machines, or use --math portable where only the processors differ.";
    }
  }
  return {};
}

}  // namespace hourglass
