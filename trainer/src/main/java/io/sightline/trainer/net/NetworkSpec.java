package io.sightline.trainer.net;

/**
 * Everything that decides a network's tensors.
 *
 * @param width factor of all channel counts; 1 is the published network
 * @param stem stride of an IResNet's first convolution: 1 as published, 2 to compute nothing at
 *     full size
 * @param embedding length of the embedding
 * @param dropout of the features before both heads (0.4 in the reference)
 * @param straighten whether it straightens its pictures first, see {@link Straightener}
 */
public record NetworkSpec(
    NetworkType type, double width, int stem, int embedding, double dropout, boolean straighten) {

  private static final int VECTOR = 16;

  public NetworkSpec {
    check(type != null, "type is missing");
    check(width >= 0.05 && width <= 4, "width must be from 0.05 to 4, is " + width);
    check(stem == 1 || stem == 2, "stem must be 1 or 2, is " + stem);
    check(embedding >= 2 && embedding <= 4096, "embedding must be from 2 to 4096");
    check(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1, is " + dropout);
  }

  /** One that takes its pictures as they come. */
  public NetworkSpec(NetworkType type, double width, int stem, int embedding, double dropout) {
    this(type, width, stem, embedding, dropout, false);
  }

  /**
   * Channels at a width: a multiple of 16, a vector of AVX-512. With 8 channels oneDNN's
   * convolutions of libtorch 2.10 give wrong gradients there, see ADR 26.
   */
  static long channels(int published, double width) {
    return Math.max(VECTOR, Math.round(published * width / VECTOR) * VECTOR);
  }

  /** Short, such as {@code ir50} or {@code ir18-w0.25-e128}. */
  public String label() {
    return type.name().toLowerCase(java.util.Locale.ROOT)
        + (width == 1 ? "" : "-w" + width)
        + (stem == 1 ? "" : "-s" + stem)
        + (embedding == 512 ? "" : "-e" + embedding)
        + (straighten ? "-straight" : "");
  }

  /**
   * Whether a network of this kind can go on with the weights of one of the other: dropout may
   * differ, a straightener and some blocks of each stage be new.
   */
  public boolean continues(NetworkSpec other) {
    return type.deepens(other.type)
        && width == other.width
        && stem == other.stem
        && embedding == other.embedding
        && (straighten || !other.straighten);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("network: " + complaint);
    }
  }
}
