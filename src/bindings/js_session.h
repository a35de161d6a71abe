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
  val set(const std::string& key, const std::string& text) { return outcome(session_->set(key, text)); }
  /// Begins anew; what `pairs` does not name goes back to its default.
  val reset(const val& pairs);

  void pump(double budget_ms) { session_->pump(budget_ms); }
  bool threaded() const { return session_->threaded(); }
  val settle() { return metrics_of(*session_->settle()); }

  val metrics() const { return metrics_of(*session_->snapshot()); }
  val history() const { return history_of(*session_->snapshot()); }
  val settings() const { return to_js(session_->snapshot()->model.settings); }
  val data() const { return data_info(*session_->snapshot()->data); }
  std::string weights_hash() const { return hourglass::weights_hash(session_->snapshot()->model); }

  val encode(const val& pixels);
  val decode(const val& codes);
  val reconstruct(const val& pixels);

  /// The model with the optimiser's state, as a file's bytes.
  val save();
  /// Goes on with a saved model. A failure changes nothing.
  val load(const val& bytes);

 private:
  JsSession(std::unique_ptr<Session> session, std::shared_ptr<const Dataset> given_data)
      : session_(std::move(session)), given_data_(std::move(given_data)) {}

  std::unique_ptr<Session> session_;
  std::shared_ptr<const Dataset> given_data_;  ///< null where the settings name the data
  Inference inference_;
};

}  // namespace hourglass::bindings
