package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "password",
        "passwd",
        "pwd",
        "loginpas",
        "loginpas_pass",
        "access_token",
        "apikey",
        "p",
        "client_secret",
        "auth",
        "u",
        "pw",
        "psw",
        "Authorization",
        "user",
        "sig",
        "X-Amz-Signature"
      })
  void queriesAreHiddenWhateverACredentialIsCalled(String name) {
    String url = "http://cam/video?channel=1&%s=hunter2&stream=2".formatted(name);
    String safe = "http://cam/video?channel=1&***&stream=2";
    assertThat(new CameraUrl(url)).hasToString(safe);
    String first = "http://cam/video?%s=hunter2/?#x&channel=2".formatted(name);
    assertThat(new CameraUrl(first).toString())
        .startsWith("http://cam/video?***")
        .endsWith("&channel=2")
        .doesNotContain("hunter2");
    assertThat(CameraUrl.redact("cannot open " + url + ": refused (" + url + ")."))
        .isEqualTo("cannot open " + safe + ": refused (" + safe + ").");
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://10.0.0.11:554/user=admin_password=hunter2_channel=1_stream=0.sdp?real_stream,"
        + " rtsp://10.0.0.11:554/***?***",
    "rtsp://10.0.0.11:554/user=admin&password=hunter2&channel=1&stream=0.sdp,"
        + " rtsp://10.0.0.11:554/***&***&channel=1&stream=0.sdp",
    "http://10.0.0.11/videostream.cgi?loginuse=admin&loginpas=hunter2,"
        + " http://10.0.0.11/videostream.cgi?***&***",
    "http://10.0.0.11/snap.jpg?u=admin&p=hunter2, http://10.0.0.11/snap.jpg?***&***",
    "rtsps://10.0.0.1:7441/hUnTeR2hUnTeR2xY?enableSrtp, rtsps://10.0.0.1:7441/***?***",
    "rtsp://10.0.0.11/0/ann:hunter2/main, rtsp://10.0.0.11/0/***/main",
    "rtsp://10.0.0.11/ann/hunter2/ch1, rtsp://10.0.0.11/***/***/ch1",
    "http://10.0.0.11/video?channel=hunter2, http://10.0.0.11/video?***",
    "http://10.0.0.11/video?stream=1&pw=hun@ter2, http://***",
    "rtsp://ann:hun@ter2/x@10.0.0.11/live, rtsp://***",
    "rtsp://hunter2, rtsp://hunter2",
    "rtsp://[fe80::1]:554/live, rtsp://[fe80::1]:554/live"
  })
  void onlyWhatIsUsualInAPathOrAQueryIsShown(String url, String shown) {
    assertThat(new CameraUrl(url)).hasToString(shown);
    assertThat(new CameraUrl(shown)).as("once more").hasToString(shown);
  }

  @Test
  void anAddressWithoutThemIsLeftAsItIs() {
    for (String url :
        new String[] {
          "rtsp://cam:554/live?channel=1&subtype=0",
          "rtsp://cam:554/cam/realmonitor?channel=1&subtype=0",
          "rtsp://cam/Streaming/Channels/101",
          "rtsp://cam/h264Preview_01_main",
          "rtsp://cam/axis-media/media.amp?videocodec=h264",
          "rtsp://cam/stream1",
          "http://cam:8080/hls/list.m3u8",
          "/films/my film @home.mp4",
          "/dev/video0"
        }) {
      assertThat(new CameraUrl(url)).hasToString(url);
    }
    String text = "cannot open rtsp://ann:hunter2@cam/live, ask ops@example.org";
    assertThat(CameraUrl.redact(text))
        .isEqualTo("cannot open rtsp://***@cam/live, ask ops@example.org");
  }
}
