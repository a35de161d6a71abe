#include "compression/code_model.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

/// Numbers of a codebook of 8 entries on a grid of 3 x 2, each often equal to its neighbour.
QuantisedCodes drawn_entries(std::uint32_t count) {
  Random random({41, Stream::kTest, 0});
  QuantisedCodes codes{6, count, {}};
  for (std::uint32_t n = 0; n < count; ++n) {
    for (int i = 0; i < 6; ++i) {
      const std::size_t at = codes.values.size();
      const bool copies = i > 0 && random.below(10) > 0;
      codes.values.push_back(copies ? codes.values[at - (i % 2 != 0 ? 1 : 2)]
                                    : static_cast<std::int32_t>(random.below(8)));
    }
  }
  return codes;
}

CodeForm entries_form(CodeContext context) {
  return {.places = 6, .entries = 8, .grid_width = 2, .has_labels = false, .context = context};
}

QuantisedCodes normal_codes(std::uint32_t count, float step) {
  Random random({42, Stream::kTest, 0});
  QuantisedCodes codes{2, count, {}};
  for (std::uint32_t i = 0; i < 2 * count; ++i) {
    codes.values.push_back(static_cast<std::int32_t>(std::lround(random.normal() / step)));
  }
  return codes;
}

std::vector<std::int32_t> round_trip(const QuantisedCodes& codes, const CodeForm& form, const EncodedCodes& encoded,
                                     const Quantiser& quantiser = {}) {
  const auto read = decode_codes(encoded.tables, encoded.payload, codes.count, form, quantiser, "codes");
  REQUIRE(read);
  return read->values;
}

}  // namespace

TEST_CASE("codes come back in both contexts, and neighbours that agree make them smaller", "[unit][compression]") {
  const QuantisedCodes codes = drawn_entries(2000);
  std::size_t sizes[2];
  for (CodeContext context : {CodeContext::kColumn, CodeContext::kNeighbour}) {
    const CodeForm form = entries_form(context);
    const EncodedCodes encoded = encode_codes(codes, form, {}, CodePrior::kNone);
    CHECK(round_trip(codes, form, encoded) == codes.values);
    sizes[static_cast<int>(context)] = encoded.tables.size() + encoded.payload.size();
  }
  CHECK(sizes[1] < sizes[0] / 2);
}

TEST_CASE("labels are coded in a column of their own", "[unit][compression]") {
  CodeForm form = entries_form(CodeContext::kNeighbour);
  form.has_labels = true;
  const QuantisedCodes entries = drawn_entries(50);
  QuantisedCodes codes{7, 50, {}};
  for (std::uint32_t n = 0; n < 50; ++n) {
    codes.values.insert(codes.values.end(), entries.sample(n), entries.sample(n) + 6);
    codes.values.push_back(static_cast<std::int32_t>(n % 4) - 1);
  }
  CHECK(round_trip(codes, form, encode_codes(codes, form, {}, CodePrior::kNone)) == codes.values);
}

TEST_CASE("codes that follow the prior need no tables", "[unit][compression]") {
  const Quantiser quantiser{{0, 0}, {0.1f, 0.1f}};
  const CodeForm form{.places = 2};
  const QuantisedCodes codes = normal_codes(300, 0.1f);
  const EncodedCodes with_prior = encode_codes(codes, form, quantiser, CodePrior::kNormal);
  CHECK(with_prior.tables.size() == 1);
  CHECK(round_trip(codes, form, with_prior, quantiser) == codes.values);
  const EncodedCodes without = encode_codes(codes, form, quantiser, CodePrior::kNone);
  CHECK(without.tables.size() > 20);
  CHECK(round_trip(codes, form, without, quantiser) == codes.values);
}

TEST_CASE("the prior gives way to a histogram where codes do not follow it", "[unit][compression]") {
  const Quantiser quantiser{{0, 0}, {0.1f, 0.1f}};
  const CodeForm form{.places = 2};
  const QuantisedCodes codes = normal_codes(300, 10);
  const EncodedCodes encoded = encode_codes(codes, form, quantiser, CodePrior::kNormal);
  CHECK(encoded.tables.size() > 1);
  CHECK(round_trip(codes, form, encoded, quantiser) == codes.values);
}

TEST_CASE("no codes, and codes of one number, come back", "[unit][compression]") {
  const CodeForm form{.places = 2};
  for (const QuantisedCodes& codes : {QuantisedCodes{2, 0, {}}, QuantisedCodes{2, 3, {9, -4, 9, -4, 9, -4}}}) {
    const EncodedCodes encoded = encode_codes(codes, form, {}, CodePrior::kNone);
    CHECK(encoded.payload.size() == 8);
    CHECK(round_trip(codes, form, encoded) == codes.values);
  }
}

TEST_CASE("random tables and payloads are refused or read, and never break the reader", "[unit][compression][fuzz]") {
  constexpr std::uint64_t kSeed = 43;
  const QuantisedCodes codes = drawn_entries(30);
  int refused = 0;
  for (std::uint64_t round = 0; round < 6000; ++round) {
    INFO("seed " << kSeed << ", round " << round);
    Random random({kSeed, Stream::kTest, round});
    const CodeForm form = entries_form(round % 2 == 0 ? CodeContext::kColumn : CodeContext::kNeighbour);
    EncodedCodes encoded = encode_codes(codes, form, {}, CodePrior::kNone);
    std::vector<std::byte>& changed = round % 3 == 0 ? encoded.payload : encoded.tables;
    const std::uint32_t changes = 1 + random.below(4);
    for (std::uint32_t i = 0; i < changes; ++i) {
      changed[random.below(static_cast<std::uint32_t>(changed.size()))] = static_cast<std::byte>(random.below(256));
    }
    if (round % 5 == 0) changed.resize(random.below(static_cast<std::uint32_t>(changed.size())));
    changed.shrink_to_fit();
    const auto read = decode_codes(encoded.tables, encoded.payload, codes.count, form, {}, "codes");
    if (read) {
      for (std::int32_t value : read->values) CHECK((value >= 0 && value < 8));
    } else {
      CHECK(read.error().code == ErrorCode("file-corrupt"));
      ++refused;
    }
  }
  CHECK(refused > 5000);
}

}  // namespace hourglass
