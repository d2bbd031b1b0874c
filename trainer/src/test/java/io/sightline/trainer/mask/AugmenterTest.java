package io.sightline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.data.Faces;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.NativeMemory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class AugmenterTest {
  private final byte[] face = Faces.face();
  private final Augmenter augmenter = new Augmenter(AugmentConfig.DEFAULT);

  @Test
  void theSameSeedGivesTheSameViewInAnyThread() {
    List<byte[]> first =
        IntStream.range(0, 100)
            .mapToObj(s -> augmenter.view(face, MaskWear.BARE, s).rgb())
            .toList();
    List<byte[]> again =
        IntStream.range(0, 100)
            .parallel()
            .mapToObj(s -> augmenter.view(face, MaskWear.BARE, s).rgb())
            .toList();

    for (int i = 0; i < 100; i++) {
      assertThat(again.get(i)).as("seed %d", i).isEqualTo(first.get(i));
    }
    assertThat(first.stream().map(Arrays::hashCode).distinct().count()).isGreaterThan(60);
    assertThat(face).isEqualTo(Faces.face());
  }

  @Test
  void halfOfTheViewsAreMaskedAndSaySo() {
    Augmenter masks = new Augmenter(new AugmentConfig(0.5, 0, 0, 0, 0, 0, 1));
    int masked = 0;
    for (int seed = 0; seed < 400; seed++) {
      TrainingView view = masks.view(face, MaskWear.BARE, seed);
      masked += view.masked() ? 1 : 0;
      assertThat(!Arrays.equals(view.rgb(), face)).isEqualTo(view.masked());
    }
    assertThat(masked).isBetween(160, 240);
  }

  @Test
  void noMaskIsDrawnOnPeopleWhoWearOneAndTheLabelIsTheirs() {
    Augmenter masks = new Augmenter(new AugmentConfig(1, 0, 0, 0, 0, 0, 1));
    for (MaskWear worn : List.of(MaskWear.MASKED, MaskWear.UNDER_NOSE, MaskWear.UNDER_CHIN)) {
      TrainingView view = masks.view(face, worn, 3);
      assertThat(view.rgb()).as("%s", worn).isEqualTo(face);
      assertThat(view.masked()).as("%s", worn).isEqualTo(worn != MaskWear.UNDER_CHIN);
    }
    assertThat(masks.view(face, MaskWear.BARE, 3).masked()).isTrue();
    assertThat(new Augmenter(AugmentConfig.NONE).view(face, MaskWear.MASKED, 3).masked()).isTrue();
  }

  @Test
  void withoutChangesThePictureStaysAsItIs() {
    assertThat(new Augmenter(AugmentConfig.NONE).view(face, MaskWear.BARE, 5).rgb())
        .isEqualTo(face);
  }

  @Test
  void mirrorsAreMirrored() {
    byte[] noise = Faces.noise(2);
    byte[] view =
        new Augmenter(new AugmentConfig(0, 1, 0, 0, 0, 0, 1)).view(noise, MaskWear.BARE, 1).rgb();

    assertThat(view[0]).isEqualTo(noise[3 * 111]);
    assertThat(view[1]).isEqualTo(noise[3 * 111 + 1]);
    assertThat(Augmenter.mirror(view)).isEqualTo(noise);
  }

  @Test
  void theOtherChangesAreMild() {
    for (AugmentConfig config :
        List.of(
            new AugmentConfig(0, 0, 1, 0, 0, 0, 1),
            new AugmentConfig(0, 0, 0, 1, 0, 0, 1),
            new AugmentConfig(0, 0, 0, 0, 1, 0, 1),
            new AugmentConfig(0, 0, 0, 0, 0, 1, 1))) {
      byte[] view = new Augmenter(config).view(face, MaskWear.BARE, 3).rgb();
      double sum = 0;
      for (int i = 0; i < face.length; i++) {
        sum += Math.abs((view[i] & 0xff) - (face[i] & 0xff));
      }
      assertThat(sum / face.length).as("%s", config).isBetween(0.2, 45.0);
    }
  }

  @Test
  void nativeMemoryIsGivenBack() throws InterruptedException {
    augmenter.view(face, MaskWear.BARE, 0);
    long before = NativeMemory.settled();
    IntStream.range(0, 300).forEach(seed -> augmenter.view(face, MaskWear.BARE, seed));

    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }

  @Test
  void probabilitiesAreChecked() {
    assertThatThrownBy(() -> new AugmentConfig(0.5, 0, 1.5, 0, 0, 0, 1))
        .hasMessageContaining("'blur'")
        .hasMessageContaining("1.5");
  }
}
