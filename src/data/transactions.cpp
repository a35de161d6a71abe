#include "data/transactions.h"

#include "core/math.h"

namespace hourglass {
namespace {

constexpr float kFraudShare = 0.01f;

/// What is usual at a kind of merchant.
struct Merchant {
  float weight;             ///< share of all payments
  float amount, spread;     ///< of log10 EUR: mean and standard deviation
  float hour, hour_spread;  ///< of the time of day, in hours
  float online;             ///< share of online sales
};
constexpr Merchant kMerchants[] = {
    {0.34f, 1.4f, 0.28f, 16.5f, 3.5f, 0.05f},  // groceries
    {0.21f, 1.4f, 0.25f, 19.5f, 2.8f, 0.10f},  // restaurant
    {0.12f, 1.7f, 0.15f, 13.0f, 4.5f, 0.00f},  // fuel
    {0.14f, 1.75f, 0.3f, 15.0f, 3.0f, 0.45f},  // clothes
    {0.10f, 2.1f, 0.45f, 16.0f, 4.0f, 0.55f},  // electronics
    {0.09f, 2.35f, 0.4f, 15.0f, 5.5f, 0.60f},  // travel
};

enum class Channel { kChip, kContactless, kOnline };

// Features of the numeric columns, then the groups of categories.
enum Feature { kAmount, kHour, kDays, kDistance, kNumbers };

struct ColumnRow {
  std::string_view name, unit, categories;
  float offset, factor;  ///< of a numeric column
};
constexpr ColumnRow kColumns[] = {
    {"amount", "log10 EUR", "", 0, 4},  // from 1 to 10,000 EUR
    {"hour", "h", "", 0, 24},
    {"since last", "days", "", 0, 20},
    {"distance", "log10 km", "", -1, 5},  // from 100 m to 10,000 km
    {"merchant", "", "groceries,restaurant,fuel,clothes,electronics,travel", 0, 1},
    {"country", "", "home,France,Italy,Spain,UK,USA", 0, 1},
    {"channel", "", "chip,contactless,online", 0, 1},
    {"new device", "", "no,yes", 0, 1},
};
constexpr int kFeatures = 21;

DataDescription description_of_table() {
  DataDescription table{.kind = DataKind::kTable, .label_names = listed_names("normal,fraud")};
  for (const ColumnRow& row : kColumns) {
    table.columns.push_back({std::string(row.name), std::string(row.unit), listed_names(row.categories)});
    const std::size_t features = table.scaling.offset.size() + static_cast<std::size_t>(table.columns.back().width());
    table.scaling.offset.resize(features, row.offset);
    table.scaling.factor.resize(features, row.factor);
  }
  return table;
}

struct Payment {
  float numbers[kNumbers];
  std::uint32_t merchant, country;
  Channel channel;
  bool new_device;
};

float draw_normal(float mean, float deviation, Random& random) { return mean + deviation * random.normal(); }

bool draw_chance(float share, Random& random) { return random.uniform() < share; }

std::uint32_t draw_merchant(Random& random) {
  float rest = random.uniform();
  std::uint32_t merchant = 0;
  for (; merchant + 1 < std::size(kMerchants) && rest >= kMerchants[merchant].weight; ++merchant)
    rest -= kMerchants[merchant].weight;
  return merchant;
}

std::uint32_t draw_country_abroad(Random& random) { return 1 + random.below(5); }

/// Days to the next payment, exponentially distributed.
float draw_days(float mean, Random& random) { return -mean * math::log<float>(1 - random.uniform()); }

Payment draw_payment(Random& random) {
  Payment payment{};
  payment.merchant = draw_merchant(random);
  const Merchant& usual = kMerchants[payment.merchant];
  const bool travels = draw_chance(0.08f, random), online = draw_chance(usual.online, random);
  // Who sits at home may still buy abroad.
  payment.country = travels || (online && draw_chance(0.2f, random)) ? draw_country_abroad(random) : 0;
  payment.numbers[kAmount] = draw_normal(usual.amount, usual.spread, random);
  payment.numbers[kHour] = online ? draw_normal(20, 3.2f, random) : draw_normal(usual.hour, usual.hour_spread, random);
  payment.numbers[kDays] = draw_days(travels ? 0.5f : 1.6f, random);
  payment.numbers[kDistance] = draw_normal(travels ? 3.0f : online ? -0.3f : 0.6f, 0.4f, random);
  const bool contactless = draw_chance(payment.numbers[kAmount] < 1.7f ? 0.9f : 0.05f, random);
  payment.channel = online ? Channel::kOnline : contactless ? Channel::kContactless : Channel::kChip;
  payment.new_device = draw_chance(online ? 0.12f : 0.04f, random);
  return payment;
}

void make_fraud(Payment& payment, Random& random) {
  const auto has_property = [&] { return draw_chance(0.65f, random); };
  if (has_property()) payment.numbers[kAmount] += random.uniform(0.5f, 1.2f);
  if (has_property()) payment.numbers[kHour] = draw_normal(3, 1.5f, random);
  if (has_property()) payment.new_device = true;
  if (has_property()) {
    payment.country = draw_country_abroad(random);
    payment.numbers[kDistance] = draw_normal(3.3f, 0.3f, random);
  }
  if (has_property()) payment.channel = Channel::kOnline;
  if (has_property()) payment.numbers[kDays] = draw_days(0.05f, random);
}

/// The time of day of an hour before midnight or after the next.
float wrapped(float hour) { return hour < 0 ? hour + 24 : hour >= 24 ? hour - 24 : hour; }

}  // namespace

Transactions::Transactions(const GeneratedOptions& options)
    : CachedSet(options,
                {"transactions", flat(kFeatures), Stream::kTransactions, labels_up_to(2), description_of_table()}) {}

int Transactions::label(Split split, std::uint32_t index) const {
  Random random(sample_key(split, index));
  return draw_chance(kFraudShare, random) ? 1 : 0;
}

void Transactions::draw(Split split, std::uint32_t index, float* values) const {
  Random random(sample_key(split, index));
  const bool fraud = draw_chance(kFraudShare, random);
  Payment payment = draw_payment(random);
  if (fraud) make_fraud(payment, random);
  payment.numbers[kHour] = wrapped(payment.numbers[kHour]);
  std::fill_n(values, shape().features(), 0.0f);
  for (std::size_t i = 0; i < kNumbers; ++i)
    values[i] = std::clamp(description().scaling.feature(payment.numbers[i], i), 0.0f, 1.0f);
  const std::uint32_t choices[] = {payment.merchant, payment.country, static_cast<std::uint32_t>(payment.channel),
                                   payment.new_device ? 1u : 0u};
  float* group = values + kNumbers;
  for (std::size_t i = 0; i < std::size(choices); ++i) {
    group[choices[i]] = 1;
    group += description().columns[kNumbers + i].width();
  }
}

}  // namespace hourglass
