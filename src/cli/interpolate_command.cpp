// `hourglass interpolate`: decodes the codes on a path from one held-out sample to another.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/paths.h"
#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "cli/sample_output.h"
#include "session/open_data.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

struct InterpolateOptions {
  ModelOptions model;
  SampleOutputOptions files;
  std::string between = "0,1";
  int steps = 10;
  bool json = false;
};

/// The indices of the two ends among the held-out samples.
Result<std::vector<int>> ends_of(const InterpolateOptions& options, const Dataset& data) {
  const int most = static_cast<int>(std::min<std::uint32_t>(data.count(Split::kHeldOut), INT32_MAX)) - 1;
  Result<std::vector<int>> ends = parse_numbers("--between", options.between, 0, most);
  if (!ends || ends->size() == 2) return ends;
  return Error{"argument-bad-list", "--between", "", "two held-out samples", std::to_string(ends->size())};
}

/// The codes from that of the first sample to that of the second, both included. On an arc where codes follow a normal
/// prior, else straight.
Samples path_between(const Model& model, const Samples& ends, int steps) {
  const auto size = static_cast<std::size_t>(ends.features);
  const std::span<const float> a(ends.sample(0), size), b(ends.sample(1), size);
  const auto path = follows_prior(model.settings) ? spherical : straight;
  Samples codes{.features = ends.features, .count = static_cast<std::uint32_t>(steps)};
  for (int i = 0; i < steps; ++i) {
    const std::vector<float> code = path(a, b, static_cast<float>(i) / static_cast<float>(steps - 1));
    codes.values.insert(codes.values.end(), code.begin(), code.end());
    if (!ends.labels.empty()) codes.labels.push_back(ends.labels[2 * i < steps ? 0 : 1]);
  }
  return codes;
}

int run_interpolate(const InterpolateOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  if (Status status = check_shape(*model, **data); !status) return output.fail(status.error());
  if (Status status = options.files.check(model->description, model->input); !status)
    return output.fail(status.error());
  const auto ends = ends_of(options, **data);
  if (!ends) return output.fail(ends.error());
  auto runner = ModelRunner::create(*model, {.threads = model->settings.compute.threads});
  if (!runner) return output.fail(runner.error());

  Samples samples{.features = model->input.features(), .count = 2};
  samples.values.resize(2 * static_cast<std::size_t>(samples.features));
  for (std::size_t i = 0; i < 2; ++i) {
    const auto index = static_cast<std::uint32_t>((*ends)[i]);
    (*data)->read(Split::kHeldOut, index, samples.values.data() + i * static_cast<std::size_t>(samples.features));
    samples.labels.push_back((*data)->label(Split::kHeldOut, index));
  }
  const Samples path = decode(**runner, path_between(*model, encode(**runner, samples), options.steps));
  const bool has_condition = model->settings.condition.kind == Condition::kLabel;
  const std::span<const int> labels = has_condition ? std::span<const int>(path.labels) : std::span<const int>();
  const Status written =
      options.files.write(output, {model->description, model->input, path.values, labels}, path.count);
  if (!written) return output.fail(written.error());
  return output.succeed({{"between", *ends}, {"steps", options.steps}});
}

}  // namespace

Command add_interpolate(CLI::App& program) {
  auto options = std::make_shared<InterpolateOptions>();
  CLI::App* app = program.add_subcommand("interpolate", "decode the codes between those of two held-out samples");
  options->model.add(*app);
  app->add_option("--between", options->between, "two held-out samples, counted from 0; default 0,1")->type_name("N,N");
  app->add_option("--steps", options->steps, "samples, the two ends included (2 to 1000); default 10")
      ->type_name("NUMBER")
      ->check(CLI::Range(2, 1000).description(""));
  options->files.add(*app);
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_interpolate(*options); }};
}

}  // namespace hourglass
