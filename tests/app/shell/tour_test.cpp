#include "app/shell/tour.h"

#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <set>
#include <string>

#include "autoencoder/families.h"
#include "session/glossary.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// A screen whose platform offers the tour; counts how often it is told that the tour has ended.
struct FirstVisit {
  explicit FirstVisit(std::string_view link) : screen(1280, 800, opening_settings()) {
    Platform platform;
    platform.offers_tour = true;
    platform.tour_ended = [this] { ++ended; };
    screen.app().set_platform(platform);
    open_with(screen.app(), link);
    screen.frames(3);
  }
  int step() { return screen.app().state().tour_step; }

  Screen screen;
  int ended = 0;
};

TEST_CASE("the tour walks through its bubbles and ends once", "[app]") {
  FirstVisit visit("");
  std::set<float> places;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(visit.step() == i);
    CHECK(visit.ended == 0);
    places.insert(visit.screen.at("tour.next").x);
    visit.screen.click("tour.next");
    visit.screen.frames(2);
  }
  CHECK(visit.step() == -1);
  CHECK(visit.ended == 1);
  // The bubbles stand beside different parts of the page.
  CHECK(places.size() >= 3);
}

TEST_CASE("the tour can be skipped, and asked for again", "[app]") {
  FirstVisit visit("");
  visit.screen.click("tour.skip");
  CHECK(visit.step() == -1);
  CHECK(visit.ended == 1);
  visit.screen.click("button.keys");
  visit.screen.frames(2);
  visit.screen.click("help.tour");
  visit.screen.frames(2);
  CHECK(visit.step() == 0);
  CHECK_FALSE(visit.screen.app().state().keys_shown);
}

TEST_CASE("an embedded application shows no tour", "[app]") {
  FirstVisit visit("#embedded=1&panels=draw");
  CHECK(visit.screen.app().regions().to_json().find("tour.next") == std::string::npos);
}

TEST_CASE("the bubbles of the tour stay on the screen of a phone", "[app]") {
  Screen screen(390, 844, opening_settings());
  for (int step = 0; step < 5; ++step) {
    screen.app().state().tour_step = step;
    screen.frames(3);
    CAPTURE(step);
    const ImVec2 next = screen.at("tour.next");
    CHECK((next.x > 0 && next.x < 390 && next.y > 0 && next.y < 844));
  }
}

TEST_CASE("the glossary has each word once, in order, with a sentence", "[app]") {
  std::string_view last;
  const auto lower = [](std::string_view word) {
    std::string text(word);
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  for (const Term& term : glossary()) {
    CAPTURE(term.word);
    CHECK(lower(last) < lower(term.word));
    last = term.word;
    CHECK(term.meaning.ends_with("."));
    CHECK(term.meaning.size() > 20);
    CHECK(meaning_of(term.word) == term.meaning);
  }
  CHECK(meaning_of("no such word").empty());
}

TEST_CASE("every term of every family's loss has a meaning", "[app]") {
  for (const Family& family : families()) {
    const Result<Settings> settings = make_settings({{"family", std::string(family.id)}, {"samples", "100"}});
    REQUIRE(settings);
    const Result<std::unique_ptr<Session>> session = Session::create(*settings);
    REQUIRE(session);
    const std::shared_ptr<const Snapshot> snapshot = (*session)->snapshot();
    for (const std::string_view name : snapshot->penalty_names) {
      CAPTURE(family.id, name);
      CHECK_FALSE(meaning_of(name).empty());
    }
  }
}

}  // namespace
}  // namespace hourglass
