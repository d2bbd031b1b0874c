package io.sightline.contract.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads the configuration strictly: an unknown key, a missing one, a value out of range and an
 * unset variable are all reported at once, with their paths, and nothing starts.
 */
public final class ConfigLoader {

  private ConfigLoader() {}

  /**
   * @throws ConfigException when the file cannot be read or used
   */
  public static SightlineConfig load(Path file) {
    try {
      return parse(Files.readString(file), file.toString(), System.getenv());
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /**
   * @param source what to call the text in messages
   * @param environment where {@code ${ENV:NAME}} is looked up
   */
  public static SightlineConfig parse(String yaml, String source, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    JsonNode tree;
    SightlineConfig config = null;
    try {
      tree = yamlMapper().readTree(yaml);
      if (tree.isMissingNode() || tree.isNull()) {
        tree = yamlMapper().createObjectNode();
      }
      tree = new Environment(environment, problems).resolve(tree, "");
      Gaps.find(tree, "", problems);
      config =
          mapper(problems, PropertyNamingStrategies.SNAKE_CASE)
              .treeToValue(tree, SightlineConfig.class);
    } catch (JsonProcessingException e) {
      problems.add(syntax(e));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(source, problems.stream().distinct().toList());
    }
    return config;
  }

  /**
   * Reads one part that comes as JSON, such as a watchlist from the API: as strictly, but with keys
   * in camelCase, and no variable is looked up.
   *
   * @param source what to call the text in messages
   * @throws ConfigException with every problem, keys as they stand in the JSON
   */
  public static <T> T part(JsonNode json, Class<T> type, String source) {
    List<String> problems = new ArrayList<>();
    T part = null;
    Gaps.find(json, "", problems);
    try {
      part = mapper(problems, PropertyNamingStrategies.LOWER_CAMEL_CASE).treeToValue(json, type);
    } catch (JsonProcessingException e) {
      problems.add(e.getOriginalMessage());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(
          source, problems.stream().map(ConfigLoader::camelCase).distinct().toList());
    }
    return part;
  }

  /** Without the line that YAML's reader would quote: it may hold a password. */
  private static String syntax(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      String context = yaml.getContext() == null ? "" : yaml.getContext() + ": ";
      return "%s%s (line %d, column %d)"
          .formatted(
              context,
              yaml.getProblem(),
              yaml.getProblemMark().getLine() + 1,
              yaml.getProblemMark().getColumn() + 1);
    }
    return e.getOriginalMessage()
        + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
  }

  /** Parts name their keys as the file has them. */
  private static String camelCase(String problem) {
    int end = Math.max(0, problem.indexOf(':'));
    return Pattern.compile("_([a-z])")
            .matcher(problem.substring(0, end))
            .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT))
        + problem.substring(end);
  }

  /** A key given twice is a mistake that YAML readers like to swallow. */
  private static YAMLMapper yamlMapper() {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return new YAMLMapper(YAMLFactory.builder().loaderOptions(strict).build());
  }

  private static JsonMapper mapper(List<String> problems, PropertyNamingStrategy keys) {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(keys)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.WRAP_EXCEPTIONS)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
            .addHandler(new ProblemCollector(problems))
            .build();
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }
}
