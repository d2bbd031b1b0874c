package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up people and faces, the same for the same seed. */
final class RandomPeople {
  private final int size;
  private final Random random;

  RandomPeople(int size, long seed) {
    this.size = size;
    this.random = new Random(seed);
  }

  /** With so many templates, and a negative when there are four of them. */
  Enrollment enrollment(String id, int templates) {
    List<Template> own = new ArrayList<>();
    List<Template> negatives = new ArrayList<>();
    for (int i = 0; i < templates; i++) {
      own.add(template(id + "-" + i, face()));
      if (i == 3) {
        negatives.add(template(id + "-not", face()));
      }
    }
    return new Enrollment(id, id, own, negatives, Instant.EPOCH, Unknown.NONE);
  }

  /** Mostly of one mask state, so that some blocks are full and some are not. */
  Template template(String id, Embedding face) {
    MaskState mask = random.nextInt(10) == 0 ? MaskState.MASKED : MaskState.BARE;
    return new Template(id, face, new byte[0], "", Instant.EPOCH, mask, Unknown.NONE);
  }

  Embedding face() {
    return Embedding.normalised("s", values());
  }

  /** Half of them strangers, half of them a little off a template of these people. */
  List<Query> queries(int count, List<Enrollment> people) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Embedding face = face();
      if (i % 2 == 0) {
        List<Template> own = people.get(i * 11 % people.size()).templates();
        face = near(own.get(0).embedding(), 1 / 16f);
      }
      queries.add(new Query(face, MaskState.values()[i % 3]));
    }
    return queries;
  }

  Embedding near(Embedding face, float noise) {
    float[] values = values();
    for (int j = 0; j < size; j++) {
      values[j] = values[j] * noise + face.values()[j];
    }
    return Embedding.normalised("s", values);
  }

  private float[] values() {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
