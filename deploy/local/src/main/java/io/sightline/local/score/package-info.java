/**
 * How well a run did, by the truth about the clips its cameras played. It knows the records of the
 * topics and nothing of how they came about. What each figure means: docs/accuracy.md.
 */
package io.sightline.local.score;
