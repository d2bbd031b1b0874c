package io.sightline.trainer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.Point;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.RenderedPeople.Encoded;
import io.sightline.trainer.synthetic.person.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RenderedPeopleTest {
  private static final StudioOptions OPTIONS =
      new StudioOptions(36, 80, 75, 30, 5, 0.6, true, true, 1, 0);

  private static List<Encoded> render(long seed, int threads, boolean whole) throws Exception {
    return render(OPTIONS, seed, threads, whole);
  }

  private static List<Encoded> render(StudioOptions options, long seed, int threads, boolean whole)
      throws Exception {
    List<Encoded> all = new ArrayList<>();
    new RenderedPeople(options, 3, 4, seed, whole, 0, 95).render(threads, () -> false, all::add);
    return all;
  }

  @Test
  void sameSeedSameBytesOnAnyNumberOfThreads() throws Exception {
    List<Encoded> once = render(3, 1, false);
    List<Encoded> again = render(3, 3, false);
    List<Encoded> other = render(4, 2, false);
    assertThat(again).hasSize(12);
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i).jpeg()).as("picture %d", i).isEqualTo(once.get(i).jpeg());
      assertThat(again.get(i).truth()).isEqualTo(once.get(i).truth());
      assertThat(other.get(i).jpeg()).as("picture %d", i).isNotEqualTo(once.get(i).jpeg());
    }
  }

  @Test
  void truthsCountThroughAndNameEveryMaskState() throws Exception {
    List<PersonTruth> truths = render(3, 2, true).stream().map(Encoded::truth).toList();
    for (int i = 0; i < truths.size(); i++) {
      assertThat(truths.get(i).frame()).isEqualTo(i);
      assertThat(truths.get(i).identity()).isEqualTo(i / 4);
      assertThat(truths.get(i).size()).isBetween(25.0, 110.0);
      assertThat(truths.get(i).visibility()).isGreaterThan(0.8);
    }
    Set<MaskWear> states = truths.stream().map(PersonTruth::mask).collect(Collectors.toSet());
    assertThat(states).contains(MaskWear.BARE, MaskWear.MASKED);
  }

  @Test
  void cropsAreAlignedByTheirLandmarks() throws Exception {
    List<Point> template = AlignmentTemplate.ARCFACE_112.landmarks().points();
    double near = 0;
    List<Encoded> crops = render(3, 2, false);
    int counted = 0;
    for (Encoded crop : crops) {
      if (Math.abs(crop.truth().yaw()) < 30) {
        List<Point> points = crop.truth().landmarks().points();
        for (int i = 0; i < 5; i++) {
          near += points.get(i).distance(template.get(i)) / 5;
        }
        counted++;
      }
    }
    assertThat(near / counted).isLessThan(5);
  }

  @Test
  void camerasUnderACeilingSeeFacesFromAbove() throws Exception {
    assertThat(pitch(1)).isGreaterThan(pitch(0) + 10);
  }

  /** Mean over the pictures, degrees; down is positive. */
  private static double pitch(double overhead) throws Exception {
    StudioOptions options = new StudioOptions(36, 80, 20, 5, 0, 0, false, false, 0, overhead);
    return render(options, 3, 2, true).stream()
        .mapToDouble(picture -> picture.truth().pitch())
        .average()
        .orElseThrow();
  }

  @Test
  void whoIsStoppedHandsOverWhatWasDone() throws Exception {
    List<Encoded> some = new ArrayList<>();
    RenderedPeople people = new RenderedPeople(OPTIONS, 3, 4, 1, false, 0, 95);
    int done = people.render(2, () -> some.size() == 6, some::add);
    assertThat(done).isEqualTo(6).isEqualTo(some.size());
    List<Encoded> all = render(1, 1, false);
    assertThat(some.get(5).jpeg()).isEqualTo(all.get(5).jpeg());
  }

  @Test
  void photosForEnrolmentHaveOpenEyes() {
    for (int seed = 0; seed < 100; seed++) {
      Expression any = Expression.random(new SplittableRandom(seed));
      assertThat(any.awake().blink()).isLessThan(0.31f);
      assertThat(any.awake().equals(any)).isEqualTo(any.blink() < 1);
    }
  }
}
