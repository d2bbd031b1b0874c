package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenViewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Terminal size = new Terminal(80, 24);
  private final ScreenView view =
      new ScreenView(new PrintStream(out, true, StandardCharsets.UTF_8), () -> size);

  @Test
  void noLineIsWiderAndNoTableHigherThanTheTerminal() {
    assertThat(draw(4)).hasSize(23).allMatch(line -> line.length() <= 80);
    size = new Terminal(30, 10);
    assertThat(draw(4)).hasSize(9).allMatch(line -> line.length() <= 30);
    assertThat(draw(40)).hasSize(9);
    size = new Terminal(200, 60);
    assertThat(draw(4)).hasSize(24).anyMatch(line -> line.length() > 80);
  }

  @Test
  void theNextTableBeginsWhereTheLastBegan() {
    draw(2);
    size = new Terminal(80, 8);
    draw(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\u001b[22A");
    draw(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\u001b[7A");
  }

  @Test
  void aTerminalMayNotKnowItsSize() {
    assertThat(Terminal.of("50 132\n")).isEqualTo(new Terminal(132, 50));
    assertThat(Terminal.of("0 0\n")).isEqualTo(new Terminal(80, 24));
    assertThat(Terminal.of("")).isEqualTo(new Terminal(80, 24));
    assertThat(Terminal.of("stty: no")).isEqualTo(new Terminal(80, 24));
  }

  /** The lines of one table. */
  private List<String> draw(int cameras) {
    out.reset();
    view.tick(
        Duration.ofSeconds(1),
        IntStream.range(0, cameras)
            .mapToObj(i -> new CameraRow("camera" + i, 5, 0, 1, 0))
            .toList());
    String text = out.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[\\d*[A-Z]", "");
    return text.lines().toList();
  }
}
