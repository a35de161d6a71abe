// ImGui's backend reads the graphics' state before it draws, to restore it afterwards. In a browser each of these dozen
// queries waits for the graphics' process: half a millisecond in most frames, five in one of a hundred. Nothing else
// draws in this context, so this renderer sets the state it needs and reads none.
#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>

#include <cstddef>
#include <cstdint>

#include "app/shell/imgui_renderer.h"
#include "app/widgets/imgui_version.h"

namespace hourglass {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
uniform mat4 projection;
out vec2 fragment_uv;
out vec4 fragment_colour;
void main() {
  fragment_uv = uv;
  fragment_colour = colour;
  gl_Position = projection * vec4(position, 0, 1);
}
)";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D image;
in vec2 fragment_uv;
in vec4 fragment_colour;
layout(location = 0) out vec4 colour;
void main() { colour = fragment_colour * texture(image, fragment_uv); }
)";

void add_shader(GLuint program, GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  glAttachShader(program, shader);
  glDeleteShader(shader);
}

/// Tells OpenGL where the parts of an ImDrawVert lie.
void describe_vertices() {
  const auto attribute = [](GLuint index, GLint size, GLenum type, GLboolean normalised, std::size_t offset) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, size, type, normalised, sizeof(ImDrawVert), reinterpret_cast<const void*>(offset));
  };
  attribute(0, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, pos));
  attribute(1, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, uv));
  attribute(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(ImDrawVert, col));
}

/// From ImGui units, y downwards, to the clip space of a framebuffer.
void set_projection(int uniform, const ImDrawData& data) {
  const float left = data.DisplayPos.x, top = data.DisplayPos.y;
  const float x = 2 / data.DisplaySize.x, y = -2 / data.DisplaySize.y;
  const float matrix[16] = {x, 0, 0, 0, 0, y, 0, 0, 0, 0, -1, 0, -1 - left * x, 1 - top * y, 0, 1};
  glUniformMatrix4fv(uniform, 1, GL_FALSE, matrix);
}

template <class Value>
void upload(GLenum target, const ImVector<Value>& values) {
  glBufferData(target, values.size_in_bytes(), values.Data, GL_STREAM_DRAW);
}

void draw_command(const ImDrawCmd& command, const ImDrawData& data, float height) {
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  const ImVec4& clip = command.ClipRect;
  const ImVec2 low = {(clip.x - origin.x) * scale.x, (clip.y - origin.y) * scale.y};
  const ImVec2 high = {(clip.z - origin.x) * scale.x, (clip.w - origin.y) * scale.y};
  if (high.x <= low.x || high.y <= low.y) return;
  // OpenGL counts rows from below.
  glScissor(static_cast<int>(low.x), static_cast<int>(height - high.y), static_cast<int>(high.x - low.x),
            static_cast<int>(high.y - low.y));
  glBindTexture(GL_TEXTURE_2D, texture_name(command.GetTexID()));
  constexpr GLenum kIndexType = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndexType,
                 reinterpret_cast<const void*>(static_cast<std::uintptr_t>(command.IdxOffset) * sizeof(ImDrawIdx)));
}

}  // namespace

void ImGuiRenderer::create_drawing() {
  program_ = glCreateProgram();
  add_shader(program_, GL_VERTEX_SHADER, kVertexShader);
  add_shader(program_, GL_FRAGMENT_SHADER, kFragmentShader);
  glLinkProgram(program_);
  projection_ = glGetUniformLocation(program_, "projection");
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  describe_vertices();
}

void ImGuiRenderer::destroy_drawing() {
  glDeleteBuffers(1, &vertices_);
  glDeleteBuffers(1, &indices_);
  glDeleteVertexArrays(1, &vertex_array_);
  glDeleteProgram(program_);
}

void ImGuiRenderer::render(ImDrawData& data) {
  const float width = data.DisplaySize.x * data.FramebufferScale.x;
  const float height = data.DisplaySize.y * data.FramebufferScale.y;
  if (width < 1 || height < 1) return;
#if IMGUI_VERSION_NUM >= 19200
  for (ImTextureData* texture : *data.Textures) {
    if (texture->Status != ImTextureStatus_OK) ImGui_ImplOpenGL3_UpdateTexture(texture);
  }
#endif
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glViewport(0, 0, static_cast<int>(width), static_cast<int>(height));
  glActiveTexture(GL_TEXTURE0);
  glUseProgram(program_);
  set_projection(projection_, data);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  for (const ImDrawList* list : data.CmdLists) {
    upload(GL_ARRAY_BUFFER, list->VtxBuffer);
    upload(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer);
    for (const ImDrawCmd& command : list->CmdBuffer) draw_command(command, data, height);
  }
}

}  // namespace hourglass
