package io.sightline.contract.face;

/**
 * Where the five landmarks of a face lie in its aligned crop.
 *
 * @param size width and height of the square crop in pixels
 * @param landmarks in crop pixels
 */
public record AlignmentTemplate(int size, Landmarks landmarks) {

  /**
   * The 112x112 template of InsightFace's ArcFace, which the field's recognisers are trained on
   * (insightface, {@code utils/face_align.py}).
   */
  public static final AlignmentTemplate ARCFACE_112 =
      new AlignmentTemplate(
          112,
          Landmarks.of(
              38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f,
              70.7299f, 92.2041f));

  /** The transform that brings a face with these landmarks into this template's crop. */
  public SimilarityTransform align(Landmarks face) {
    return SimilarityTransform.estimate(face.points(), landmarks.points());
  }
}
