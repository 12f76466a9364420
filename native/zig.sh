# shellcheck shell=sh
# Sourced: sets ZIG to zig, as `zig` on the PATH or as ZIG="python3 -m ziglang", or stops with the reason.

if [ -z "${ZIG:-}" ]; then
  if command -v zig >/dev/null 2>&1; then ZIG=zig; else ZIG="python3 -m ziglang"; fi
fi
$ZIG version >/dev/null 2>&1 || stop "building for other platforms needs zig, and '$ZIG' does not run (pip install ziglang, or set ZIG)"
