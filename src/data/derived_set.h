// The common base of data sets that transform another one: forwards every function to the source unless overridden.
#pragma once

#include <memory>
#include <utility>

#include "data/dataset.h"

namespace hourglass {

class DerivedSet : public Dataset {
 public:
  explicit DerivedSet(std::shared_ptr<const Dataset> source) : source_(std::move(source)) {}

  const std::string& name() const override { return source_->name(); }
  Shape shape() const override { return source_->shape(); }
  const DataDescription& description() const override { return source_->description(); }
  std::uint32_t count(Split split) const override { return source_->count(split); }
  const std::vector<int>& labels() const override { return source_->labels(); }
  void read(Split split, std::uint32_t index, float* pixels) const override { source_->read(split, index, pixels); }
  void read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const override {
    (void)pass;
    read(Split::kTraining, index, pixels);
  }
  int label(Split split, std::uint32_t index) const override { return source_->label(split, index); }
  std::shared_ptr<const Dataset> source() const override { return source_; }

 protected:
  const Dataset& base() const { return *source_; }

 private:
  std::shared_ptr<const Dataset> source_;
};

}  // namespace hourglass
