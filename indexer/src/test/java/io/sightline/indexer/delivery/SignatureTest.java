package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  /** The example of the specification's own libraries. */
  @Test
  void itIsWhatOtherLibrariesExpect() {
    assertThat(
            new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aKeyIsAsLongAsItsBytesAreNotItsText() {
    // 22 characters, and 12 bytes; 15, and 15.
    for (String secret : List.of("whsec_MfKQ9r8GKYqrTwjU", "fifteen-letters")) {
      assertThatThrownBy(() -> new Signature(secret))
          .hasMessageContaining("16")
          .hasMessageNotContaining(secret.substring(8));
    }
    assertThatThrownBy(() -> new Signature("whsec_*not*base64*at*all"))
        .hasMessageContaining("base64")
        .hasMessageNotContaining("2a");
    assertThat(new Signature("sixteen-letters.").weak()).isTrue();
    assertThat(new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").weak()).isFalse();
  }
}
