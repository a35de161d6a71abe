#include "cli/anomaly_report.h"

#include <algorithm>

#include "analysis/roc.h"
#include "core/file.h"
#include "core/number_text.h"
#include "data/writers/csv_writer.h"

namespace hourglass {
namespace {

struct DetectorFigures {
  double auc, average_precision;
  ThresholdFigures at;
};

DetectorFigures figures_of(const AnomalyResult& result, const DetectorScores& detector) {
  const LabelledScores split = scores_by_label(detector.scores, result.sample_labels, result.labels);
  return {area_under_roc(split.normal, split.anomalous), average_precision(split.normal, split.anomalous),
          figures_at(threshold_of(result.rule, detector), split.normal, split.anomalous)};
}

double auc_of(const AnomalyResult& result, std::size_t detector) {
  const LabelledScores split = scores_by_label(result.detectors[detector].scores, result.sample_labels, result.labels);
  return area_under_roc(split.normal, split.anomalous);
}

std::string title_of(const AnomalyResult& result, std::size_t detector) {
  const DetectorScores& scores = result.detectors[detector];
  if (detector < result.model_scores)
    return (detector == result.chosen ? "* model: " : "  model: ") + std::string(scores.id);
  const std::string title = "  " + std::string(scores.title);
  return detector == result.model_scores ? title + " of rank " + std::to_string(result.pca_rank) : title;
}

std::string rule_text(const ThresholdRule& rule) {
  const std::string share = rounded_text(100 * rule.share, 4) + " %";
  return rule.kind == ThresholdRule::Kind::kContamination
             ? "  flagged: the " + share + " of the samples that score highest"
             : "  flagged: what scores as high as the quantile " + share + " of the samples learned from";
}

Json to_json(const DetectorScores& detector, const DetectorFigures& figures) {
  return {{"method", detector.id},
          {"auc", figures.auc},
          {"average_precision", figures.average_precision},
          {"threshold", figures.at.threshold},
          {"precision", figures.at.precision},
          {"recall", figures.at.recall},
          {"f1", figures.at.f1}};
}

Json methods_json(const AnomalyResult& result) {
  Json methods = Json::array();
  for (const DetectorScores& detector : result.detectors)
    methods.push_back(to_json(detector, figures_of(result, detector)));
  return methods;
}

double mean(const std::vector<AnomalyResult>& results, auto value) {
  double sum = 0;
  for (const AnomalyResult& r : results) sum += value(r);
  return sum / static_cast<double>(results.size());
}

/// The rank at which PCA has the highest mean area over the results.
std::size_t best_rank(const std::vector<AnomalyResult>& results) {
  std::size_t best = 1;
  const auto at = [&](std::size_t rank) {
    return mean(results, [&](const AnomalyResult& r) { return r.pca_auc_by_rank[rank]; });
  };
  for (std::size_t rank = 2; rank < results.front().pca_auc_by_rank.size(); ++rank) {
    if (at(rank) > at(best)) best = rank;
  }
  return best;
}

/// The fields that one result and several have in common: classes, mean areas, and PCA beside them.
Json classes_json(const std::vector<AnomalyResult>& results) {
  const std::size_t rank = best_rank(results);
  Json classes = Json::array();
  int better = 0;
  for (const AnomalyResult& r : results) {
    const double auc = auc_of(r, r.chosen);
    better += auc > r.pca_auc_by_rank[rank];
    Json row = {{"auc", auc}, {"pca_auc", r.pca_auc_by_rank[rank]}, {"methods", methods_json(r)}};
    if (r.labels.normal != kNoLabel) row["class"] = r.labels.normal;
    else row["anomalies"] = r.labels.anomalies;
    row["score"] = r.detectors[r.chosen].id;
    classes.push_back(std::move(row));
  }
  return {{"classes", classes},
          {"mean_auc", mean(results, [](const AnomalyResult& r) { return auc_of(r, r.chosen); })},
          {"pca_rank", rank},
          {"pca_mean_auc", mean(results, [&](const AnomalyResult& r) { return r.pca_auc_by_rank[rank]; })},
          {"better_than_pca", better}};
}

Status write_text(const std::string& path, const std::string& text) {
  return write_file_atomically(path, std::as_bytes(std::span(text)));
}

}  // namespace

int report_one(const Output& output, const AnomalyResult& result) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < result.detectors.size(); ++i) width = std::max(width, title_of(result, i).size());
  const LabelledScores split = scores_by_label(result.detectors[0].scores, result.sample_labels, result.labels);
  output.line(grouped(split.anomalous.size()) + " anomalies among " +
              grouped(split.anomalous.size() + split.normal.size()) + " held-out samples:");
  output.line(left_aligned("", width) + "     AUC  av. precision  precision  recall      F1");
  for (std::size_t i = 0; i < result.detectors.size(); ++i) {
    const DetectorFigures figures = figures_of(result, result.detectors[i]);
    output.line(left_aligned(title_of(result, i), width) + right_aligned(fixed(figures.auc, 4), 8) +
                right_aligned(fixed(figures.average_precision, 4), 15) +
                right_aligned(fixed(figures.at.precision, 3), 11) + right_aligned(fixed(figures.at.recall, 3), 8) +
                right_aligned(fixed(figures.at.f1, 3), 8));
  }
  output.line("");
  output.line("* chosen; PCA's rank is the best on these samples");
  output.line(rule_text(result.rule));
  return output.succeed(classes_json({result}));
}

int report_classes(const Output& output, const std::vector<AnomalyResult>& results) {
  const Json object = classes_json(results);
  const std::size_t rank = object["pca_rank"], forest = results.front().detectors.size() - 1;
  output.line("Area under the ROC curve, the class against all others of the held-out samples:");
  output.line("  class    model  PCA of rank " + left_aligned(std::to_string(rank), 2) +
              "  neighbours  isolation forest");
  const auto line = [&](const std::string& name, auto value, double pca) {
    output.line(right_aligned(name, 7) + right_aligned(fixed(value(std::size_t{0}), 4), 9) +
                right_aligned(fixed(pca, 4), 16) + right_aligned(fixed(value(forest - 1), 4), 12) +
                right_aligned(fixed(value(forest), 4), 18));
  };
  for (const AnomalyResult& r : results) {
    line(
        std::to_string(r.labels.normal), [&](std::size_t i) { return auc_of(r, i == 0 ? r.chosen : i); },
        r.pca_auc_by_rank[rank]);
  }
  line(
      "mean",
      [&](std::size_t i) {
        return mean(results, [&](const AnomalyResult& r) { return auc_of(r, i == 0 ? r.chosen : i); });
      },
      object["pca_mean_auc"]);
  output.line("The model is better than PCA on " + std::to_string(object["better_than_pca"].get<int>()) + " of " +
              std::to_string(results.size()) + ".");
  return output.succeed(object);
}

Status save_scores(const std::string& path, const AnomalyResult& result) {
  std::string text = "sample,label";
  for (const DetectorScores& detector : result.detectors) text += "," + std::string(detector.id);
  for (std::size_t n = 0; n < result.sample_labels.size(); ++n) {
    const int label = result.sample_labels[n];
    text += "\n" + std::to_string(n + 1) + "," +
            (label == kNoLabel ? "" : csv_field(label_text(result.description, label)));
    for (const DetectorScores& detector : result.detectors) text += "," + number_text(detector.scores[n]);
  }
  return write_text(path, text + "\n");
}

Status save_curves(const std::string& path, const AnomalyResult& result) {
  std::string text = "method,threshold,false_positive_rate,true_positive_rate,precision\n";
  for (const DetectorScores& detector : result.detectors) {
    const LabelledScores split = scores_by_label(detector.scores, result.sample_labels, result.labels);
    const std::vector<RocPoint> roc = roc_curve(split.normal, split.anomalous);
    const auto precision = precision_recall_curve(split.normal, split.anomalous);
    // Both have a point per distinct score; the first one has another before them, where nothing is flagged.
    for (std::size_t i = 0; i < precision.size(); ++i) {
      text += std::string(detector.id);
      for (double value : {precision[i].threshold, roc[i + 1].false_positive_rate, roc[i + 1].true_positive_rate,
                           precision[i].precision})
        text += "," + number_text(value);
      text += "\n";
    }
  }
  return write_text(path, text);
}

}  // namespace hourglass
