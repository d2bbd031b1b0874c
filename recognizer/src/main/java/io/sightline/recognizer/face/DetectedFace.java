package io.sightline.recognizer.face;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;

/**
 * What a detector says of one face, in the pixels of the picture it was given.
 *
 * @param score 0 to 1
 */
public record DetectedFace(FaceBox box, Landmarks landmarks, float score) {}
