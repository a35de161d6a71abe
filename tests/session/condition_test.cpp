// Conditional models, whose encoder and decoder receive the labels; and the codes of codebooks.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/prior_draws.h"
#include "data/open.h"
#include "io/model_file.h"
#include "session/inference.h"
#include "session/trainer.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// Images of one bright band; the label determines its position, and with it the whole image.
class Bands : public Dataset {
 public:
  explicit Bands(int classes) {
    for (int label = 0; label < classes; ++label) labels_.push_back(label);
  }
  explicit Bands(std::vector<int> labels) : labels_(std::move(labels)) {}
  const std::string& name() const override { return name_; }
  Shape shape() const override { return {8, 8, 1}; }
  std::uint32_t count(Split split) const override { return split == Split::kTraining ? 400 : 40; }
  const std::vector<int>& labels() const override { return labels_; }
  int label(Split, std::uint32_t index) const override {
    return labels_.empty() ? kNoLabel : labels_[index % labels_.size()];
  }
  void read(Split, std::uint32_t index, float* pixels) const override {
    for (std::uint32_t i = 0; i < 64; ++i) pixels[i] = i / 16 == index % 4 ? 1.0f : 0.0f;
  }

 private:
  std::string name_ = "bands";
  std::vector<int> labels_;
};

Settings conditional(const SettingList& extra = {}) {
  SettingList list = {{"family", "conditional-vae"}, {"hidden", "24"}, {"latent", "2"}, {"learning_rate", "0.01"}};
  list.insert(list.end(), extra.begin(), extra.end());
  return small_settings(list);
}

/// Mean brightness of a band of an image.
double brightness(const std::vector<float>& image, int band) {
  double sum = 0;
  for (int i = 0; i < 16; ++i) sum += static_cast<double>(image[static_cast<std::size_t>(band * 16 + i)]);
  return sum / 16;
}

}  // namespace

TEST_CASE("the decoder draws the class of its label", "[session][condition]") {
  auto session = make_session(conditional({{"beta", "10"}}), std::make_shared<Bands>(4));
  session->step(400);
  const Model model = session->settle()->model;
  CHECK(model.settings.condition.classes == 4);
  Inference inference;
  const std::vector<float> code = {0, 0};
  for (int label = 0; label < 4; ++label) {
    const int labels[] = {label};
    const Result<std::vector<float>> image = inference.decode(model, code, labels);
    REQUIRE(image);
    for (int band = 0; band < 4; ++band) {
      CAPTURE(label, band);
      CHECK((brightness(*image, band) > 0.5) == (band == label));
    }
  }
}

TEST_CASE("a conditional model knows the labels that occur, and no others", "[session][condition]") {
  auto session = make_session(conditional(), std::make_shared<Bands>(std::vector<int>{1, 4, 5}));
  const Model trained = session->settle()->model;
  CHECK(trained.settings.condition.classes == 6);
  const Result<Model> model = parse_model_file(to_model_file(trained), "model");
  REQUIRE(model);
  CHECK(known_labels(model->settings.condition) == std::vector<int>{1, 4, 5});
  CHECK(draw_from_prior(*model, {.count = 4})->labels == std::vector<int>{1, 4, 5, 1});
  const auto refused = draw_from_prior(*model, {.label = 2});
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("data-no-such-class"));
  CHECK(refused.error().expected == "1, 4 to 5");
  // Without holes the number of classes says it all.
  CHECK(make_session(conditional(), std::make_shared<Bands>(4))->settings().condition.labels.empty());
}

TEST_CASE("a model works without labels, and is taught to by keeping some back", "[session][condition]") {
  for (const char* dropout : {"0", "0.5"}) {
    CAPTURE(dropout);
    auto session = make_session(conditional({{"label_dropout", dropout}, {"beta", "0.1"}}), std::make_shared<Bands>(4));
    session->step(400);
    const Model model = session->settle()->model;
    std::vector<float> pixels(64);
    Bands(4).read(Split::kHeldOut, 1, pixels.data());
    Inference inference;
    const Result<std::vector<float>> image = inference.reconstruct(model, pixels);
    REQUIRE(image);
    if (dropout[1] != 0) CHECK(brightness(*image, 1) > 0.8);
  }
}

TEST_CASE("a wrong number of labels is refused, and so are data without labels", "[session][condition]") {
  auto session = make_session(conditional(), std::make_shared<Bands>(4));
  const Model model = session->settle()->model;
  Inference inference;
  const std::vector<float> code = {0, 0, 0, 0};
  const int labels[] = {1};
  const Result<std::vector<float>> image = inference.decode(model, code, labels);
  REQUIRE(!image);
  CHECK(image.error().code == ErrorCode("array-wrong-length"));
  const auto refused = Session::create(conditional(), std::make_shared<Bands>(0));
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("data-no-labels"));
}

TEST_CASE("the chosen codebook entries can be read, and the code has the grid's size", "[session]") {
  auto session = make_session(small_settings(
      {{"family", "vq-vae"}, {"conv", "4,6"}, {"hidden", ""}, {"code_channels", "5"}, {"codebook", "9"}}));
  session->step(20);
  const Model model = session->settle()->model;
  CHECK(code_size(model) == 7 * 7 * 5);
  Inference inference;
  const std::vector<float> pixels(2 * 784, 0.5f);
  const Result<std::vector<int>> entries = inference.codebook_entries(model, pixels);
  REQUIRE(entries);
  REQUIRE(entries->size() == 2 * 49);
  for (int entry : *entries) CHECK((entry >= 0 && entry < 9));
  const Result<std::vector<float>> codes = inference.encode(model, pixels);
  REQUIRE(codes);
  CHECK(codes->size() == 2 * 245);
  CHECK(inference.decode(model, *codes));
  const Result<std::vector<int>> none =
      inference.codebook_entries(make_session(small_settings())->settle()->model, pixels);
  REQUIRE(none);
  CHECK(none->empty());
}

TEST_CASE("a code that cannot be divided into vectors is refused", "[session]") {
  const auto refused = Session::create(small_settings({{"family", "vq-vae"}, {"latent", "7"}}));
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("setting-does-not-fit"));
}

}  // namespace hourglass
