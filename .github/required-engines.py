"""Prints the engines that this Mac must have, as FERRO_REQUIRED_ENGINES. Those on MLX are among them where Metal shows a
device: MLX asks Metal in the same way."""

import ctypes
import sys

FRAMEWORKS = "/System/Library/Frameworks"
metal = ctypes.CDLL(f"{FRAMEWORKS}/Metal.framework/Metal")
foundation = ctypes.CDLL(f"{FRAMEWORKS}/CoreFoundation.framework/CoreFoundation")
metal.MTLCopyAllDevices.restype = ctypes.c_void_p
foundation.CFArrayGetCount.restype = ctypes.c_long
foundation.CFArrayGetCount.argtypes = [ctypes.c_void_p]
devices = metal.MTLCopyAllDevices()
if devices and foundation.CFArrayGetCount(devices) > 0:
    print("FERRO_REQUIRED_ENGINES=metal,mlx-cpu,cpu,java")
else:
    print("FERRO_REQUIRED_ENGINES=cpu,java")
    print("::warning::Metal shows no device here, so this job does not test the Metal path", file=sys.stderr)
