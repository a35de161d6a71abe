#include "app/shell/window.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>

#if defined(__EMSCRIPTEN__)
#define GLFW_INCLUDE_ES3
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#endif
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/platform/platform.h"
#include "app/shell/app.h"
#include "app/shell/imgui_renderer.h"
#include "app/shell/opening.h"
#include "app/shell/repaint.h"
#include "app/shell/rest.h"
#include "app/shell/screenshot.h"
#include "app/widgets/imgui_version.h"
#include "core/file.h"

namespace hourglass {
namespace {

#if defined(__EMSCRIPTEN__)
// GLFW fixes the canvas's size by inline styles, after which the canvas would no longer follow the page's style sheet.
// This removes the inline styles and returns the size from the style sheet.
EM_JS(double, canvas_css_width, (), {
  Module.canvas.style.removeProperty("width");
  Module.canvas.style.removeProperty("height");
  return Module.canvas.getBoundingClientRect().width;
});
EM_JS(double, canvas_css_height, (), { return Module.canvas.getBoundingClientRect().height; });
#endif

/// The window, its OpenGL context, ImGui's backends and the application, from opening to closing.
class ApplicationWindow {
 public:
  explicit ApplicationWindow(const AppOptions& options) : options_(options) {}
  ~ApplicationWindow();
  /// False, with the reason on stderr, where no window can be opened.
  bool open();
  bool closing() const { return glfwWindowShouldClose(window_); }
  void draw_frame();
  void wake();
  void suspend(bool suspended);
  App& app() { return *app_; }
  WindowReport report();

 private:
  bool make_window();
  void watch_context();
  void watch_wheel();
#if defined(__EMSCRIPTEN__)
  void resume();
  void lose_context();
  void restore_context();
#endif
  void fit_to_canvas();
  ScreenScale screen_scale() const;
  void update_reduced_motion();
  void make_image_texture();
  void upload_images();
  bool keeps_pixels() const;
  void poll_events();
  void rest();
  RepaintPace pace();
  void render(int width, int height);
  std::vector<std::uint8_t> picture_of(const PixelArea& area) const;
  void save_picture(const PictureRequest& wanted, int width, int height);
  void take_screenshot(int width, int height);

  AppOptions options_;
  GLFWwindow* window_ = nullptr;
  unsigned image_texture_ = 0;
  bool context_lost_ = false, keeps_pixels_ = false;
  int width_ = 0, height_ = 0;  ///< of the framebuffer in the last frame
  std::uint64_t uploaded_ = 0;  ///< the content of the image texture
  ImGuiRenderer renderer_;
  Repaint repaint_;
  double acted_ = 0;       ///< time of the last input, in GLFW's seconds
  ImVec2 mouse_ = {0, 0};  ///< in the last frame
  Rest rest_;
  bool rested_ = false;  ///< time has passed since the last frame in which nothing was to be seen
#if defined(__EMSCRIPTEN__)
  bool paused_ = false, suspended_ = false;  ///< the browser calls no frames, for a while or until further notice
#endif
  std::string complaint_;  ///< about the requested picture
  std::unique_ptr<App> app_;
};

std::unique_ptr<ApplicationWindow> the_window;

/// Training per frame while frames cannot be drawn, in milliseconds.
constexpr double kUndrawnBudget = 12;

void report_glfw_error(int, const char* description) { std::fprintf(stderr, "hourglass: window: %s\n", description); }

#if !defined(__EMSCRIPTEN__)
/// The web page has its own listener for drops.
void take_dropped_files(GLFWwindow*, int count, const char** paths) {
  std::vector<GivenFile> files;
  for (const std::string path : std::span(paths, static_cast<std::size_t>(count))) {
    Result<std::vector<std::byte>> bytes = read_file(path);
    if (!bytes) return the_window->app().show_error(bytes.error().sentence());
    files.push_back({path.substr(path.find_last_of('/') + 1), std::move(*bytes)});
  }
  // The banner already shows a refusal.
  (void)the_window->app().use_files(named_bytes(files));
}
#endif

bool ApplicationWindow::make_window() {
  glfwSetErrorCallback(report_glfw_error);
  if (!glfwInit()) return false;
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  // ImGui smooths its own edges and draws from back to front. Multisampling, depth and a transparent window would only
  // cost time, above all where a CPU renders.
  for (const int unused : {GLFW_SAMPLES, GLFW_DEPTH_BITS, GLFW_STENCIL_BITS, GLFW_ALPHA_BITS})
    glfwWindowHint(unused, 0);
#if !defined(__EMSCRIPTEN__)
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  if (options_.scale > 0) glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_FALSE);
#endif
  const float scale = options_.scale > 0 ? options_.scale : 1;
  window_ =
      glfwCreateWindow(static_cast<int>(static_cast<float>(options_.width) * scale),
                       static_cast<int>(static_cast<float>(options_.height) * scale), "Hourglass", nullptr, nullptr);
  if (!window_) return false;
  glfwMakeContextCurrent(window_);
#if !defined(__EMSCRIPTEN__)
  glfwSwapInterval(1);
  glfwSetDropCallback(window_, take_dropped_files);
#endif
  return true;
}

bool ApplicationWindow::open() {
  if (!make_window()) return false;
  ImGui::CreateContext();
  Result<std::unique_ptr<App>> app = App::create(opening_settings());
  if (!app) {
    std::fprintf(stderr, "hourglass: %s\n", app.error().sentence().c_str());
    return false;
  }
  app_ = std::move(*app);
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  renderer_.create();
  make_image_texture();
  watch_context();
  watch_wheel();
  app_->set_platform(make_platform());
  open_with(*app_, options_.link.empty() ? opening_link() : options_.link);
  return true;
}

#if defined(__EMSCRIPTEN__)
/// The browser may lose the WebGL context and restore it; then all graphics objects must be created again.
void ApplicationWindow::watch_context() {
  emscripten_set_webglcontextlost_callback("#canvas", this, false, [](int, const void*, void* window) -> bool {
    static_cast<ApplicationWindow*>(window)->lose_context();
    return true;  // otherwise the browser does not restore the context
  });
  emscripten_set_webglcontextrestored_callback("#canvas", this, false, [](int, const void*, void* window) -> bool {
    static_cast<ApplicationWindow*>(window)->restore_context();
    return true;
  });
}

/// ImGui's backend listens for the wheel on the document, where browsers ignore preventDefault and warn with every
/// notch. On the canvas the page can be kept from scrolling; a notch moves as far as with the backend.
void ApplicationWindow::watch_wheel() {
  emscripten_set_wheel_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_wheel_callback("#canvas", nullptr, false, [](int, const EmscriptenWheelEvent* event, void*) -> bool {
    const double notches = event->deltaMode == DOM_DELTA_PIXEL  ? 0.01
                           : event->deltaMode == DOM_DELTA_LINE ? 1.0 / 3
                                                                : 80;
    ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(-notches * event->deltaX),
                                      static_cast<float>(-notches * event->deltaY));
    return true;
  });
}

void ApplicationWindow::lose_context() {
  context_lost_ = true;
  renderer_.destroy();
  glDeleteTextures(1, &image_texture_);
}

void ApplicationWindow::restore_context() {
  renderer_.create();
  make_image_texture();
  context_lost_ = false;
}
#else
void ApplicationWindow::watch_context() {}
void ApplicationWindow::watch_wheel() {}
#endif

void ApplicationWindow::update_reduced_motion() {
  if (reduced_motion() == app_->platform().reduced_motion) return;
  Platform platform = app_->platform();
  platform.reduced_motion = reduced_motion();
  app_->set_platform(std::move(platform));
}

ApplicationWindow::~ApplicationWindow() {
  if (app_) {
    renderer_.destroy();
    ImGui_ImplGlfw_Shutdown();
    app_.reset();
  }
  if (ImGui::GetCurrentContext()) ImGui::DestroyContext();
  if (window_) glfwDestroyWindow(window_);
  glfwTerminate();
}

void ApplicationWindow::make_image_texture() {
  uploaded_ = 0;
  keeps_pixels_ = keeps_pixels();
  repaint_.forget();
  glGenTextures(1, &image_texture_);
  glBindTexture(GL_TEXTURE_2D, image_texture_);
  // Every pixel of an image is a square.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, TextureAtlas::kSide, TextureAtlas::kSide, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               app_->images().pixels().data());
  app_->images().set_texture(texture_id(image_texture_));
}

void ApplicationWindow::upload_images() {
  const TextureAtlas& images = app_->images();
  if (images.rows_used() == 0 || images.content() == uploaded_) return;
  uploaded_ = images.content();
  glBindTexture(GL_TEXTURE_2D, image_texture_);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, TextureAtlas::kSide, images.rows_used(), GL_RGBA, GL_UNSIGNED_BYTE,
                  images.pixels().data());
}

/// Gives the canvas the size that the page's style sheet sets.
void ApplicationWindow::fit_to_canvas() {
#if defined(__EMSCRIPTEN__)
  const int wanted_width = static_cast<int>(canvas_css_width()), wanted_height = static_cast<int>(canvas_css_height());
  int width = 0, height = 0;
  glfwGetWindowSize(window_, &width, &height);
  if (wanted_width > 0 && wanted_height > 0 && (wanted_width != width || wanted_height != height)) {
    glfwSetWindowSize(window_, wanted_width, wanted_height);
    canvas_css_width();
  }
#endif
}

/// Where the framebuffer is finer than the window's units (the page, macOS), units are CSS pixels; elsewhere
/// units are screen pixels, of which a CSS pixel holds as many as the monitor says.
ScreenScale ApplicationWindow::screen_scale() const {
  int width = 1, height = 1, pixels_wide = 1, pixels_high = 1;
  glfwGetWindowSize(window_, &width, &height);
  glfwGetFramebufferSize(window_, &pixels_wide, &pixels_high);
  const float density = width > 0 && pixels_wide > 0 ? static_cast<float>(pixels_wide) / static_cast<float>(width) : 1;
  // Rounded, because a fraction of a pixel would rebuild the fonts with every size of the window.
  ScreenScale scale{1, std::round(density * 20) / 20};
#if !defined(__EMSCRIPTEN__)
  float across = 1, down = 1;
  glfwGetWindowContentScale(window_, &across, &down);
  scale.unit = options_.scale > 0 ? options_.scale : std::max(1.0f, across / scale.density);
#endif
  return scale;
}

void ApplicationWindow::draw_frame() {
  if (context_lost_) return app_->run().session().pump(kUndrawnBudget);
  poll_events();
  fit_to_canvas();
  update_reduced_motion();
  // Requested in the last frame, whose open menu this frame no longer shows.
  const std::optional<PictureRequest> wanted = app_->take_picture_request();
  if (app_->prepare(screen_scale(), system_appearance())) {
    renderer_.reset_fonts();
    repaint_.forget();
  }
  renderer_.begin_frame();
  ImGui_ImplGlfw_NewFrame();
  // What moves or waits does not notice that the time was spent at rest.
  if (std::exchange(rested_, false)) ImGui::GetIO().DeltaTime = 1.0f / 60;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  app_->frame(size.x, size.y);
  const double start = glfwGetTime();
  app_->mark(FrameMoment::kSubmitting);
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  render(width, height);
  app_->mark(FrameMoment::kSubmitted);
  app_->statistics().add_submitting(1000 * (glfwGetTime() - start));
  if (wanted) save_picture(*wanted, width, height);
  if (!options_.screenshot.empty() && glfwGetTime() >= options_.screenshot_seconds) take_screenshot(width, height);
#if !defined(__EMSCRIPTEN__)
  glfwSwapBuffers(window_);
#endif
  rest();
}

/// At rest the desktop's loop waits here.
void ApplicationWindow::poll_events() {
#if !defined(__EMSCRIPTEN__)
  if (rest_.resting()) return glfwWaitEventsTimeout(Rest::kInterval);
#endif
  glfwPollEvents();
}

/// Where nothing stirs, the browser calls the next frame later.
void ApplicationWindow::rest() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool moved = io.MousePos.x != mouse_.x || io.MousePos.y != mouse_.y || io.MouseDown[0];
  mouse_ = io.MousePos;
  rest_.frame(glfwGetTime(), repaint_.still() && !moved && acted_ < glfwGetTime() - Rest::kPatience && !app_->busy());
  rested_ = rest_.resting();
#if defined(__EMSCRIPTEN__)
  if (!rested_) return;
  paused_ = true;
  emscripten_pause_main_loop();
  emscripten_async_call([](void* window) { static_cast<ApplicationWindow*>(window)->resume(); }, this,
                        static_cast<int>(1000 * Rest::kInterval));
#endif
}

void ApplicationWindow::wake() {
  rest_.wake();
#if defined(__EMSCRIPTEN__)
  resume();
#else
  glfwPostEmptyEvent();
#endif
}

#if defined(__EMSCRIPTEN__)
void ApplicationWindow::resume() {
  if (!suspended_ && std::exchange(paused_, false)) emscripten_resume_main_loop();
}

void ApplicationWindow::suspend(bool suspended) {
  suspended_ = suspended;
  rested_ = true;
  if (suspended) emscripten_pause_main_loop();
  paused_ = true;
  wake();
}
#else
void ApplicationWindow::suspend(bool) {}
#endif

/// Whether the framebuffer keeps its pixels from frame to frame.
bool ApplicationWindow::keeps_pixels() const {
#if defined(__EMSCRIPTEN__)
  EmscriptenWebGLContextAttributes attributes;
  return emscripten_webgl_get_context_attributes(emscripten_webgl_get_current_context(), &attributes) ==
             EMSCRIPTEN_RESULT_SUCCESS &&
         attributes.preserveDrawingBuffer;
#else
  return false;
#endif
}

bool any_key_down(const ImGuiIO& io) {
  return std::any_of(std::begin(io.KeysData), std::end(io.KeysData), [](const ImGuiKeyData& key) { return key.Down; });
}

/// Input counts as recent for a quarter of a second, because its effects take some frames. A drag's effects lie under
/// the mouse.
RepaintPace ApplicationWindow::pace() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool acts = io.MouseClicked[0] || io.MouseReleased[0] || io.MouseWheel != 0 || any_key_down(io);
  const double now = glfwGetTime();
  if (acts) acted_ = now;
  return {now, io.DeltaTime, io.MousePos, now - acted_ < 0.25};
}

void ApplicationWindow::render(int width, int height) {
  ImDrawData& data = *ImGui::GetDrawData();
  if (!keeps_pixels_ || width != width_ || height != height_) repaint_.forget();
  width_ = width;
  height_ = height;
  const std::vector<ScreenPart> parts = repaint_.changed_parts(data, app_->images(), pace());
  if (parts.empty()) return;
  upload_images();
  glViewport(0, 0, width, height);
  const ImVec4& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(ground.x, ground.y, ground.z, 1);
  const float scale = data.FramebufferScale.x;
  for (const ScreenPart& part : parts) {
    glEnable(GL_SCISSOR_TEST);
    const PixelArea area =
        framebuffer_area(part.minimum.x, part.minimum.y, part.maximum.x, part.maximum.y, scale, width, height);
    glScissor(area.x, area.y, area.width, area.height);
    glClear(GL_COLOR_BUFFER_BIT);
    draw_part(data, part, [this](ImDrawData& partial) { renderer_.render(partial); });
  }
  glDisable(GL_SCISSOR_TEST);
}

std::vector<std::uint8_t> ApplicationWindow::picture_of(const PixelArea& area) const {
  std::vector<std::uint8_t> pixels(4 * static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
  glReadPixels(area.x, area.y, area.width, area.height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  return upright_picture(pixels, area.width, area.height);
}

void ApplicationWindow::save_picture(const PictureRequest& wanted, int width, int height) {
  const PixelArea area = framebuffer_area(wanted.minimum.x, wanted.minimum.y, wanted.maximum.x, wanted.maximum.y,
                                          ImGui::GetIO().DisplayFramebufferScale.x, width, height);
  if (area.width == 0 || area.height == 0) {
    return app_->show_notice("Nothing of it is on the screen; scroll it into sight to save its picture.");
  }
  if (!app_->platform().save_picture) return;
  app_->show_notice(app_->platform().save_picture(wanted.name, {area.height, area.width, 3}, picture_of(area)));
}

void ApplicationWindow::take_screenshot(int width, int height) {
  const auto& write = app_->platform().write_picture;
  if (!write || !write(options_.screenshot, {height, width, 3}, picture_of({0, 0, width, height}))) {
    complaint_ = "The picture " + options_.screenshot + " cannot be written.";
  }
  glfwSetWindowShouldClose(window_, GLFW_TRUE);
}

WindowReport ApplicationWindow::report() {
  WindowReport report{true, complaint_, app_->frames(), app_->run().snapshot()->model.step, 0};
  report.building_p99_ms = percentile_99(app_->statistics().take().building);
  return report;
}

}  // namespace

void wake_window() {
  if (the_window) the_window->wake();
}

void suspend_window(bool suspended) {
  if (the_window) the_window->suspend(suspended);
}

App* current_app() { return the_window ? &the_window->app() : nullptr; }

WindowReport run_window(const AppOptions& options) {
  the_window = std::make_unique<ApplicationWindow>(options);
  if (!the_window->open()) {
    the_window.reset();
    return {};
  }
#if defined(__EMSCRIPTEN__)
  // The page calls the application as soon as main has returned.
  the_window->draw_frame();
  emscripten_set_main_loop([] { the_window->draw_frame(); }, 0, false);
  return {true, {}, 0, 0, 0};
#else
  while (!the_window->closing()) the_window->draw_frame();
  WindowReport report = the_window->report();
  the_window.reset();
  return report;
#endif
}

}  // namespace hourglass
