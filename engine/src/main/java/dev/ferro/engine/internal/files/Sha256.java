package dev.ferro.engine.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
  private Sha256() {}

  /** A new digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest of a whole stream, in hexadecimal digits. */
  public static String of(InputStream content) throws IOException {
    DigestInputStream digested = new DigestInputStream(content, digest());
    digested.transferTo(OutputStream.nullOutputStream());
    return hex(digested.getMessageDigest());
  }

  /** The digest so far, in hexadecimal digits. Resets the digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
