package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.mask.AugmentConfig;
import io.sightline.trainer.mask.Augmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
  private static final Recipe RECIPE = TrainingJobTest.recipe(Map.of("batch", "5"));
  private static final FakeFaces FACES = new FakeFaces(13, 4);

  @Test
  void batchesAreTheSameForAnyNumberOfThreadsAndAnyStart() {
    List<byte[]> one = read(FACES, 1, 0, 6);
    assertThat(read(FACES, 4, 0, 6)).usingElementComparator(Arrays::compare).isEqualTo(one);
    assertThat(read(FACES, 3, 4, 2))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(one.subList(4, 6));
    assertThat(new HashSet<>(one.stream().map(Arrays::hashCode).toList())).hasSize(6);
  }

  @Test
  void masksThatAreWornAreLabelledSo() {
    FaceSet faces = new AlteredFaces(FACES, Set.of(), MaskWear.UNDER_NOSE);
    Augmenter augmenter = new Augmenter(AugmentConfig.DEFAULT);
    try (BatchLoader loader = new BatchLoader(faces, augmenter::view, RECIPE, 1, 1, false, 0)) {
      Batch batch = loader.next();
      assertThat(batch.masked()).containsOnly(1);
    }
  }

  @Test
  void anEpochHasEachPictureOnceAndTheNextIsShuffledAnew() {
    SampleOrder order = new SampleOrder(13, 7);
    int[] all = order.batch(0, 26);
    int[] first = Arrays.copyOf(all, 13);
    int[] second = Arrays.copyOfRange(all, 13, 26);
    assertThat(Set.of(Arrays.stream(first).boxed().toArray())).hasSize(13);
    assertThat(Set.of(Arrays.stream(second).boxed().toArray())).hasSize(13);
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void aDamagedPictureIsReplacedByTheNext() {
    FaceSet faces = new AlteredFaces(new FakeFaces(200, 4), Set.of(17), MaskWear.BARE);
    try (BatchLoader loader = loader(faces, 2, 0)) {
      Set<Integer> seen = new HashSet<>();
      for (int step = 0; step < 40; step++) {
        Batch batch = loader.next();
        Arrays.stream(batch.indices()).forEach(seen::add);
        loader.recycle(batch);
      }
      assertThat(seen).hasSize(199).doesNotContain(17);
      assertThat(loader.damaged()).isEqualTo(1);
    }
  }

  @Test
  void tooMuchDamageStopsAndIsNamed() {
    FaceSet faces = new AlteredFaces(FACES, Set.of(3), MaskWear.BARE);
    try (BatchLoader loader = loader(faces, 2, 0)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  loader.recycle(loader.next());
                }
              })
          .isInstanceOf(FaceDataException.class)
          .hasMessageContaining("more than 1 %")
          .hasMessageContaining("fake:3");
    }
  }

  @Test
  void leavesNoNativeMemoryBehind() {
    read(FACES, 2, 0, 3);
    long before = Pointer.totalCount();
    read(FACES, 2, 0, 20);
    // The three batches' options are left to the collector, nothing of a step or a picture is.
    assertThat(Pointer.totalCount() - before).isLessThan(20);
  }

  private static List<byte[]> read(FaceSet faces, int workers, long firstStep, int steps) {
    List<byte[]> all = new ArrayList<>();
    try (BatchLoader loader = loader(faces, workers, firstStep)) {
      for (int i = 0; i < steps; i++) {
        Batch batch = loader.next();
        byte[] bytes = new byte[(int) batch.pixels().numel()];
        batch.pixels().data_ptr_byte().get(bytes);
        all.add(bytes);
        loader.recycle(batch);
      }
    }
    return all;
  }

  private static BatchLoader loader(FaceSet faces, int workers, long firstStep) {
    return new BatchLoader(faces, FakeFaces.VIEWS, RECIPE, workers, 3, false, firstStep);
  }
}
