// The panel of paths between codes, without a window.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "app/panels/interpolate/state.h"
#include "app/panels/panel_table.h"
#include "session/inference.h"
#include "support/file_bytes.h"
#include "support/screen.h"

namespace hourglass {
namespace {

using Catch::Approx;

/// A paused run with only this panel.
struct Shown : Screen {
  explicit Shown(const Settings& settings = small_settings()) : Screen(900, 600, settings) {
    app().state().layout.alone = find_panel("interpolate");
    frames(3);
    pause();
  }
  InterpolatePanelState& interpolation() { return app().state().memory.of<InterpolatePanelState>(); }
  const DecodedImages& path() { return interpolation().path().result(); }
  const std::vector<float>& code() { return app().state().code.values; }
  void press_and_wait(std::string_view region) {
    click(region);
    finish_tasks();
  }
  std::string tile(int n) { return "interpolate.tile." + std::to_string(n); }
  bool has(std::string_view region) {
    ImVec2 point;
    return app().regions().centre(region, point);
  }
};

double length(std::span<const float> code) {
  double sum = 0;
  for (float value : code) sum += static_cast<double>(value) * value;
  return std::sqrt(sum);
}

void check_close(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != Approx(b[i]).margin(2e-5)) FAIL_CHECK("value " << i << ": " << a[i] << ", " << b[i]);
  }
}

/// The code of a held-out image, computed without the panel.
std::vector<float> reconstruction(App& app, int image) {
  const auto snapshot = app.run().snapshot();
  std::vector<float> pixels(784);
  snapshot->data->read(Split::kHeldOut, static_cast<std::uint32_t>(image), pixels.data());
  Inference inference;
  const auto made = inference.reconstruct(snapshot->model, pixels);
  REQUIRE(made);
  return *made;
}

TEST_CASE("a path leads from one held-out image to one with another label", "[app]") {
  Shown shown;
  const int a = shown.interpolation().a.image, b = shown.interpolation().b.image;
  REQUIRE(a >= 0);
  REQUIRE(b >= 0);
  const Codes& codes = shown.app().codes();
  CHECK(codes.labels[static_cast<std::size_t>(a)] != codes.labels[static_cast<std::size_t>(b)]);
  const int count = shown.path().count();
  CHECK(count % 2 == 1);
  CHECK(count >= 9);
  check_close(shown.path().image(0), reconstruction(shown.app(), a));
  check_close(shown.path().image(count - 1), reconstruction(shown.app(), b));
  CHECK(shown.has(shown.tile(count - 1)));
}

TEST_CASE("the middle of a straight path is the mean of its ends", "[app]") {
  Shown shown;
  const int count = shown.path().count();
  shown.click(shown.tile(0));
  const std::vector<float> a = shown.code();
  shown.click(shown.tile(count - 1));
  const std::vector<float> b = shown.code();
  CHECK(a != b);
  shown.click(shown.tile(count / 2));
  CHECK(shown.app().state().code.held);
  REQUIRE(shown.code().size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(shown.code()[i] == Approx((a[i] + b[i]) / 2).margin(1e-6));
  check_close(shown.app().pass().output(), shown.path().image(count / 2));
}

TEST_CASE("a spherical path has the same ends and keeps lengths", "[app]") {
  Shown shown;
  const DecodedImages straight = shown.path();
  const int last = straight.count() - 1;
  shown.press_and_wait("interpolate.path.spherical");
  const DecodedImages& spherical = shown.path();
  check_close(spherical.code(0), straight.code(0));
  check_close(spherical.code(last), straight.code(last));
  CHECK(length(spherical.code(last / 2)) ==
        Approx((length(straight.code(0)) + length(straight.code(last))) / 2).epsilon(1e-4));
  CHECK(length(straight.code(last / 2)) < length(spherical.code(last / 2)));
  shown.press_and_wait("interpolate.path.straight");
  CHECK(shown.path().codes == straight.codes);
}

TEST_CASE("an end can be set to the code that all panels show, or to another image", "[app]") {
  Shown shown;
  const std::vector<float> panel = {1, -2, 3, 0, 0.5f, -0.25f};
  shown.app().state().code.hold(panel);
  shown.press_and_wait("interpolate.a.take");
  CHECK(shown.interpolation().a.image == -1);
  check_close(shown.path().code(0), panel);
  shown.app().run().session().step(5);
  shown.settled();
  shown.finish_tasks();
  check_close(shown.path().code(0), panel);

  const int b = shown.interpolation().b.image;
  shown.press_and_wait("interpolate.b.another");
  CHECK(shown.interpolation().b.image >= 0);
  CHECK(shown.interpolation().b.image != b);
  check_close(shown.path().image(shown.path().count() - 1), reconstruction(shown.app(), shown.interpolation().b.image));
  check_close(shown.path().code(0), panel);
  shown.press_and_wait("interpolate.a.another");
  CHECK(shown.interpolation().a.image >= 0);
  CHECK(shown.interpolation().a.image != shown.interpolation().b.image);
}

TEST_CASE("an attribute moves the code along the difference of two labels' means", "[app]") {
  Shown shown;
  const std::vector<float> base = {0.5f, 0.25f, -1, 2, 0, 1};
  shown.app().state().code.hold(base);
  shown.click("interpolate.more");
  shown.click("interpolate.more.3");
  std::vector<float> from = shown.app().codes().mean;
  SECTION("of all images") {}
  SECTION("of another label") {
    shown.click("interpolate.less");
    shown.click("interpolate.less.7");
    from = shown.app().codes().mean_of_label(7);
    REQUIRE(shown.interpolation().attribute.less == 7);
  }
  shown.drag(shown.at("interpolate.strength"), {400, 0});
  shown.finish_tasks();
  CHECK(shown.interpolation().attribute.more == 3);
  CHECK(shown.interpolation().attribute.strength == 2);
  CHECK(shown.code() == base);
  const std::vector<float> to = shown.app().codes().mean_of_label(3), decoded = [&] {
    const std::span<const float> image = shown.interpolation().changed_code().result().image(0);
    return std::vector<float>(image.begin(), image.end());
  }();
  REQUIRE(to.size() == 6);
  REQUIRE(from.size() == 6);
  shown.click("interpolate.take");
  for (std::size_t i = 0; i < 6; ++i) CHECK(shown.code()[i] == Approx(base[i] + 2 * (to[i] - from[i])).margin(1e-5));
  check_close(shown.app().pass().output(), decoded);
  // Otherwise the next frame would add the difference again.
  CHECK(shown.interpolation().attribute.strength == 0);
}

TEST_CASE("the image moves along the path only after Play", "[app]") {
  Shown shown;
  const auto pixels = [&] {
    const auto all = shown.app().images().pixels();
    return std::vector<std::uint32_t>(all.begin(), all.begin() + TextureAtlas::kSide * 64);
  };
  const int rows = shown.app().images().rows_used();
  CHECK(rows < 64);
  const std::vector<std::uint32_t> still = pixels();
  shown.frames(10);
  CHECK(pixels() == still);
  shown.click("interpolate.play");
  const std::vector<std::uint32_t> moving = pixels();
  shown.frames(10);
  CHECK(pixels() != moving);
  shown.click("interpolate.play");
  shown.frames(2);
  const std::vector<std::uint32_t> again = pixels();
  shown.frames(10);
  CHECK(pixels() == again);
}

TEST_CASE("codes of another size get new ends", "[app]") {
  Shown shown;
  shown.app().state().code.hold(std::vector<float>(6, 1.0f));
  shown.press_and_wait("interpolate.a.take");
  Settings settings = small_settings();
  settings.architecture.latent = 3;
  REQUIRE(shown.app().run().reset(settings));
  shown.frames(3);
  shown.pause();
  CHECK(shown.interpolation().a.image >= 0);
  CHECK(shown.interpolation().a.code.size() == 3);
  CHECK(shown.path().size == 3);
  CHECK(shown.path().count() >= 9);
}

TEST_CASE("images without labels have paths but no attributes", "[app]") {
  Shown shown;
  CHECK(shown.has("interpolate.strength"));
  REQUIRE(shown.app().use_file(idx_file({40, 12, 20}), "wide"));
  shown.frames(3);
  shown.pause();
  CHECK_FALSE(shown.has("interpolate.strength"));
  CHECK(shown.path().image(0).size() == 240);
}

TEST_CASE("a conditional model decodes a path with the label of the selected image", "[app]") {
  const Result<Settings> settings =
      make_settings({{"family", "conditional-vae"}, {"hidden", "24"}, {"latent", "2"}}, small_settings());
  REQUIRE(settings);
  Shown shown(*settings);
  const int label = shown.app().pass().label();
  REQUIRE(label >= 0);
  CHECK(shown.path().labels == std::vector<int>(static_cast<std::size_t>(shown.path().count()), label));
}

}  // namespace
}  // namespace hourglass
