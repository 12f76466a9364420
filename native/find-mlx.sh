#!/bin/sh
# Prints the folder with the include and lib of MLX, to build on top of it. Prints nothing if there is none. The first of:
# FERRO_MLX_HOME, the package of the Python that FERRO_PYTHON names (else python3), what Homebrew installed. At run time
# MlxHome.java looks, at more places.
set -eu

package() {
  "${FERRO_PYTHON:-python3}" -c "import importlib.util as i; print(*(i.find_spec('mlx').submodule_search_locations))" \
    2>/dev/null || true
}

for folder in ${FERRO_MLX_HOME:+"$FERRO_MLX_HOME" "$FERRO_MLX_HOME/.."} "$(package)" /opt/homebrew/opt/mlx; do
  if [ -f "$folder/include/mlx/version.h" ] && ls "$folder"/lib/libmlx.* >/dev/null 2>&1; then
    (CDPATH='' cd -- "$folder" && pwd)
    exit
  fi
done
