#!/bin/sh
# Formats the C and C++ of this folder:
#
#     sh native/format.sh            formats
#     sh native/format.sh --check    fails where a file is not formatted
#
# Other versions of clang-format break lines elsewhere, so only one will do: `clang-format` on the PATH, or CLANG_FORMAT.
set -eu

version=20.1.8
clang_format=${CLANG_FORMAT:-clang-format}
cd "$(dirname -- "$0")"

found=$("$clang_format" --version 2>/dev/null) || found=none
case "$found" in
  *" $version"*) ;;
  *)
    echo "Ferro: expected clang-format $version, got '$found' as '$clang_format' (pip install clang-format==$version, or set CLANG_FORMAT)." >&2
    [ "${1:-}" = --check ] && exit 1
    echo "Ferro: the native sources are not formatted." >&2
    exit 0
    ;;
esac

if [ "${1:-}" = --check ]; then set -- --dry-run --Werror; else set -- -i; fi
find include src tests bench \( -name '*.h' -o -name '*.[ch]pp' \) -exec "$clang_format" "$@" {} +
