package io.sightline.trainer.synthetic.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final List<Identity> PEOPLE = Population.of(5, 120);

  @Test
  void allDifferByTheStatedDistance() {
    for (int i = 0; i < PEOPLE.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Population.distance(PEOPLE.get(i), PEOPLE.get(j)))
            .as("%d and %d", i, j)
            .isGreaterThanOrEqualTo(Population.APART);
      }
    }
  }

  @Test
  void somebodyIsNoDistanceFromThemselves() {
    Identity again = Identity.of(PEOPLE.get(7).seed());
    assertThat(Population.distance(PEOPLE.get(7), again)).isZero();
    assertThat(again.traits()).isEqualTo(PEOPLE.get(7).traits());
  }

  @Test
  void theFirstStayWhoTheyAreHoweverManyFollow() {
    assertThat(Population.of(5, 20).stream().map(Identity::seed))
        .isEqualTo(PEOPLE.subList(0, 20).stream().map(Identity::seed).toList());
    assertThat(Population.of(6, 1).get(0).seed()).isNotEqualTo(PEOPLE.get(0).seed());
  }

  @Test
  void traitsGoTogetherAsInLife() {
    double men = mean(Trait.JAW_WIDTH, 1);
    double women = mean(Trait.JAW_WIDTH, -1);
    assertThat(men - women).isGreaterThan(0.3);
    assertThat(mean(Trait.LIP_UPPER, -1)).isGreaterThan(mean(Trait.LIP_UPPER, 1));
  }

  private static double mean(Trait trait, int sex) {
    return PEOPLE.stream()
        .filter(p -> p.sex() * sex > 0)
        .mapToDouble(p -> p.of(trait))
        .average()
        .orElseThrow();
  }

  @Test
  void looksChangeFromDayToDayButTheFaceDoesNot() {
    Identity who = PEOPLE.get(3);
    SplittableRandom random = new SplittableRandom(1);
    List<HairStyle> styles =
        random
            .ints(30)
            .mapToObj(s -> Appearance.random(who, new SplittableRandom(s)).hair().style())
            .distinct()
            .toList();
    assertThat(styles).hasSizeGreaterThan(3);
    Appearance one = Appearance.random(who, new SplittableRandom(1));
    Appearance other = Appearance.random(who, new SplittableRandom(2));
    float[] first = new HeadModel(who, one, 64).pose(Expression.NEUTRAL, Pose.FRONT).face();
    float[] second = new HeadModel(who, other, 64).pose(Expression.NEUTRAL, Pose.FRONT).face();
    assertThat(first).isEqualTo(second);
  }
}
