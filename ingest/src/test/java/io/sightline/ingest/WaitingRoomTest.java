package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final int FRAME = 10;

  private long now;
  private double free = 1000;
  private final WaitingRoom room = new WaitingRoom(1000, () -> free, () -> now);

  /** Those whose partition has no leader get no answers: the others go on. */
  @Test
  void camerasWhoseFramesStayLeaveRoomForTheOthers() {
    int stuck = 0;
    // The well one's frames are answered at once.
    for (int i = 0; i < 1000; i++) {
      for (String camera : new String[] {"stuck", "stuck too"}) {
        if (room.admits(camera, FRAME)) {
          room.came(camera, FRAME);
          free -= FRAME;
          stuck++;
        }
      }
      assertThat(room.admits("well", FRAME)).isTrue();
      room.came("well", FRAME);
      room.left("well", FRAME);
    }
    // As long as there was room they had it.
    assertThat(stuck * FRAME).isGreaterThan(700);
    assertThat(free).isGreaterThan(200);
  }

  @Test
  void aFrameThatIsLargerThanAShareMayWaitAlone() {
    free = 100;
    assertThat(room.admits("a", 400)).isTrue();
    room.came("a", 400);
    assertThat(room.admits("a", 400)).isFalse();
  }

  /** Each try holds a camera's thread up. */
  @Test
  void aFullBufferIsTriedOnceASecondForAll() {
    room.full();
    assertThat(room.admits("a", FRAME)).isFalse();
    now += WaitingRoom.PROBE.toNanos();
    assertThat(room.admits("a", FRAME)).isTrue();
    assertThat(room.admits("b", FRAME)).isFalse();
    assertThat(room.admits("a", FRAME)).isFalse();
    room.full();
    now += WaitingRoom.PROBE.toNanos();
    assertThat(room.admits("b", FRAME)).isTrue();
    room.room();
    assertThat(room.admits("a", FRAME)).isTrue();
    assertThat(room.admits("b", FRAME)).isTrue();
  }
}
