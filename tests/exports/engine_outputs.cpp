// Writes what the engine computes for a model's held-out samples, for tests/exports to compare exported models with.
//
//   hourglass_engine_outputs MODEL FOLDER COUNT
//
// FOLDER receives model.json and, sample after sample in the engine's order of values, files of 4-byte numbers: sample,
// reconstruction (numbers of the data, before scaling), code, logits (the decoder's values), and of models with a
// posterior mean and log_variance; label has whole numbers. Where the model knows missing values, some are missing.
#include <algorithm>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "analysis/samples.h"
#include "core/file.h"
#include "core/whole_number.h"
#include "io/model_file.h"
#include "session/model_runner.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

using Json = nlohmann::ordered_json;

/// One sample in so many lacks a value.
constexpr std::uint32_t kMissingEvery = 3;

struct Outputs {
  std::vector<float> sample, code, mean, log_variance, logits, reconstruction;
};

void append(std::vector<float>& to, const Real* from, int count) { to.insert(to.end(), from, from + count); }

/// Makes a part of some samples missing: a feature, or all features of its group.
void lose_values(const Model& model, Samples& samples) {
  if (!model.description.has_missing) return;
  const std::vector<CategoryGroup> groups = category_groups(model.description, model.input);
  for (std::uint32_t n = 0; n < samples.count; n += kMissingEvery) {
    float* values = samples.values.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(samples.features);
    CategoryGroup lost{static_cast<int>(n) % samples.features, 1};
    for (const CategoryGroup& group : groups) {
      if (lost.begin >= group.begin && lost.begin < group.begin + group.count) lost = group;
    }
    std::fill_n(values + lost.begin, lost.count, std::numeric_limits<float>::quiet_NaN());
  }
}

std::vector<float> numbers_of(const Model& model, const std::vector<float>& features) {
  std::vector<float> numbers;
  const auto size = static_cast<std::size_t>(model.input.features());
  for (std::size_t i = 0; i < features.size(); ++i) {
    numbers.push_back(model.description.scaling.number(features[i], i % size));
  }
  return numbers;
}

Outputs run(ModelRunner& runner, const Model& model, const Samples& samples) {
  const Autoencoder& network = runner.network();
  const int features = samples.features, latent = network.architecture().latent;
  const bool posterior = network.architecture().bottleneck == BottleneckKind::kGaussian;
  Outputs outputs;
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    // The labels of all samples, so that a pass of one reads its own.
    const int* label = samples.labels.empty() ? nullptr : samples.labels.data() + n;
    const Pass pass = runner.pass(Mode::kInference, 1, label);
    const Real* code = network.encode(pass, samples.sample(n));
    append(outputs.code, code, latent);
    if (posterior) {
      append(outputs.mean, network.encoder().last_output(pass), latent);
      append(outputs.log_variance, network.encoder().last_output(pass) + latent, latent);
    }
    append(outputs.reconstruction, network.decode(pass, code), features);
    append(outputs.logits, network.decoder().last_output(pass), features);
  }
  outputs.sample = numbers_of(model, samples.values);
  outputs.reconstruction = numbers_of(model, outputs.reconstruction);
  return outputs;
}

template <class Number>
Status write(const std::string& folder, const std::string& name, const std::vector<Number>& values) {
  return write_file_atomically(folder + "/" + name, std::as_bytes(std::span(values)));
}

Json about(const Model& model, const Architecture& a) {
  return {{"kind", data_kind_row(model.description.kind).name},
          {"sample", data_kind_row(model.description.kind).sample},
          {"shape", {model.input.height, model.input.width, model.input.channels}},
          {"code", a.latent},
          {"classes", a.classes},
          {"posterior", a.bottleneck == BottleneckKind::kGaussian},
          {"logits", loss_row(a.loss).on_logits || !a.groups.empty()},
          {"factor", model.description.scaling.factor}};
}

Status write_all(const std::string& folder, const Outputs& o, const Samples& samples, const Json& about) {
  const std::string text = about.dump();
  const std::pair<const char*, const std::vector<float>*> files[] = {{"sample", &o.sample},
                                                                     {"code", &o.code},
                                                                     {"mean", &o.mean},
                                                                     {"logits", &o.logits},
                                                                     {"reconstruction", &o.reconstruction},
                                                                     {"log_variance", &o.log_variance}};
  for (const auto& [name, values] : files) {
    if (Status status = write(folder, name, *values); !status) return status;
  }
  if (Status status = write(folder, "label", samples.labels); !status) return status;
  return write_file_atomically(folder + "/model.json", std::as_bytes(std::span(text)));
}

Status run(const std::string& path, const std::string& folder, std::uint32_t count) {
  const auto model = load_model(path);
  if (!model) return model.error();
  const auto data = open_data(model->settings);
  if (!data) return data.error();
  Samples samples = read_samples(**data, Split::kHeldOut, count);
  lose_values(*model, samples);
  auto runner = ModelRunner::create(*model, {.batch = 1});
  if (!runner) return runner.error();
  return write_all(folder, run(**runner, *model, samples), samples, about(*model, (*runner)->network().architecture()));
}

}  // namespace
}  // namespace hourglass

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const auto samples = hourglass::parse_whole(arguments[3], 1, 1000000);
  if (!samples) return 2;
  const hourglass::Status status = hourglass::run(arguments[1], arguments[2], static_cast<std::uint32_t>(*samples));
  if (!status) std::fprintf(stderr, "%s\n", status.error().sentence().c_str());
  return status ? 0 : 1;
}
