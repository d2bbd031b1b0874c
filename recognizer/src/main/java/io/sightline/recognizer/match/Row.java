package io.sightline.recognizer.match;

/**
 * Whose reference lies in a row of a block.
 *
 * @param templateId of the template that stands for it
 */
record Row(Identity identity, String templateId) {}
