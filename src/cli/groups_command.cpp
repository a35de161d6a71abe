// `hourglass groups`: finds groups among the codes of samples, beside those among principal components and values.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/grouping.h"
#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/compared_features.h"
#include "cli/data_options.h"
#include "cli/model_options.h"
#include "cli/new_data.h"
#include "cli/output.h"
#include "core/excerpt.h"
#include "core/file.h"
#include "core/find_by.h"
#include "data/writers/csv_writer.h"

namespace hourglass {
namespace {

/// Groups found by silhouette, at most, where no option says otherwise.
constexpr int kMostGroups = 20;
constexpr std::size_t kTitleWidth = 20, kColumnWidth = 18;

struct GroupsOptions {
  ModelOptions model;
  std::string method = "k-means", save_groups;
  int count = 0, most = kMostGroups, restarts = 10, draw = 1;
  bool json = false;
};

/// The groups among one of the compared inputs; without any where the method does not take its features.
struct Found {
  FeatureName name;
  int features = 0;
  std::vector<int> groups;
  GroupFigures figures;
};

struct Groups {
  Samples values;  ///< of which only labels are kept
  int count = 0;
  std::vector<CountSilhouette> tried;  ///< where the silhouette chose the count
  std::vector<Found> inputs;           ///< codes first
};

GroupingOptions grouping_options(const GroupsOptions& options) {
  return {.method = find_by(group_methods(), &GroupMethodRow::id, std::string_view(options.method))->kind,
          .restarts = options.restarts,
          .seed = static_cast<std::uint64_t>(options.draw)};
}

Result<Groups> find_groups(const GroupsOptions& options, const Model& model, Samples samples, const Compute& compute) {
  const GroupingOptions grouping = grouping_options(options);
  Groups result;
  const std::uint32_t count = samples.count;
  if (count < 3 || static_cast<std::uint32_t>(options.count) > count)
    return Error{"argument-out-of-range", "--count", "", "at least three samples, and no more groups than samples",
                 std::to_string(count) + " samples"};
  std::vector<Samples> sets;
  sets.push_back(std::move(samples));
  auto compared = compared_features(model, std::move(sets), compute);
  if (!compared) return compared.error();
  const Samples& codes = (*compared)[0].sets[0];
  if (!can_group(grouping.method, codes.features))
    return Error{"argument-not-a-choice", "--method", "",
                 "k-means for codes of " + std::to_string(codes.features) + " values", options.method};
  result.count = options.count;
  if (options.count == 0) {
    result.tried = silhouettes_by_count(codes, options.most, grouping, compute);
    result.count = best_count(result.tried);
  }
  for (const ComparedFeatures& features : *compared) {
    const Samples& input = features.sets[0];
    result.inputs.push_back({features.name, input.features, {}, {}});
    if (!can_group(grouping.method, input.features)) continue;
    Found& found = result.inputs.back();
    found.groups = group_samples(input, result.count, grouping, compute);
    found.figures = group_figures(input, found.groups, grouping.seed, compute);
  }
  result.values = {codes.features, count, {}, codes.labels};
  return result;
}

/// A line of one figure of all inputs; blank where an input has none.
void print_figure(const Output& output, const Groups& groups, const std::string& title,
                  const std::function<std::optional<double>(const GroupFigures&)>& figure) {
  std::string line = "  " + left_aligned(title, kTitleWidth);
  for (const Found& found : groups.inputs) {
    const auto value = found.groups.empty() ? std::nullopt : figure(found.figures);
    line += right_aligned(value ? fixed(*value, 4) : "-", kColumnWidth);
  }
  output.line(line);
}

void print(const Output& output, const GroupsOptions& options, const Groups& groups, const Model& model) {
  output.line(std::to_string(groups.count) + " groups of " + grouped(groups.values.count) + " " +
              std::string(data_kind_row(model.description.kind).samples) + " by " + options.method +
              (groups.tried.empty() ? "" : ", so many by the silhouette of codes") + ":");
  std::string header = left_aligned("", kTitleWidth + 2), sizes = "Sizes:";
  for (const Found& found : groups.inputs) header += right_aligned(found.name.title, kColumnWidth);
  output.line(header);
  print_figure(output, groups, "silhouette", [](const GroupFigures& f) { return std::optional(f.silhouette); });
  if (groups.inputs[0].figures.agreement) {
    struct Row {
      const char* title;
      double ClusterAgreement::*figure;
    };
    for (const Row& row : {Row{"purity", &ClusterAgreement::purity},
                           Row{"mutual information", &ClusterAgreement::normalised_mutual_information},
                           Row{"adjusted Rand index", &ClusterAgreement::adjusted_rand_index}})
      print_figure(output, groups, row.title, [row](const GroupFigures& f) -> std::optional<double> {
        return f.agreement ? std::optional((*f.agreement).*row.figure) : std::nullopt;
      });
  }
  for (const std::uint32_t size : groups.inputs[0].figures.sizes) sizes += " " + grouped(size);
  output.line(sizes);
}

Json to_json(const Found& found) {
  Json object = {{"id", found.name.id}, {"features", found.features}};
  if (found.groups.empty()) return object;
  object["sizes"] = found.figures.sizes;
  object["silhouette"] = found.figures.silhouette;
  if (const auto& agreement = found.figures.agreement) {
    object["purity"] = agreement->purity;
    object["normalised_mutual_information"] = agreement->normalised_mutual_information;
    object["adjusted_rand_index"] = agreement->adjusted_rand_index;
  }
  return object;
}

Json to_json(const GroupsOptions& options, const Groups& groups) {
  Json inputs = Json::array(), tried = Json::array();
  for (const Found& found : groups.inputs) inputs.push_back(to_json(found));
  for (const CountSilhouette& one : groups.tried)
    tried.push_back({{"count", one.count}, {"silhouette", one.silhouette}});
  Json object = {{"samples", groups.values.count}, {"method", options.method}, {"count", groups.count}};
  if (!groups.tried.empty()) object["silhouettes"] = tried;
  object["inputs"] = inputs;
  return object;
}

Status save_csv(const std::string& path, const Model& model, const Groups& groups) {
  std::string text = "sample,label,group\n";
  for (std::size_t n = 0; n < groups.inputs[0].groups.size(); ++n) {
    const int label = groups.values.labels[n];
    text += std::to_string(n + 1) + "," + (label == kNoLabel ? "" : csv_field(label_text(model.description, label))) +
            "," + std::to_string(groups.inputs[0].groups[n] + 1) + "\n";
  }
  return write_file_atomically(path, std::as_bytes(std::span(text)));
}

int run_groups(const GroupsOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!options.save_groups.empty()) {
    if (Status status = check_writable(options.save_groups); !status) return output.fail(status.error());
  }
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  auto samples = read_new_samples(*model, model->settings);
  if (!samples) return output.fail(samples.error());
  const auto compute = compute_of(model->settings);
  if (!compute) return output.fail(compute.error());
  const auto groups = find_groups(options, *model, std::move(*samples), **compute);
  if (!groups) return output.fail(groups.error());
  if (!options.save_groups.empty()) {
    if (Status status = save_csv(options.save_groups, *model, *groups); !status) return output.fail(status.error());
  }
  print(output, options, *groups, *model);
  return output.succeed(to_json(options, *groups));
}

std::string method_help() {
  std::string text = "how groups are found (default: k-means)";
  for (const GroupMethodRow& row : group_methods()) text += "\n" + std::string(row.id) + ": " + std::string(row.blurb);
  return text;
}

}  // namespace

Command add_groups(CLI::App& program) {
  auto options = std::make_shared<GroupsOptions>();
  CLI::App* app = program.add_subcommand("groups", "find groups of samples by their codes, without labels");
  options->model.add(*app);
  const auto number = [&](const char* name, int& value, const char* help, int least, int most) {
    app->add_option(name, value, help)->type_name("NUMBER")->check(CLI::Range(least, most).description(""));
  };
  number("--count", options->count, "groups; without it as many, up to --most, as have the largest silhouette", 2,
         1000);
  number("--most", options->most, "groups to try without --count; default 20", 2, 100);
  std::vector<std::string> methods;
  for (const GroupMethodRow& row : group_methods()) methods.emplace_back(row.id);
  app->add_option("--method", options->method, method_help())->type_name("NAME")->check(CLI::IsMember(methods));
  number("--restarts", options->restarts, "fits from other first centres, of which the best is kept; default 10", 1,
         1000);
  number("--draw", options->draw, "seed of the first centres; default 1", 0, 2147483647);
  app->add_option("--save-groups", options->save_groups, "write every sample's group as CSV")->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_groups(*options); }};
}

}  // namespace hourglass
