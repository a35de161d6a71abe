// The application without a window, with simulated mouse and keyboard.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <string_view>
#include <utility>

#include "app/shell/app.h"
#include "app/shell/opening.h"

namespace hourglass {

/// Settings of a small run on few images.
inline Settings small_settings() {
  Result<Settings> made = make_settings({{"samples", "200"},
                                         {"held_out_samples", "40"},
                                         {"hidden", "24"},
                                         {"latent", "6"},
                                         {"batch", "20"},
                                         {"epochs", "100000"}});
  REQUIRE(made);
  return *made;
}

/// The application on ImGui without a window.
class Screen {
 public:
  explicit Screen(float width = 1280, float height = 800, const Settings& settings = small_settings())
      : width_(width), height_(height) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    Result<std::unique_ptr<App>> made = App::create(settings);
    REQUIRE(made);
    app_ = std::move(*made);
    app_->prepare({1, 1});
    frames(3);
  }
  ~Screen() {
    app_.reset();
    ImGui::DestroyContext();
  }

  App& app() const { return *app_; }

  void frames(int count, float seconds = 1.0f / 60) {
    for (int i = 0; i < count; ++i) {
      ImGui::GetIO().DeltaTime = seconds;
      app_->frame(width_, height_);
    }
  }
  ImVec2 at(std::string_view region) {
    ImVec2 point;
    INFO("region " << region);
    REQUIRE(app_->regions().centre(region, point));
    return point;
  }
  void move(ImVec2 point) {
    ImGui::GetIO().AddMousePosEvent(point.x, point.y);
    frames(2);
  }
  void press(ImGuiMouseButton button = 0) {
    ImGui::GetIO().AddMouseButtonEvent(button, true);
    frames(2);
  }
  void release(ImGuiMouseButton button = 0) {
    ImGui::GetIO().AddMouseButtonEvent(button, false);
    frames(2);
  }
  void click(std::string_view region) {
    move(at(region));
    press();
    release();
  }
  void drag(ImVec2 from, ImVec2 by, ImGuiMouseButton button = 0) {
    move(from);
    press(button);
    for (int i = 1; i <= 5; ++i)
      move({from.x + by.x * static_cast<float>(i) / 5, from.y + by.y * static_cast<float>(i) / 5});
    release(button);
  }
  void key(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    frames(2);
    ImGui::GetIO().AddKeyEvent(key, false);
    frames(2);
  }
  /// Runs frames until the background tasks are complete.
  void finish_tasks() {
    // What one task has found may be what another one is asked about a frame later.
    constexpr int kAtRest = 4;  // frames
    int resting = 0;
    for (int i = 0; i < 2000 && resting < kAtRest; ++i) {
      frames(1);
      resting = app_->tasks_busy() ? 0 : resting + 1;
    }
    REQUIRE(resting == kAtRest);
  }
  /// Stops training and completes the background tasks.
  void pause() {
    app_->run().pause();
    settled();
    finish_tasks();
  }
  /// Trains for so many further steps, stops, and completes the background tasks.
  void train(int steps) {
    pause();
    app_->run().session().step(steps);
    settled();
    finish_tasks();
  }
  std::shared_ptr<const Snapshot> settled() { return app_->run().session().settle(); }

 private:
  float width_, height_;
  std::unique_ptr<App> app_;
};

}  // namespace hourglass
