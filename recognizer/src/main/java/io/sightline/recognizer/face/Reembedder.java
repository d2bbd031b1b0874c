package io.sightline.recognizer.face;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds templates of another embedding space anew, from their crops: who was enrolled with one
 * recogniser is known to the next. What is in Kafka stays as it is. Not thread-safe.
 */
public final class Reembedder implements UnaryOperator<Enrollment>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reembedder.class);

  private final FaceEmbedder embedder;
  private final String space;
  private int moved;

  /**
   * @param embedder of this space, closed with it
   */
  Reembedder(FaceEmbedder embedder, String space) {
    this.embedder = embedder;
    this.space = space;
  }

  /**
   * A template whose crop is of no use stays in its space, and is told of.
   *
   * @throws io.sightline.recognizer.engine.EngineException when the engine fails
   */
  @Override
  public Enrollment apply(Enrollment person) {
    return new Enrollment(
        person.identityId(),
        person.displayName(),
        inSpace(person, person.templates()),
        inSpace(person, person.negatives()),
        person.updatedAt(),
        person.unknown());
  }

  /** Templates that were embedded anew. */
  public int moved() {
    return moved;
  }

  private List<Template> inSpace(Enrollment person, List<Template> templates) {
    return templates.stream()
        .map(t -> t.embedding().space().equals(space) ? t : again(t, person))
        .toList();
  }

  private Template again(Template t, Enrollment person) {
    try (Mat crop = Pictures.decode(t.crop())) {
      FaceEmbedder.Result face =
          embedder
              .embed(List.of(crop))
              .get(0)
              .orElseThrow(() -> new PictureException("the recogniser overflows"));
      // The earlier recogniser may not have been able to tell.
      MaskState mask =
          t.mask() == MaskState.UNKNOWN ? MaskState.of(face.maskProbability()) : t.mask();
      moved++;
      return new Template(
          t.id(), face.embedding(), t.crop(), t.source(), t.addedAt(), mask, t.unknown());
    } catch (PictureException e) {
      LOG.warn(
          "template {} of identity {}, of embedding space {}, cannot be embedded anew and is set"
              + " aside: {}",
          t.id(),
          person.identityId(),
          t.embedding().space(),
          e.getMessage());
      return t;
    }
  }

  @Override
  public void close() {
    embedder.close();
  }
}
