"""Prints FERRO_REQUIRED_ENGINES, what a Mac must have: the engines on MLX where Metal shows a device, as MLX asks for it."""

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
    print("::warning::Metal shows no device here, so nothing here tells of the Metal path", file=sys.stderr)
