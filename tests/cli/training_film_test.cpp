// `hourglass train --film`: frames of a run while it trains.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "cli/program_json.h"
#include "core/file.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

std::string bytes_of(const std::string& path) {
  const auto file = read_file(path);
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return number;
}

/// What the chunks of an animated PNG say.
struct Film {
  std::uint32_t width, height, frames;
  std::vector<std::string> pictures;  ///< packed
};

Film film_at(const std::string& path) {
  const std::string bytes = bytes_of(path);
  Film film{number_at(bytes, 16), number_at(bytes, 20), 0, {}};
  for (std::size_t at = 8; at < bytes.size(); at += 12 + number_at(bytes, at)) {
    const std::string type = bytes.substr(at + 4, 4), content = bytes.substr(at + 8, number_at(bytes, at));
    if (type == "acTL") film.frames = number_at(content, 0);
    if (type == "IDAT") film.pictures.push_back(content);
    if (type == "fdAT") film.pictures.push_back(content.substr(4));
  }
  return film;
}

/// Trains for `epochs` epochs of 10 steps.
ProgramRun trained(const std::vector<std::string>& more, const std::string& epochs = "3") {
  std::vector<std::string> arguments = {"train",   "--samples", "200", "--held-out-samples", "30",   "--batch",
                                        "20",      "--hidden",  "16",  "--epochs",           epochs, "--math",
                                        "portable"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments);
}

}  // namespace

TEST_CASE("a film of a training has the frames asked for, and another picture as the run learns", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "film.apng";
  json_of(trained({"--film", path, "--film-frames", "12", "--json"}));
  const Film film = film_at(path);
  CHECK(film.frames == 12);
  REQUIRE(film.pictures.size() == 12);
  CHECK(film.pictures.front() != film.pictures.back());
  // Ten digits of 28 pixels above their reconstructions, with lines between, twice as large.
  CHECK(film.width == 2 * (10 * 29 - 1));
  CHECK(film.height == 2 * (2 * 29 - 1));
}

TEST_CASE("a film of a run with fewer steps than frames shows each step", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "film.apng";
  json_of(trained({"--film", path, "--json"}, "1"));
  CHECK(film_at(path).frames == 11);
}

TEST_CASE("a film changes nothing in the run, and is the same with any number of threads", "[cli]") {
  const TemporaryFolder folder;
  const auto hash = [](const ProgramRun& run) { return json_of(run).at("weights_hash"); };
  const auto plain = hash(trained({"--threads", "1", "--patience", "2", "--json"}));
  for (const std::string threads : {"1", "2"}) {
    CHECK(hash(trained({"--threads", threads, "--patience", "2", "--film", folder / threads + ".apng", "--json"})) ==
          plain);
  }
  CHECK(bytes_of(folder / "1.apng") == bytes_of(folder / "2.apng"));
}

TEST_CASE("a film shows the map of a code of two numbers, and of no other code", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "map.apng";
  json_of(trained({"--latent", "2", "--film", path, "--film-of", "map", "--film-frames", "5", "--json"}));
  const Film film = film_at(path);
  CHECK(film.frames == 5);
  CHECK(film.width == film.height);
  const ProgramRun refused = trained({"--latent", "3", "--film", path, "--film-of", "map"});
  CHECK(refused.exit_code != 0);
  CHECK(contains(refused.err, "--film-of: expected a code of 2 numbers for a map (--latent 2), found a code of 3"));
}

TEST_CASE("a film that cannot be written, or would be none, is refused before the run", "[cli]") {
  const TemporaryFolder folder;
  CHECK(contains(trained({"--film", folder / "film.gif"}).err, "--film: expected a file's name that ends in .apng"));
  CHECK(contains(trained({"--film", folder / "film.png"}).err, "--film: expected a file's name that ends in .apng"));
  CHECK(contains(trained({"--film", folder / "none/film.apng"}).err, "none"));
  CHECK(contains(trained({"--film", folder / "film.apng", "--film-of", "losses"}).err, "reconstructions or map"));
  CHECK(contains(trained({"--film-of", "map"}).err, "--film FILE.apng with it"));
}

}  // namespace hourglass
