package dev.ferro.engine.jna;

import com.sun.jna.Library;

/**
 * {@code libferro_mlx}, bound by JNA to this interface: a microsecond more for each call than
 * direct mapping, where a turn in MLX's queue takes a hundred.
 */
interface MlxFerro extends Ferro, Library {}
