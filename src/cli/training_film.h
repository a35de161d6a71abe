// A film of a training: how a model's samples come about, step by step.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/samples.h"
#include "core/shape.h"
#include "io/film.h"
#include "session/session.h"

namespace hourglass {

/// What each frame shows. kReconstructions: held-out samples in the upper row, their reconstructions below. kMap: the
/// samples that the decoder makes of a grid over the plane of codes, as far as held-out codes reach.
enum class FilmSubject { kReconstructions, kMap };

/// The options of `train` that ask for a film.
struct TrainingFilmOptions {
  std::string path;  ///< empty: none
  std::string subject;
  int frames = 100;
  FilmOptions film = {.milliseconds = 60, .last_milliseconds = 1500};

  void add(CLI::App& command);
};

/// Collects frames of one shape while a run trains. They depend on the run and the options alone.
class TrainingFilm {
 public:
  /// Refuses (argument-not-a-choice) a file that does not end in .apng, samples that cannot be drawn, a subject that
  /// there is not, and a map of codes that are not two numbers.
  static Result<TrainingFilm> make(const TrainingFilmOptions& options, const Snapshot& first);

  /// The step of the run that the next frame shows; nothing where that is the run's end. The steps lie closer at the
  /// beginning, where more happens: each lies as many times further from the first as the one before it.
  std::optional<std::uint64_t> next_step() const;
  /// Adds a frame of a run that has reached next_step(), or has finished.
  void add(const Snapshot& snapshot);
  /// The film of all frames so far.
  std::vector<std::byte> file() const;
  std::size_t frames() const { return frames_; }

 private:
  TrainingFilm() = default;
  Samples shown(const Snapshot& snapshot) const;

  FilmSubject subject_ = FilmSubject::kReconstructions;
  FilmOptions options_;
  Samples samples_;  ///< held-out ones
  std::vector<std::uint64_t> steps_;
  std::size_t frames_ = 0;
  Shape frame_ = {};
  std::vector<std::uint8_t> pixels_;  ///< of all frames
};

}  // namespace hourglass
