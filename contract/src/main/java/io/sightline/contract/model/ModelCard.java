package io.sightline.contract.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What must be known of a model to use it: {@code model.json} beside {@code model.onnx}. Either
 * {@code detector} or {@code recogniser} is set.
 *
 * @param id of the model; for a recogniser, the name of its embedding space
 * @param sha256 of the ONNX file, hexadecimal
 * @param licence under which the weights may be used
 * @param source where they came from
 * @param training what it was trained on and how, for people to read
 * @param metrics measured figures by name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
    String id,
    String sha256,
    ModelInput input,
    DetectorSpec detector,
    RecogniserSpec recogniser,
    String licence,
    String source,
    String training,
    Map<String, Double> metrics) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // So that two cards of the same are the same file.
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public ModelCard {
    CardCheck.that(
        id != null && id.matches("[A-Za-z0-9._-]{1,64}"),
        "id needs 1 to 64 letters, digits, '.', '_', '-'");
    CardCheck.that(
        sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256 needs 64 hexadecimal digits");
    CardCheck.that(input != null, "input is missing");
    CardCheck.that(
        (detector == null) != (recogniser == null), "needs either detector or recogniser");
    licence = licence == null ? "" : licence;
    source = source == null ? "" : source;
    training = training == null ? "" : training;
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
  }

  /** Names of the tensors that are read of what the network gives. */
  public List<String> outputs() {
    return detector != null
        ? detector.outputs()
        : Stream.concat(Stream.of(recogniser.embedding()), recogniser.maskOutput().stream())
            .toList();
  }

  /**
   * @throws ModelException when the file is no card; names the file and the key
   */
  public static ModelCard read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new ModelException("model card " + file + " cannot be read: " + e, e);
    }
  }

  static ModelCard parse(String json, String name) {
    try {
      return MAPPER.readValue(json, ModelCard.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
      String reason = cause == e ? e.getOriginalMessage() : cause.getMessage();
      throw new ModelException("model card " + name + ": " + reason, e);
    }
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(this) + "\n");
  }
}
