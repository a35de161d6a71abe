// The engine as a JavaScript module: the complete list of what it exports. web/package/engine.mjs wraps it into the API
// that web/package/hourglass.d.mts describes.

#include <emscripten/bind.h>

#include "bindings/js_engine.h"
#include "bindings/js_session.h"

using namespace hourglass::bindings;

EMSCRIPTEN_BINDINGS(hourglass_engine) {
  emscripten::function("version", &version);
  emscripten::function("settingsTable", &settings_table_js);
  emscripten::function("workloads", &workloads_js);
  emscripten::function("benchmark", &benchmark_js);
  emscripten::function("checkUnpacking", &check_unpacking);
  emscripten::function("memoryBytes", &memory_bytes);
  emscripten::function("disposedError", &disposed_error);
  emscripten::function("createSession", &JsSession::create);

  emscripten::class_<JsSession>("Session")
      .smart_ptr<std::shared_ptr<JsSession>>("SessionPointer")
      .function("start", &JsSession::start)
      .function("pause", &JsSession::pause)
      .function("step", &JsSession::step)
      .function("endAfter", &JsSession::end_after)
      .function("takeEpochs", &JsSession::take_epochs)
      .function("set", &JsSession::set)
      .function("reset", &JsSession::reset)
      .function("pump", &JsSession::pump)
      .function("threaded", &JsSession::threaded)
      .function("settle", &JsSession::settle)
      .function("metrics", &JsSession::metrics)
      .function("history", &JsSession::history)
      .function("settings", &JsSession::settings)
      .function("data", &JsSession::data)
      .function("samples", &JsSession::samples)
      .function("weightsHash", &JsSession::weights_hash)
      .function("encode", &JsSession::encode)
      .function("decode", &JsSession::decode)
      .function("reconstruct", &JsSession::reconstruct)
      .function("generate", &JsSession::generate)
      .function("interpolate", &JsSession::interpolate)
      .function("evaluate", &JsSession::evaluate)
      .function("diagnose", &JsSession::diagnose)
      .function("save", &JsSession::save)
      .function("load", &JsSession::load);
}
