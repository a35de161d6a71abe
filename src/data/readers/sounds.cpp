#include "data/readers/sounds.h"

#include <algorithm>
#include <climits>

#include "core/number_text.h"
#include "data/readers/classes.h"
#include "data/readers/wav.h"

namespace hourglass {
namespace {

struct Windows {
  std::size_t size, hop;
};

/// Appends all windows of a sound, each with the file's label.
void append_windows(const Sound& sound, Windows windows, int label, SamplePart& part) {
  const auto channels = static_cast<std::size_t>(sound.channels);
  const std::size_t frames = sound.values.size() / channels;
  for (std::size_t begin = 0; begin + windows.size <= frames; begin += windows.hop) {
    const auto first = sound.values.begin() + static_cast<std::ptrdiff_t>(begin * channels);
    part.samples.numbers.insert(part.samples.numbers.end(), first,
                                first + static_cast<std::ptrdiff_t>(windows.size * channels));
    part.labels.push_back(label);
    ++part.samples.count;
  }
}

/// The values that a sound's windows have together.
std::optional<std::uint64_t> values_in_windows(const Sound& sound, Windows windows) {
  const auto channels = static_cast<std::size_t>(sound.channels);
  const std::size_t frames = sound.values.size() / channels;
  const std::size_t count = frames < windows.size ? 0 : (frames - windows.size) / windows.hop + 1;
  return checked_product({count, windows.size, channels}, PTRDIFF_MAX);
}

std::vector<Column> channel_columns(int channels) {
  if (channels == 2) return {{"left"}, {"right"}};
  std::vector<Column> columns;
  for (int i = 1; i <= channels; ++i) columns.push_back({std::to_string(i)});
  return columns;
}

std::string text_of(const Sound& sound) {
  return std::to_string(sound.channels) + (sound.channels == 1 ? " channel of " : " channels of ") +
         number_text(sound.sample_rate) + " values per second";
}

Status check_fits(const Sound& sound, const Sound& first, const std::string& source) {
  if (sound.channels == first.channels && sound.sample_rate == first.sample_rate) return Done{};
  return Error{"file-unsupported", source, "", text_of(first) + " as in the first file", text_of(sound)};
}

}  // namespace

Result<GivenSet> read_sounds(GivenFiles& files, const OpenOptions& options) {
  const auto window = static_cast<std::size_t>(std::max(options.window, 1));
  const Windows windows{window, options.hop > 0 ? static_cast<std::size_t>(options.hop) : window};
  Memberships memberships = memberships_of(files);
  GivenSet given;
  SamplePart parts[2];
  std::optional<Sound> first;
  std::uint64_t left = options.budget.bytes / sizeof(float);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Membership& membership = memberships.files[i];
    if (membership.split == NamedSplit::kValidation) {
      given.ignored.push_back(files[i].name + ": a validation split");
      continue;
    }
    auto sound = parse_wav(files[i].bytes, files[i].name, options.budget);
    if (!sound) return sound.error();
    if (!first) first = Sound{sound->channels, sound->sample_rate, {}};
    if (const Status fits = check_fits(*sound, *first, files[i].name); !fits) return fits.error();
    const auto values = values_in_windows(*sound, windows);
    if (!values || *values > left || window > INT_MAX / static_cast<std::size_t>(sound->channels)) {
      return Error{"file-over-budget", files[i].name, "",
                   "windows of at most " + std::to_string(options.budget.bytes) + " bytes together", "more"};
    }
    left -= *values;
    if (*values == 0) given.ignored.push_back(files[i].name + ": shorter than a window");
    SamplePart& part = parts[membership.split == NamedSplit::kHeldOut];
    append_windows(*sound, windows, membership.label, part);
    if (part.source.empty()) part.source = part.labels_source = files[i].name;
    files[i].bytes = {};
  }
  if (parts[0].samples.count == 0) {
    return Error{"file-empty", files[0].name, "", "at least " + std::to_string(window) + " values of training sound",
                 "fewer"};
  }
  for (SamplePart& part : parts) {
    part.samples.shape = {1, options.window, first->channels};
    if (memberships.class_names.empty()) part.labels.clear();
  }
  given.description.kind = DataKind::kSignal;
  given.description.columns = channel_columns(first->channels);
  given.description.sample_rate = first->sample_rate;
  given.description.label_names = std::move(memberships.class_names);
  given.training = std::move(parts[0]);
  if (parts[1].samples.count > 0) given.held_out = std::move(parts[1]);
  return given;
}

}  // namespace hourglass
