#include "data/handwriting.h"

#include <algorithm>

#include "core/math.h"

namespace hourglass {
namespace {

constexpr float kTwoPi = 6.2831853f;
/// Straight segments that approximate the curve between two points of a style.
constexpr int kPieces = 7;

struct Vec {
  float x = 0, y = 0;
};
Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y}; }
Vec operator*(float s, Vec a) { return {s * a.x, s * a.y}; }

/// How the handwriting of one digit differs from that of the others.
struct Habit {
  float slant;   ///< mean of Hand::slant
  float width;   ///< factor on Hand::width
  float pen;     ///< factor on Hand::pen: scaling all digits to one size widens the lines of small ones
  float errors;  ///< factor on Hand::tremble and Hand::wave: people write simple shapes more steadily
};
constexpr Habit kHabits[10] = {
    {0.26f, 1.05f, 1.12f, 0.7f}, {0.27f, 1.00f, 1.08f, 0.6f}, {0.08f, 1.05f, 1.06f, 1.0f}, {0.07f, 1.00f, 1.02f, 1.0f},
    {0.22f, 1.00f, 0.93f, 1.0f}, {0.07f, 1.05f, 0.98f, 1.0f}, {0.14f, 1.00f, 0.92f, 1.0f}, {0.06f, 1.05f, 1.02f, 1.0f},
    {0.18f, 1.03f, 0.90f, 0.9f}, {0.14f, 0.97f, 0.86f, 1.0f},
};

const DigitStyle& pick_style(int digit, Random& random) {
  const auto styles = styles_of(digit);
  float total = 0;
  for (const DigitStyle& style : styles) total += style.weight;
  float left = random.uniform() * total;
  for (const DigitStyle& style : styles) {
    left -= style.weight;
    if (left < 0) return style;
  }
  return styles.back();
}

/// A StylePoint with real coordinates.
struct PenPoint {
  float x, y;
  Joint joint;
};

/// A random mixture of the style's shapes: exponential shares, so that one shape often dominates.
std::vector<PenPoint> mixed_shape(const DigitStyle& style, Random& random) {
  float shares[4] = {}, total = 0;
  for (int k = 0; k < 4 && !style.shapes[k].empty(); ++k) {
    shares[k] = -math::log(1.0f - random.uniform()) + 1e-3f;
    total += shares[k];
  }
  std::vector<PenPoint> points;
  for (const StylePoint& point : style.shapes[0]) points.push_back({0, 0, point.joint});
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (int k = 0; k < 4 && !style.shapes[k].empty(); ++k) {
      points[i].x += shares[k] / total * static_cast<float>(style.shapes[k][i].x);
      points[i].y += shares[k] / total * static_cast<float>(style.shapes[k][i].y);
    }
  }
  return points;
}

/// Moves the points at random. The error of a point is correlated with that of the point before, so that curves stay
/// smooth.
void make_errors(std::vector<PenPoint>& points, const Hand& hand, Random& random) {
  // The squares of the two factors add up to 1, which keeps the variance constant along the stroke.
  constexpr float kMemory = 0.6f, kRenewal = 0.8f;
  Vec error = {hand.tremble * random.normal(), hand.tremble * random.normal()};
  Vec stroke;
  for (PenPoint& point : points) {
    const Vec fresh = {hand.tremble * random.normal(), hand.tremble * random.normal()};
    error = kMemory * error + kRenewal * fresh;
    point.x += stroke.x + error.x;
    point.y += stroke.y + error.y;
    if (point.joint == Joint::kLift) {
      stroke = {hand.looseness * random.normal(), hand.looseness * random.normal()};
    }
  }
}

/// A smooth distortion of the plane: maps the points of a style to those of one handwriting.
class Bend {
 public:
  Bend(const Hand& hand, Random& random) : hand_(hand) {
    sine_ = math::sin(hand.rotation);
    cosine_ = math::cos(hand.rotation);
    for (Wave& wave : waves_) {
      // Wavelengths of 90 to 250, longer than a curve of the digit: curves bend but do not ripple.
      const float frequency = kTwoPi / random.uniform(90, 250), direction = random.uniform(0, kTwoPi);
      wave.frequency = {frequency * math::cos(direction), frequency * math::sin(direction)};
      wave.phase = random.uniform(0, kTwoPi);
      wave.shift = {hand.wave * random.normal(), hand.wave * random.normal()};
    }
  }

  Vec operator()(Vec p) const {
    Vec q = p;
    for (const Wave& wave : waves_) {
      q = q + math::sin(wave.frequency.x * p.x + wave.frequency.y * p.y + wave.phase) * wave.shift;
    }
    const float height = (50 - q.y) * 0.02f;  // 1 at the top, -1 at the bottom
    const float middle = 1 - height * height;
    const float x =
        (q.x - 50) * hand_.width * (1 + hand_.taper * height) + hand_.bow * middle + 50 * hand_.slant * height;
    const float y = q.y - 50 + hand_.waist * middle;
    return {cosine_ * x - sine_ * y, sine_ * x + cosine_ * y};
  }

 private:
  struct Wave {
    Vec frequency, shift;
    float phase;
  };
  Hand hand_;
  Wave waves_[2];
  float sine_, cosine_;
};

/// Duration of the segment from a to b in a centripetal curve (Catmull and Rom 1974; Yuksel et al. 2011): the square
/// root of the distance. It prevents loops and overshoot where points are unevenly spaced.
float duration(Vec a, Vec b) {
  const Vec d = b - a;
  return __builtin_sqrtf(__builtin_sqrtf(d.x * d.x + d.y * d.y) + 1e-4f);
}

/// Velocity at b when passing from a to c.
Vec velocity(Vec a, Vec b, Vec c) {
  const float before = duration(a, b), after = duration(b, c);
  return (1 / before) * (b - a) - (1 / (before + after)) * (c - a) + (1 / after) * (c - b);
}

/// Point at time t in [0, 1] of the Hermite curve from a to b; velocities are per segment.
Vec hermite(Vec a, Vec va, Vec b, Vec vb, float t) {
  const float u = 1 - t;
  return (u * u * (1 + 2 * t)) * a + (t * u * u) * va + (t * t * (1 + 2 * u)) * b - (t * t * u) * vb;
}

/// The line's width along the digit: oscillates around the pen's width.
class Pressure {
 public:
  Pressure(const Hand& hand, Random& random)
      : pen_(hand.pen),
        depth_(hand.pressure),
        frequency_(random.uniform(0.02f, 0.06f)),
        phase_(random.uniform(0, kTwoPi)) {}
  float radius(float travelled) const {
    return pen_ * std::max(1 + depth_ * math::sin(frequency_ * travelled + phase_), 0.3f);
  }

 private:
  float pen_, depth_, frequency_, phase_;
};

/// Approximates the curve through a stroke's points by short straight segments.
class Tracer {
 public:
  Tracer(const Bend& bend, const Pressure& pressure) : bend_(bend), pressure_(pressure) { ink_.reserve(128); }

  void trace_stroke(std::span<const PenPoint> points) {
    add({points[0].x, points[0].y}, true);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const Vec a = at(points, i), b = at(points, i + 1);
      const bool a_smooth = i > 0 && points[i].joint == Joint::kSmooth;
      const bool b_smooth = i + 2 < points.size() && points[i + 1].joint == Joint::kSmooth;
      const float time = duration(a, b);
      Vec va = b - a, vb = b - a;
      if (a_smooth) va = time * velocity(at(points, i - 1), a, b);
      if (b_smooth) vb = time * velocity(a, b, at(points, i + 2));
      // At a free end choose the velocity that makes the segment a parabola with the other end's velocity.
      if (!a_smooth && b_smooth) va = 2.0f * (b - a) - vb;
      if (!b_smooth && a_smooth) vb = 2.0f * (b - a) - va;
      for (int k = 1; k <= kPieces; ++k) add(hermite(a, va, b, vb, static_cast<float>(k) / kPieces), false);
    }
  }

  std::vector<InkPoint> take() { return std::move(ink_); }

 private:
  static Vec at(std::span<const PenPoint> points, std::size_t i) { return {points[i].x, points[i].y}; }

  void add(Vec p, bool starts_stroke) {
    const Vec d = p - last_;
    travelled_ += __builtin_sqrtf(d.x * d.x + d.y * d.y);
    last_ = p;
    const Vec q = bend_(p);
    ink_.push_back({q.x, q.y, pressure_.radius(travelled_), starts_stroke});
  }

  const Bend& bend_;
  const Pressure& pressure_;
  std::vector<InkPoint> ink_;
  Vec last_;
  float travelled_ = 0;
};

}  // namespace

// The constants were fitted so that slant, aspect ratio, line width and total ink are distributed as in MNIST's
// training images, for each digit.
Hand random_hand(int digit, Random& random) {
  const Habit& habit = kHabits[digit];
  Hand hand;
  hand.slant = habit.slant + (digit == 1 ? 0.27f : 0.25f) * random.normal();  // a 1's slant varies more
  hand.rotation = 0.09f * random.normal();
  hand.width = habit.width * math::exp(0.2f * random.normal());
  hand.taper = 0.18f * random.normal();
  hand.waist = 4 * random.normal();
  hand.bow = 4 * random.normal();
  hand.tremble = habit.errors * random.uniform(2, 6);
  hand.looseness = 3;
  hand.wave = habit.errors * random.uniform(1.5f, 9);
  hand.pen = 6.6f * habit.pen * math::exp(0.28f * random.normal());
  hand.pressure = random.uniform(0.05f, 0.4f);
  hand.ink.edge = random.uniform(0.9f, 1.3f);
  hand.ink.darkness = 1.1f;
  return hand;
}

std::vector<InkPoint> write_digit(int digit, const Hand& hand, Random& random) {
  std::vector<PenPoint> points = mixed_shape(pick_style(digit, random), random);
  make_errors(points, hand, random);
  const Bend bend(hand, random);
  const Pressure pressure(hand, random);
  Tracer tracer(bend, pressure);
  for (auto begin = points.begin(); begin != points.end();) {
    const auto end = std::find_if(begin, points.end(), [](const PenPoint& p) { return p.joint == Joint::kLift; }) + 1;
    tracer.trace_stroke({begin, end});
    begin = end;
  }
  return tracer.take();
}

}  // namespace hourglass
