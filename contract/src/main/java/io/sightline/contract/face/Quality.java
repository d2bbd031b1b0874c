package io.sightline.contract.face;

/**
 * How well a face can be recognised.
 *
 * @param score 0 (useless) to 1 (a frontal, sharp, large face); what the best shot is chosen by
 * @param size inter-ocular distance in frame pixels
 * @param sharpness variance of the Laplacian of the aligned crop's grey picture
 * @param yaw degrees, estimated from the landmarks; positive when the face looks to the picture's
 *     right
 * @param pitch degrees; positive when it looks down
 * @param roll degrees; positive clockwise in the picture
 */
public record Quality(
    float score, float size, float sharpness, float yaw, float pitch, float roll) {}
