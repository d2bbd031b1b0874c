package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
}
