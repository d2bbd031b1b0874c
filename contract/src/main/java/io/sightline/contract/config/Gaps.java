package io.sightline.contract.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Places where something has a name or a number and no content. A key without a value has its
 * default, but a list's entry and a member of a group that people name have none.
 */
final class Gaps {
  private static final Pattern PARTS = Pattern.compile("cameras|watchlists|channels");

  /** An empty text may be meant here. */
  private static final Pattern TEXTS =
      Pattern.compile("kafka\\.properties|channels\\.[^.]+\\.webhook\\.headers");

  private Gaps() {}

  /** Reports them, and makes them null: the rest can be read then. */
  static void find(JsonNode node, String path, List<String> problems) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        String at = path + "[" + i + "]";
        if (isEmpty(array.get(i))) {
          problems.add(at + ": is empty");
          array.setNull(i);
        } else {
          find(array.get(i), at, problems);
        }
      }
    } else {
      boolean part = PARTS.matcher(path).matches();
      boolean text = TEXTS.matcher(path).matches();
      for (Map.Entry<String, JsonNode> e : node.properties()) {
        String at = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
        if (part && isEmpty(e.getValue()) || text && e.getValue().isNull()) {
          problems.add(at + ": is empty");
          e.setValue(NullNode.getInstance());
        } else {
          find(e.getValue(), at, problems);
        }
      }
    }
  }

  /** YAML's reader takes nothing at all for an empty text. */
  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || value.isTextual() && value.textValue().isEmpty();
  }

  /** Without what could not be read, which is reported already. */
  static <T> List<T> left(List<T> values) {
    return values == null ? List.of() : values.stream().filter(Objects::nonNull).toList();
  }

  /** Without what could not be read, which is reported already. */
  static <T> Map<String, T> left(Map<String, T> values) {
    Map<String, T> left = values == null ? new HashMap<>() : new HashMap<>(values);
    left.values().removeIf(Objects::isNull);
    return Map.copyOf(left);
  }
}
