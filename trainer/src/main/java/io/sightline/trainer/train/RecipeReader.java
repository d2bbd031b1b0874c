package io.sightline.trainer.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Recipes as YAML, laid over the paper's: what a file does not name stays as it is there. Unknown
 * keys are all reported at once, with their paths.
 */
public final class RecipeReader {
  private static final YAMLMapper MAPPER = mapper();

  private RecipeReader() {}

  /** Of a file, null for the paper's, and options. */
  public static Recipe read(Path file, Map<String, String> options) {
    return read(file, Map.of(), options);
  }

  /**
   * @param file of the recipe; null for none
   * @param defaults laid over the paper's, below the file: values by path
   * @param options laid over the file: values by path, such as {@code network.type}
   * @throws TrainingException when it cannot be read or used; names the file and the keys
   */
  static Recipe read(Path file, Map<String, String> defaults, Map<String, String> options) {
    String source = file == null ? "the options" : file.toString();
    try {
      ObjectNode recipe = MAPPER.valueToTree(Recipe.PAPER);
      List<String> unknown = new ArrayList<>();
      overlay(recipe, defaults, unknown);
      if (file != null) {
        overlay(recipe, MAPPER.readTree(Files.readString(file)), "", unknown);
      }
      overlay(recipe, options, unknown);
      if (!unknown.isEmpty()) {
        throw new TrainingException("recipe " + source + ": " + String.join("; ", unknown));
      }
      return MAPPER.treeToValue(recipe, Recipe.class);
    } catch (JsonProcessingException e) {
      throw new TrainingException("recipe " + source + ": " + reason(e), e);
    } catch (IOException e) {
      throw new TrainingException("recipe " + source + " cannot be read: " + e, e);
    }
  }

  /** The whole recipe as YAML. */
  public static String write(Recipe recipe) {
    try {
      return MAPPER.writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void overlay(ObjectNode recipe, Map<String, String> values, List<String> unknown)
      throws JsonProcessingException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      overlay(recipe, nested(value.getKey(), value.getValue()), "", unknown);
    }
  }

  private static void overlay(ObjectNode base, JsonNode over, String path, List<String> unknown) {
    if (over.isMissingNode() || over.isNull()) {
      return;
    }
    if (!over.isObject()) {
      unknown.add((path.isEmpty() ? "it" : path) + " must be a group of keys");
      return;
    }
    over.properties()
        .forEach(
            entry -> {
              String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              JsonNode old = base.get(entry.getKey());
              if (old == null) {
                List<String> known = new ArrayList<>();
                base.fieldNames().forEachRemaining(known::add);
                unknown.add(key + ": unknown key; known are " + String.join(", ", known));
              } else if (old instanceof ObjectNode group) {
                overlay(group, entry.getValue(), key, unknown);
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static JsonNode nested(String path, String value) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(value);
    String[] keys = path.split("\\.");
    for (int i = keys.length - 1; i >= 0; i--) {
      node = MAPPER.createObjectNode().set(keys[i], node);
    }
    return node;
  }

  private static String reason(JsonProcessingException e) {
    String path =
        e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
            ? String.join(
                ".", mapping.getPath().stream().map(r -> String.valueOf(r.getFieldName())).toList())
            : "";
    String message =
        e.getCause() instanceof IllegalArgumentException cause
            ? cause.getMessage()
            : e.getOriginalMessage();
    return path.isEmpty() ? message : path + ": " + message;
  }

  private static YAMLMapper mapper() {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return YAMLMapper.builder(YAMLFactory.builder().loaderOptions(strict).build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .build();
  }
}
