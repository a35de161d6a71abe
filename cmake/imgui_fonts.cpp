// stb_truetype and stb_rect_pack, by which Dear ImGui reads fonts, in a file of their own: they run once and are
// compiled for size, the rest of imgui_draw.cpp runs in every frame and is compiled for speed. Dear ImGui's options for
// this are IMGUI_DISABLE_STB_TRUETYPE_IMPLEMENTATION and IMGUI_DISABLE_STB_RECT_PACK_IMPLEMENTATION.
#include "imgui.h"
#include "imgui_internal.h"

// First, since without it stb_truetype defines rectangles of its own, which are others than Dear ImGui's.
#define STBRP_ASSERT(condition) IM_ASSERT(condition)
#define STBRP_SORT ImQsort
#define STB_RECT_PACK_IMPLEMENTATION
#include "imstb_rectpack.h"

#define STBTT_malloc(size, context) ((void)(context), IM_ALLOC(size))
#define STBTT_free(memory, context) ((void)(context), IM_FREE(memory))
#define STBTT_assert(condition) IM_ASSERT(condition)
#define STB_TRUETYPE_IMPLEMENTATION
#include "imstb_truetype.h"
