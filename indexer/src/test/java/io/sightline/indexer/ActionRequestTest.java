package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionRequestTest {
  private static final String NOTE =
      "{ \"action\": \"note\", \"by\": \"eve\", \"note\": \"a coat\" }";

  @Test
  void aKeyIsOneActionAndAnotherActionUnderItIsAnother() throws Exception {
    String first = id("k", "a", NOTE);
    assertThat(id("k", "a", NOTE.replace(" ", "  ").replace("a  coat", "a coat"))).isEqualTo(first);
    assertThat(id("k", "a", NOTE.replace("coat", "hat"))).isNotEqualTo(first);
    assertThat(id("k", "a", NOTE.replace("eve", "ann"))).isNotEqualTo(first);
    assertThat(id("k", "a", NOTE.replace("\"note\",", "\"start\","))).isNotEqualTo(first);
    assertThat(id("k", "b", NOTE)).isNotEqualTo(first);
    assertThat(id("k2", "a", NOTE)).isNotEqualTo(first);
  }

  private static String id(String key, String alert, String body) throws Exception {
    RequestKey given = new RequestKey(Optional.of(key));
    return ActionRequest.read(alert, new ObjectMapper().readTree(body), given, Instant.EPOCH).id();
  }
}
