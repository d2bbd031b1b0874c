package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.MaskState;

/** A face whose identity is asked for. */
public record Query(Embedding embedding, MaskState mask) {}
