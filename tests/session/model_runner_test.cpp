#include "session/model_runner.h"

#include <catch2/catch_test_macros.hpp>

#include "session/inference.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

using Task = ModelRunner::Task;

Model trained(const SettingList& settings) {
  auto session = make_session(small_settings(settings));
  session->step(3);
  return session->settle()->model;
}

std::vector<float> pixels(int samples) {
  Random random({.seed = 2, .stream = Stream::kTest});
  std::vector<float> values(static_cast<std::size_t>(784 * samples));
  for (float& value : values) value = random.uniform();
  return values;
}

std::unique_ptr<ModelRunner> runner_of(const Model& model, const RunnerOptions& options = {}) {
  auto runner = ModelRunner::create(model, options);
  REQUIRE(runner);
  return std::move(*runner);
}

TEST_CASE("samples in several batches give the same results as Inference", "[session]") {
  const Model model = trained({});
  const auto runner = runner_of(model, {.batch = 32});
  const std::vector<float> images = pixels(70);
  const std::vector<float> codes = runner->run(Task::kEncode, images);
  CHECK(codes.size() == 70 * 6);
  CHECK(codes == *Inference().encode(model, images));
  CHECK(runner->run(Task::kDecode, codes) == runner->run(Task::kReconstruct, images));
  CHECK(runner->run(Task::kEntries, images).empty());
}

TEST_CASE("labels reach the encoder of a conditional model only if the policy says so", "[session]") {
  const Model model = trained({{"family", "conditional-vae"}});
  const std::vector<float> images = pixels(4);
  const std::vector<int> labels = {0, 3, 5, 9};
  const auto all = runner_of(model), decoding = runner_of(model, {.labels = LabelPolicy::kDecodingOnly});
  const std::vector<float> unlabelled = all->run(Task::kEncode, images);
  CHECK(all->run(Task::kEncode, images, labels) != unlabelled);
  CHECK(decoding->run(Task::kEncode, images, labels) == unlabelled);
  CHECK(decoding->run(Task::kReconstruct, images, labels) == all->run(Task::kReconstruct, images));
  CHECK(decoding->run(Task::kDecode, unlabelled, labels) == all->run(Task::kDecode, unlabelled, labels));
  CHECK(decoding->run(Task::kDecode, unlabelled, labels) != decoding->run(Task::kDecode, unlabelled));
}

TEST_CASE("a runner switches between models of one network, but not to another network", "[session]") {
  const Model first = trained({}), second = trained({{"seed", "9"}}), wider = trained({{"latent", "7"}});
  const auto runner = runner_of(first);
  const std::vector<float> images = pixels(2);
  const std::vector<float> codes = runner->run(Task::kEncode, images);
  REQUIRE(runner->switch_to(second));
  CHECK(runner->run(Task::kEncode, images) != codes);
  CHECK_FALSE(runner->switch_to(wider));
  REQUIRE(runner->switch_to(first));
  CHECK(runner->run(Task::kEncode, images) == codes);
}

}  // namespace
}  // namespace hourglass
