// A training run as JavaScript sees it. Every function returns a plain object: {value} or {error: {code, message}}.
#pragma once

#include <memory>

#include "bindings/js_values.h"
#include "session/inference.h"
#include "session/session.h"

namespace hourglass::bindings {

class JsSession {
 public:
  /// `pairs` are [key, text] of the settings that are not defaults; `files` is an array of {name, bytes}, empty where
  /// the settings name the data.
  static val create(const val& pairs, const val& files);

  void start() { session_->start(); }
  void pause() { session_->pause(); }
  void step(int steps) { session_->step(steps); }
  void end_after(int epochs) { session_->end_after(epochs); }
  /// Metrics at the end of every epoch since the last call.
  val take_epochs();
  val set(const std::string& key, const std::string& text) { return outcome(session_->set(key, text)); }
  /// Begins anew; what `pairs` does not name goes back to its default.
  val reset(const val& pairs);

  void pump(double budget_ms) { session_->pump(budget_ms); }
  bool threaded() const { return session_->threaded(); }
  val settle() { return metrics_of(*session_->settle()); }

  val metrics() const { return metrics_of(*session_->snapshot()); }
  val history() const { return history_of(*session_->snapshot()); }
  val settings() const { return to_js(session_->settings()); }
  val data() const { return data_info(*session_->snapshot()->data); }
  /// {images, labels} of the first `count` samples of a split, "training" or "heldOut".
  val samples(int count, const std::string& split) const;
  std::string weights_hash() const { return hourglass::weights_hash(session_->snapshot()->model); }

  /// `labels` is an array of whole numbers, one per sample, or an empty one.
  val encode(const val& pixels, const val& labels) { return infer("encode", &Inference::encode, pixels, labels); }
  val decode(const val& codes, const val& labels) { return infer("decode", &Inference::decode, codes, labels); }
  val reconstruct(const val& pixels, const val& labels) {
    return infer("reconstruct", &Inference::reconstruct, pixels, labels);
  }
  /// {images, codes, labels} of `count` draws from the prior; `label` below 0 takes all labels in turn.
  val generate(int count, int seed, float temperature, int label);
  /// {images, codes, labels} of `steps` (2 or more) codes on the way between two, the ends among them; `path` is
  /// "straight" or "spherical".
  val interpolate(const val& from, const val& to, int steps, const std::string& path, int label);
  /// The figures of the held-out split, with the program's names.
  val evaluate() const;
  /// [{kind, sentence, suggestion: {setting, value}}].
  val diagnose() const;

  /// The model with the optimiser's state, as a file's bytes.
  val save();
  /// Goes on with a saved model. A failure changes nothing.
  val load(const val& bytes);

 private:
  JsSession(std::unique_ptr<Session> session, std::shared_ptr<const Dataset> given_data)
      : session_(std::move(session)), given_data_(std::move(given_data)) {}

  using Infer = Result<std::vector<float>> (Inference::*)(const Model&, std::span<const float>, std::span<const int>);
  val infer(const char* name, Infer task, const val& values, const val& labels);
  val images_of(const Model& model, const std::vector<float>& codes, const std::vector<int>& labels);

  std::unique_ptr<Session> session_;
  std::shared_ptr<const Dataset> given_data_;  ///< null where the settings name the data
  Inference inference_;
};

}  // namespace hourglass::bindings
