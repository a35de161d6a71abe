// Dear ImGui's backend asks for the graphics' state before it draws, to put it back afterwards. In a browser each of
// these dozen questions waits for another process: half a millisecond in most frames, five in one of a hundred. Nobody
// else draws here, so the backend is told the state of a fresh context, and window.cpp sets what it needs otherwise in
// every frame. cmake/dependencies.cmake gives the backend this function in the place of glGetIntegerv.
#include <GLES3/gl3.h>

#include <algorithm>

extern "C" void hourglass_fresh_graphics_state(GLenum name, GLint* values) {
  switch (name) {
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA: *values = 0; return;
    case GL_ACTIVE_TEXTURE: *values = GL_TEXTURE0; return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA: *values = GL_ONE; return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA: *values = GL_FUNC_ADD; return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX: std::fill_n(values, 4, 0); return;
    default: glGetIntegerv(name, values);
  }
}
