// The page's program: opens the application in the canvas.
#include "app/shell/window.h"

int main() { return hourglass::run_window().opened ? 0 : 1; }
