#include "export/export_plan.h"

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/families.h"
#include "export/exported_model.h"

namespace hourglass {
namespace {

TEST_CASE("the operations of every family continue each other's shapes", "[unit][export]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    const auto plan = make_export_plan(initial_model(family.id));
    REQUIRE(plan);
    for (const auto* operations : {&plan->encoder, &plan->decoder}) {
      REQUIRE_FALSE(operations->empty());
      int features = operations == &plan->encoder ? plan->input().features() : plan->code;
      for (const Operation& operation : *operations) {
        CAPTURE(operation.name);
        CHECK(operation.input.features() == features);
        features = operation.output.features();
      }
    }
    CHECK(plan->decoder.back().output.features() == plan->input().features());
  }
}

TEST_CASE("a plan has the tensors that its operations read, and no others", "[unit][export]") {
  const auto adversarial = make_export_plan(initial_model("adversarial"));
  for (const Tensor& tensor : adversarial->tensors) CHECK_FALSE(tensor.name.starts_with("discriminator"));
  const auto quantised = make_export_plan(initial_model("vq-vae"));
  CHECK(quantised->tensor(kCodebook).shape == std::vector<std::uint64_t>{4, 3});
  for (const Tensor& tensor : quantised->tensors) CHECK(tensor.name != "bottleneck.numbers");
}

TEST_CASE("a tied layer reads the weight of the layer that it mirrors", "[unit][export]") {
  const auto plan = make_export_plan(initial_model("vanilla", {{"tied", "on"}}));
  const Operation& last = plan->decoder.back();
  CHECK(last.weight == "encoder.0.weight");
  CHECK(last.transposed);
  CHECK(plan->tensor(last.weight).shape == std::vector<std::uint64_t>{7, 192});
  CHECK_FALSE(plan->encoder.front().transposed);
}

TEST_CASE("a transformer block adds what stood before it, and between its parts", "[unit][export]") {
  const auto plan = make_export_plan(initial_model("masked", {{"transformer", "1"}}));
  std::vector<int> residuals;
  for (const Operation& operation : plan->encoder) {
    if (operation.kind == OperationKind::kAddResidual) residuals.push_back(operation.residual);
  }
  REQUIRE(residuals.size() == 2);
  CHECK(plan->encoder[static_cast<std::size_t>(residuals[0])].kind == OperationKind::kAddPosition);
  CHECK(plan->encoder[static_cast<std::size_t>(residuals[1])].kind == OperationKind::kAddResidual);
}

TEST_CASE("dropout is no operation", "[unit][export]") {
  const auto with = make_export_plan(initial_model("vanilla", {{"dropout", "0.5"}}));
  const auto without = make_export_plan(initial_model("vanilla"));
  CHECK(with->encoder.size() == without->encoder.size());
}

TEST_CASE("features are runs of numbers and groups of categories", "[unit][export]") {
  ExportPlan plan;
  plan.model.input = flat(9);
  plan.architecture.groups = {{2, 3}, {5, 2}};
  const std::vector<FeatureRun> runs = feature_runs(plan);
  REQUIRE(runs.size() == 4);
  const int begins[] = {0, 2, 5, 7}, counts[] = {2, 3, 2, 2};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    CHECK(runs[i].begin == begins[i]);
    CHECK(runs[i].count == counts[i]);
    CHECK(runs[i].categories == (i == 1 || i == 2));
  }
}

TEST_CASE("axes are those that users of each kind of data expect", "[unit][export]") {
  ExportPlan plan;
  plan.model.input = {28, 20, 3};
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kFirst)) == "N x 3 x 28 x 20");
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kLast)) == "N x 28 x 20 x 3");
  plan.model.input = {1, 128, 2};
  plan.model.description.kind = DataKind::kSignal;
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kFirst)) == "N x 2 x 128");
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kLast)) == "N x 128 x 2");
  plan.model.description.kind = DataKind::kText;
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kFirst)) == "N x 128 x 2");
  plan.model.description.kind = DataKind::kTable;
  plan.model.input = flat(11);
  CHECK(axes_text(sample_axes(plan, ChannelOrder::kFirst)) == "N x 11");
}

}  // namespace
}  // namespace hourglass
