package dev.ferro.engine.jna;

/**
 * A native library that implements {@code ferro.h}, or why there is none.
 *
 * @param ferro the library; null when there is none
 * @param reason why there is none; null when there is one
 */
record LoadedFerro(Ferro ferro, String reason) {
  /** What loads a library. */
  interface Loading {
    Ferro load() throws Unusable;
  }

  /** Everything that can go wrong becomes a reason. */
  static LoadedFerro by(Loading loading) {
    try {
      NativesFolder.prepareJna();
      return new LoadedFerro(loading.load(), null);
    } catch (Unusable e) {
      return new LoadedFerro(null, e.getMessage());
    } catch (LinkageError e) {
      return new LoadedFerro(null, "JNA cannot be loaded: " + Remedies.after(e));
    }
  }

  /**
   * Why nothing computes on the device; null when something does. Opens the smallest network: what
   * this machine lacks shows here, not in the first fit. An MLX device trains a row before its
   * first network opens.
   */
  static String probe(Ferro ferro, int device) {
    long[] network = new long[1];
    if (ferro.ferro_open(device, new int[] {1, 1}, 2, Ferro.CROSS_ENTROPY, network) != Ferro.OK) {
      return ferro.ferro_last_error();
    }
    ferro.ferro_close(network[0]);
    return null;
  }
}
