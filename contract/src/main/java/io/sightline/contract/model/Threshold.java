package io.sightline.contract.model;

/**
 * A similarity to reach, and what it stands for.
 *
 * @param falseMatchRate of a search; 0 when the similarity was set by hand
 * @param comparisonRate of one comparison; 0 as above
 * @param measured false when the rate lies beyond what the model's card has figures for, so that
 *     the similarity is the continuation of its table
 */
public record Threshold(
    float similarity, double falseMatchRate, double comparisonRate, boolean measured) {}
