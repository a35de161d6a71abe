// The application as the page and its tests see it: what it shows, where it shows it, and files for it to use.

#include <emscripten/bind.h>

#include "app/app.h"
#include "bindings/js_values.h"
