package io.sightline.recognizer.match;

/** Whose template lies in a row of a block. */
record Row(Identity identity, String templateId) {}
