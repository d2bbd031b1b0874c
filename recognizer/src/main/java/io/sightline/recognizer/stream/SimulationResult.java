package io.sightline.recognizer.stream;

/**
 * What a simulation showed.
 *
 * @param offered frames published a second
 * @param recognised frames recognised a second
 * @param shed share of the frames that were shed
 * @param batch mean size
 * @param waitP50 milliseconds from arrival until a frame is in a batch, of those recognised
 * @param waitP99 the same
 * @param latencyP99 milliseconds from arrival until a frame is recognised
 * @param firstFps frames of the first camera that were recognised, a second
 * @param minFps of the other cameras the one with the fewest recognised, a second
 * @param maxFps the one with the most
 * @param longestGap seconds between two frames of one camera that were recognised, at the most
 * @param outOfOrder frames recognised before an older one of their camera
 */
public record SimulationResult(
    double offered,
    double recognised,
    double shed,
    double batch,
    double waitP50,
    double waitP99,
    double latencyP99,
    double firstFps,
    double minFps,
    double maxFps,
    double longestGap,
    long outOfOrder) {}
