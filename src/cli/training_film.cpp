#include "cli/training_film.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "analysis/precision_recall.h"
#include "analysis/sample_inference.h"
#include "core/assert.h"
#include "core/enum_table.h"
#include "core/find_by.h"
#include "data/sample_picture.h"
#include "io/sample_formats.h"
#include "io/sample_sheet.h"

namespace hourglass {
namespace {

constexpr int kWidth = 640;             // of a frame, in pixels, where its samples are small enough
constexpr int kMostShown = 10;          // held-out samples in a row
constexpr int kMapSide = 10;            // samples of a map, across and down
constexpr std::uint32_t kMapped = 500;  // held-out samples whose codes say how far a map reaches

struct SubjectRow {
  FilmSubject kind;
  std::string_view id;
};
constexpr SubjectRow kSubjects[] = {
    {FilmSubject::kReconstructions, "reconstructions"},
    {FilmSubject::kMap, "map"},
};
static_assert(in_enum_order(kSubjects));

Result<FilmSubject> subject_of(const std::string& id, const Model& model) {
  const SubjectRow* row = find_by(kSubjects, &SubjectRow::id, id);
  if (!row) return Error{"argument-not-a-choice", "--film-of", "", "reconstructions or map", id};
  if (row->kind == FilmSubject::kMap && code_size(model) != 2) {
    return Error{"argument-not-a-choice", "--film-of", "", "a code of 2 numbers for a map (--latent 2)",
                 "a code of " + std::to_string(code_size(model))};
  }
  return row->kind;
}

/// The steps of all frames but the last, which shows the finished run; fewer where the run has fewer.
std::vector<std::uint64_t> steps_of(const Snapshot& first, int frames) {
  const std::uint64_t begin = first.model.step;
  const std::uint64_t end = first.steps_per_epoch * static_cast<std::uint64_t>(first.model.settings.training.epochs);
  if (end <= begin) return {};
  std::vector<std::uint64_t> steps = {begin};
  for (int i = 0; i + 2 < frames; ++i) {
    const double further =
        std::round(std::pow(static_cast<double>(end - begin), static_cast<double>(i) / (frames - 2)));
    // Where steps would coincide, the film goes step by step.
    const std::uint64_t step = std::max(begin + static_cast<std::uint64_t>(further), steps.back() + 1);
    if (step >= end) break;
    steps.push_back(step);
  }
  return steps;
}

/// The codes of a map, row by row from the top, where most of these codes lie.
Samples map_codes(const Samples& codes) {
  float low[2], high[2];
  for (std::size_t axis = 0; axis < 2; ++axis) {
    std::vector<double> values;
    for (std::uint32_t n = 0; n < codes.count; ++n) values.push_back(codes.sample(n)[axis]);
    low[axis] = static_cast<float>(quantile(values, 0.02));
    high[axis] = static_cast<float>(quantile(values, 0.98));
  }
  Samples grid{.features = 2, .count = kMapSide * kMapSide};
  for (int row = 0; row < kMapSide; ++row) {
    for (int column = 0; column < kMapSide; ++column) {
      const float across = static_cast<float>(column) / (kMapSide - 1);
      const float up = static_cast<float>(kMapSide - 1 - row) / (kMapSide - 1);
      grid.values.push_back(std::lerp(low[0], high[0], across));
      grid.values.push_back(std::lerp(low[1], high[1], up));
    }
  }
  return grid;
}

int columns_of(FilmSubject subject, const Samples& samples) {
  return subject == FilmSubject::kMap ? kMapSide : static_cast<int>(samples.count);
}

}  // namespace

void TrainingFilmOptions::add(CLI::App& command) {
  command.add_option("--film", path, "also write a film of the training: an animated PNG")
      ->type_name("FILE.apng")
      ->group("Files");
  command
      .add_option("--film-of", subject,
                  "reconstructions of held-out samples (default), or the map of a code of two numbers")
      ->type_name("reconstructions|map")
      ->group("Files");
  command.add_option("--film-frames", frames, "frames of the film (2 to 1000), closer at the beginning; default 100")
      ->type_name("NUMBER")
      ->check(CLI::Range(2, 1000).description(""))
      ->group("Files");
}

Result<TrainingFilm> TrainingFilm::make(const TrainingFilmOptions& options, const Snapshot& first) {
  const Model& model = first.model;
  const auto format = find_sample_format("--film", options.path, model.description, model.input);
  if (!format && options.path.ends_with(".apng")) return format.error();
  if (!format || (*format)->ending != ".apng") {
    return Error{"argument-not-a-choice", "--film", "", "a file's name that ends in .apng", options.path};
  }
  const auto subject = subject_of(options.subject.empty() ? std::string(kSubjects[0].id) : options.subject, model);
  if (!subject) return subject.error();
  TrainingFilm film;
  film.subject_ = *subject;
  film.options_ = options.film;
  film.steps_ = steps_of(first, options.frames);
  const Shape picture = picture_shape(model.description, model.input, kWidth / kMostShown);
  const int shown = std::clamp(kWidth / picture.width, 1, kMostShown);
  film.samples_ = read_samples(*first.data, Split::kHeldOut,
                               *subject == FilmSubject::kMap ? kMapped : static_cast<std::uint32_t>(shown));
  return film;
}

std::optional<std::uint64_t> TrainingFilm::next_step() const {
  if (frames_ >= steps_.size()) return std::nullopt;
  return steps_[frames_];
}

/// The samples of a frame, in the order in which they are drawn.
Samples TrainingFilm::shown(const Snapshot& snapshot) const {
  const auto runner = ModelRunner::create(snapshot.model, {.threads = snapshot.model.settings.compute.threads});
  HG_ASSERT(runner, "a run's model does not fit its own data");
  if (subject_ == FilmSubject::kMap) return decode(**runner, map_codes(encode(**runner, samples_)));
  Samples both = samples_;
  const Samples made = reconstruct(**runner, samples_);
  both.count *= 2;
  both.values.insert(both.values.end(), made.values.begin(), made.values.end());
  return both;
}

void TrainingFilm::add(const Snapshot& snapshot) {
  const Model& model = snapshot.model;
  const Samples samples = shown(snapshot);
  const ImageGrid sheet =
      sample_sheet({model.description, model.input, samples.values}, columns_of(subject_, samples_));
  frame_ = sheet.shape;
  pixels_.insert(pixels_.end(), sheet.pixels.begin(), sheet.pixels.end());
  ++frames_;
}

std::vector<std::byte> TrainingFilm::file() const {
  FilmOptions options = options_;
  if (options.zoom == 0) options.zoom = std::max(1, kWidth / frame_.width);
  return film_file(frame_, pixels_, options);
}

}  // namespace hourglass
