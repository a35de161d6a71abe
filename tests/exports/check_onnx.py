"""Checks ONNX files with the checker of the onnx package, and that shapes can be inferred through them."""

import sys

import onnx
import onnx.checker
import onnx.shape_inference

for path in sys.argv[1:]:
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    settings = {entry.key: entry.value for entry in model.metadata_props}
    assert settings["hourglass_version"] and settings["family"] is not None, path
    used = {name for node in model.graph.node for name in node.input}
    unused = [tensor.name for tensor in model.graph.initializer if tensor.name not in used]
    assert not unused, f"{path}: nothing reads {unused}"
