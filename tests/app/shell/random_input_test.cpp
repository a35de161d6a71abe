#include <catch2/catch_test_macros.hpp>

#include "app/shell/link.h"
#include "core/random.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// Presses, drags, scrolls and types at random, from a seed.
class RandomInput {
 public:
  RandomInput(Screen& screen, float width, float height, std::uint64_t seed)
      : screen_(screen), width_(width), height_(height), random_({seed, Stream::kTest, 0}) {}

  void act() {
    const std::uint32_t choice = below(20);
    if (choice < 9) return click();
    if (choice < 13)
      return screen_.drag(somewhere(), {static_cast<float>(below(400)) - 200, static_cast<float>(below(400)) - 200});
    if (choice < 15) return turn_wheel();
    if (choice < 18)
      return screen_.key(static_cast<ImGuiKey>(ImGuiKey_Tab + static_cast<int>(below(ImGuiKey_F3 - ImGuiKey_Tab))));
    type();
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return random_.bits() % bound; }
  ImVec2 somewhere() {
    return {static_cast<float>(below(static_cast<std::uint32_t>(width_))),
            static_cast<float>(below(static_cast<std::uint32_t>(height_)))};
  }
  void click() {
    screen_.move(somewhere());
    const ImGuiMouseButton button = below(12) == 0 ? 1 : 0;
    screen_.press(button);
    screen_.release(button);
  }
  void turn_wheel() {
    screen_.move(somewhere());
    ImGui::GetIO().AddMouseWheelEvent(0, static_cast<float>(below(21)) - 10);
    screen_.frames(2);
  }
  void type() {
    const std::string_view texts[] = {"7", "-1", "0", "64,32", "1e9", "%s", "?", ",", "nan", "\xc3\xa9"};
    ImGui::GetIO().AddInputCharactersUTF8(std::string(texts[below(std::size(texts))]).c_str());
    screen_.frames(2);
    if (below(2) == 0) screen_.key(ImGuiKey_Enter);
  }

  Screen& screen_;
  float width_, height_;
  Random random_;
};

TEST_CASE("random input never stops the frames, and the link to the state stays valid", "[app]") {
  struct Window {
    float width, height;
  };
  constexpr Window kWindows[] = {{1280, 800}, {390, 844}};
  for (const Window window : kWindows) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      Screen screen(window.width, window.height);
      RandomInput input(screen, window.width, window.height, seed);
      for (int action = 0; action < 150; ++action) {
        INFO("width " << window.width << ", seed " << seed << ", action " << action);
        const std::uint64_t frames = screen.app().frames();
        input.act();
        CHECK(screen.app().frames() > frames);
      }
      const std::string link = link_of(screen.app());
      INFO("width " << window.width << ", seed " << seed << ", " << link);
      CHECK(read_link(link, Settings{}).note.empty());
      CHECK(link_text(read_link(link, Settings{}).link) == link);
    }
  }
}

}  // namespace
}  // namespace hourglass
