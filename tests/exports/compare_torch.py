"""Runs exported PyTorch scripts on samples of the engine, and fails where codes or reconstructions differ by more than 1e-5."""

import importlib.util
import json
import sys

import numpy
import torch

TOLERANCE = 1e-5


def read(folder, name, kind="<f4"):
    return numpy.fromfile(f"{folder}/{name}", kind)


def channels_first(about, values):
    """N samples in the engine's order, as the scripts take them."""
    height, width, channels = about["shape"]
    values = values.reshape(-1, height * width, channels)
    if about["kind"] == "table":
        return values.reshape(len(values), -1)
    if about["kind"] == "text":
        return values
    moved = values.transpose(0, 2, 1)
    return moved if about["kind"] == "signal" else moved.reshape(-1, channels, height, width)


def check(job, what, found, wanted, unit=1.0):
    magnitude = 1.0 if what == "reconstruction" else max(1.0, numpy.abs(wanted).max())
    difference = (numpy.abs(found - wanted) / unit).max() / magnitude
    assert found.shape == wanted.shape and difference <= TOLERANCE, f"{job['name']}: {what} differs by {difference}"


def run(job):
    spec = importlib.util.spec_from_file_location("exported", job["script"])
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with open(job["folder"] + "/model.json") as file:
        about = json.load(file)
    model = script.Autoencoder(job["folder"] + "/model.safetensors")
    sample = torch.from_numpy(numpy.ascontiguousarray(channels_first(about, read(job["folder"], "sample"))))
    codes = read(job["folder"], "code").reshape(-1, about["code"])
    label = [torch.from_numpy(read(job["folder"], "label", "<i4"))] if about["classes"] > 0 else []
    factor = numpy.array(about["factor"] or [1.0])
    with torch.no_grad():
        check(job, "code", model.encode(sample, *label).numpy(), codes)
        wanted = channels_first(about, read(job["folder"], "reconstruction"))
        check(job, "reconstruction", model.reconstruct(sample, *label).numpy(), wanted, factor)
        check(job, "reconstruction", model.decode(torch.from_numpy(codes), *label).numpy(), wanted, factor)
        if about["posterior"]:
            mean, log_variance = model.posterior(sample, *label)
            check(job, "mean", mean.numpy(), read(job["folder"], "mean").reshape(codes.shape))
            check(job, "log_variance", log_variance.numpy(), read(job["folder"], "log_variance").reshape(codes.shape))
        if label:
            model.reconstruct(sample)


torch.set_num_threads(1)
for job in json.load(open(sys.argv[1])):
    run(job)
