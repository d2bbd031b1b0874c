package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://ann:hunter2@cam/live",
        "rtsp://ann:hunter2/x@cam/live",
        "rtsp://ann:hunter2?x@cam/live",
        "rtsp://ann:hunter2#x@cam/live",
        "rtsp://ann:hunter2@x@cam/live",
        "rtsp://ann:hunter2 x@cam/live"
      })
  void aPasswordIsHiddenWhateverItIsMadeOf(String url) {
    assertThat(new CameraUrl(url)).hasToString("rtsp://***@cam/live");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password", "passwd", "pwd", "loginpas_pass", "access_token", "apikey", "client_secret",
        "auth", "Authorization", "user", "usr", "USERNAME", "sig", "X-Amz-Signature"
      })
  void queriesThatNameACredentialAreHidden(String name) {
    String url = "http://cam/video?a=1&%s=hunter2&b=2".formatted(name);
    assertThat(new CameraUrl(url)).hasToString(url.replace("hunter2", "***"));
    String first = "http://cam/video?%s=hunter2/?#x&b=2".formatted(name);
    assertThat(new CameraUrl(first)).hasToString(first.replace("hunter2/?#x", "***"));
    assertThat(CameraUrl.redact("cannot open " + url + " of lobby: refused"))
        .isEqualTo("cannot open " + url.replace("hunter2", "***") + " of lobby: refused");
  }

  @Test
  void anAddressWithoutThemIsLeftAsItIs() {
    for (String url :
        new String[] {
          "rtsp://cam:554/live?channel=1&subtype=0", "/films/my film @home.mp4", "/dev/video0"
        }) {
      assertThat(new CameraUrl(url)).hasToString(url);
    }
    String text = "cannot open rtsp://ann:hunter2@cam/live, ask ops@example.org";
    assertThat(CameraUrl.redact(text))
        .isEqualTo("cannot open rtsp://***@cam/live, ask ops@example.org");
  }
}
