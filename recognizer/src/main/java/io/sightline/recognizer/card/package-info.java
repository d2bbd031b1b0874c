/**
 * Pictures on the first NVIDIA card: decoded, scaled and cut where the networks run. Everything
 * here throws {@link io.sightline.recognizer.engine.EngineException} when a call of CUDA's fails.
 */
package io.sightline.recognizer.card;
