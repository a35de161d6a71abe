#include "data/faces.h"

namespace hourglass {
namespace {

constexpr std::string_view kLabels[] = {"plain", "glasses", "smiling", "smiling with glasses"};
constexpr std::string_view kHairColours[] = {"black", "brown", "red", "blond", "grey"};
constexpr std::string_view kHairStyles[] = {"parted", "fringe", "curls"};
constexpr std::string_view kNoYes[] = {"no", "yes"};
constexpr Factor kFactors[] = {{"skin"},
                               {"hair colour", kHairColours},
                               {"hair style", kHairStyles},
                               {"hair length"},
                               {"smile"},
                               {"glasses", kNoYes},
                               {"eyes"},
                               {"head"},
                               {"gaze"}};

constexpr Colour kHair[] = {
    {0.13f, 0.11f, 0.13f}, {0.40f, 0.25f, 0.15f}, {0.72f, 0.32f, 0.12f}, {0.93f, 0.76f, 0.40f}, {0.68f, 0.68f, 0.72f}};
constexpr Colour kGround = {0.30f, 0.50f, 0.56f}, kShirt = {0.93f, 0.45f, 0.40f}, kWhite = {0.98f, 0.98f, 0.97f},
                 kInk = {0.12f, 0.10f, 0.14f}, kLips = {0.66f, 0.16f, 0.20f}, kPaleLips = {0.86f, 0.42f, 0.42f},
                 kRose = {0.95f, 0.35f, 0.35f};

float between(float low, float high, float share) { return low + share * (high - low); }

float mirrored(float x) { return x < 0 ? -x : x; }

/// A face's measures in pixels and its colours, from the values of its factors.
struct Face {
  explicit Face(const float* values) {
    const auto value = [&](FaceFactor factor) { return values[static_cast<std::size_t>(factor)]; };
    const Colour light = {1.0f, 0.86f, 0.74f}, medium = {0.80f, 0.56f, 0.38f}, dark = {0.43f, 0.27f, 0.19f};
    const float tone = 2 * value(FaceFactor::kSkin);
    skin = tone < 1 ? mix(light, medium, tone) : mix(medium, dark, tone - 1);
    shade = mix(skin, {0.25f, 0.08f, 0.08f}, 0.25f);
    lips = mix(kLips, kPaleLips, value(FaceFactor::kSkin));
    hair = kHair[static_cast<int>(value(FaceFactor::kHairColour))];
    style = static_cast<int>(value(FaceFactor::kHairStyle));
    length = value(FaceFactor::kHairLength);
    smile = 2 * value(FaceFactor::kSmile) - 1;
    glasses = value(FaceFactor::kGlasses) > 0;
    eye = between(1.5f, 2.8f, value(FaceFactor::kEyes));
    gaze = between(-1, 1, value(FaceFactor::kGaze));
    width = between(8.2f, 10.4f, value(FaceFactor::kHead));
    height = between(11.4f, 10.2f, value(FaceFactor::kHead));
  }
  Colour skin, shade, lips, hair;
  int style;
  float length;       ///< of the hair, 0 to 1
  float smile, gaze;  ///< -1 to 1
  bool glasses;
  float eye;            ///< half an eye's width
  float width, height;  ///< half the head's
};

constexpr Place kHead = {16, 16.5f};
constexpr float kEyeX = 4.2f, kEyeY = 16.0f;  ///< from the middle of the head; from the top of the picture

void paint_body(const Face& face, Canvas& canvas) {
  const float bottom = between(16, 31, face.length), top = kHead.y - face.height - 1.4f;
  canvas.paint(mix(face.hair, kInk, 0.25f), {16, 0.5f * (top + bottom)}, [&](Place p) {
    return box_distance(p, face.width + 1.6f + face.length, 0.5f * (bottom - top), face.width);
  });
  canvas.paint(kShirt, {16, 37}, [](Place p) { return ellipse_distance(p, 14.5f, 8); });
  canvas.paint(face.shade, {16, 27.5f}, [](Place p) { return box_distance(p, 3.1f, 3.6f, 2.5f); });
}

void paint_head(const Face& face, Canvas& canvas) {
  canvas.paint(face.shade, {16, 17.5f}, [&](Place p) {
    return ellipse_distance({mirrored(p.x) - face.width, p.y}, 1.8f, 2.5f);
  });
  canvas.paint(face.skin, kHead, [&](Place p) { return ellipse_distance(p, face.width, face.height); });
  canvas.paint(
      face.shade, {16, 19.6f}, [](Place p) { return ellipse_distance(p, 1.0f, 1.3f); }, 0.8f);
  canvas.paint(
      kRose, {16, 20.8f},
      [](Place p) {
        return ellipse_distance({mirrored(p.x) - 5.7f, p.y}, 2.1f, 1.5f);
      },
      0.2f + 0.2f * face.smile);
}

void paint_hair(const Face& face, Canvas& canvas) {
  const Place crown = {16, kHead.y - 0.6f};
  canvas.paint(face.hair, crown, [&](Place p) {
    const float cap = ellipse_distance(p, face.width + 1.3f, face.height + 1.2f);
    if (face.style == 1) return std::max(cap, p.y + 4.2f);
    // The parting: the hair falls from it to both sides.
    const float x = p.x + 2.5f;
    const float hairline = p.y + 0.62f * face.height - 0.035f * x * x;
    return std::max(cap, hairline);
  });
  if (face.style != 2) return;
  canvas.paint(face.hair, crown, [&](Place p) {
    float nearest = 1e3f;
    for (int i = 0; i < 7; ++i) {
      const float along = (static_cast<float>(i) - 3) / 3;
      const Place curl = {along * (face.width + 0.5f), (0.95f * along * along - 1) * (face.height - 0.2f)};
      nearest = std::min(nearest, disc_distance({p.x - curl.x, p.y - curl.y}, 3.3f));
    }
    return nearest;
  });
}

void paint_eyes(const Face& face, Canvas& canvas) {
  const auto at_eyes = [](Place p) { return Place{mirrored(p.x) - kEyeX, p.y}; };
  canvas.paint(kWhite, {16, kEyeY}, [&](Place p) { return ellipse_distance(at_eyes(p), face.eye, 0.85f * face.eye); });
  // Both eyes look the same way, so each iris has its own place.
  for (float side : {-kEyeX, kEyeX}) {
    canvas.paint(kInk, {16 + side + 0.45f * face.eye * face.gaze, kEyeY},
                 [&](Place p) { return disc_distance(p, 0.58f * face.eye); });
  }
  canvas.paint(
      mix(face.hair, kInk, 0.3f), {16, kEyeY - 1.3f - face.eye},
      [&](Place p) { return arc_distance(at_eyes(p), 2.3f, -0.6f, 1.0f); }, 0.9f);
  if (!face.glasses) return;
  canvas.paint(kInk, {16, kEyeY}, [&](Place p) {
    const float ring = disc_distance(at_eyes(p), 3.45f);
    const float bridge = box_distance({p.x, p.y + 0.4f}, 1.0f, 0.4f);
    return std::min((ring < 0 ? -ring : ring) - 0.45f, bridge);
  });
}

void paint_mouth(const Face& face, Canvas& canvas) {
  canvas.paint(face.lips, {16, 23.3f + 0.8f * face.smile},
               [&](Place p) { return arc_distance(p, 3.6f + 0.6f * face.smile, 1.9f * face.smile, 1.3f); });
}

}  // namespace

Faces::Faces(const GeneratedOptions& options) : FactorSet(options, "faces", Stream::kFaces, kFactors, kLabels) {}

int Faces::label_of(const float* values) const {
  return (values[static_cast<std::size_t>(FaceFactor::kGlasses)] > 0 ? 1 : 0) +
         (values[static_cast<std::size_t>(FaceFactor::kSmile)] > 0.5f ? 2 : 0);
}

Canvas Faces::picture(const float* values) const {
  const Face face(values);
  Canvas canvas(kGround);
  paint_body(face, canvas);
  paint_head(face, canvas);
  paint_hair(face, canvas);
  paint_eyes(face, canvas);
  paint_mouth(face, canvas);
  return canvas;
}

}  // namespace hourglass
