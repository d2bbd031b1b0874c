package io.sightline.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir Path folder;

  @Test
  void aCardComesBackAsItWasWritten() throws Exception {
    Path onnx = Files.writeString(folder.resolve("face.onnx"), "weights");
    RecogniserSpec spec =
        new RecogniserSpec("embedding", 512, "mask", 0.3, Map.of("bareBare", Map.of("1e-3", 0.31)));
    ModelCard card = card("mine", onnx, spec);
    card.write(folder.resolve("face.json"));
    assertThat(ModelFolder.open(folder).recogniser("").card()).isEqualTo(card);
    assertThat(ModelFolder.open(folder).recogniser("mine").onnx()).isEqualTo(onnx);
  }

  @Test
  void twoCardsOfTheSameAreTheSameFile() throws Exception {
    Path onnx = Files.writeString(folder.resolve("face.onnx"), "weights");
    Map<String, Double> rates = new LinkedHashMap<>();
    Map<String, Double> backwards = new LinkedHashMap<>();
    for (int i = 2; i <= 6; i++) {
      rates.put("1e-" + i, i / 10.0);
      backwards.put("1e-" + (8 - i), (8 - i) / 10.0);
    }
    Path one = folder.resolve("one.json");
    Path other = folder.resolve("other.json");
    card("mine", onnx, new RecogniserSpec("e", 512, null, 0.3, Map.of("bareBare", rates)))
        .write(one);
    card("mine", onnx, new RecogniserSpec("e", 512, null, 0.3, Map.of("bareBare", backwards)))
        .write(other);
    assertThat(other).hasSameTextualContentAs(one);
  }

  @Test
  void aFileThatIsNotItsCardsIsRefused() throws Exception {
    Path onnx = Files.writeString(folder.resolve("face.onnx"), "weights");
    card("mine", onnx, new RecogniserSpec("e", 512, null, 0.3, null))
        .write(folder.resolve("face.json"));
    Files.writeString(onnx, "other weights");
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("face.onnx")
        .hasMessageContaining(ModelBundle.sha256(onnx));
  }

  @Test
  void anUnknownModelWithoutACardIsToldWhatItsCardMustSay() throws Exception {
    Path onnx = Files.writeString(folder.resolve("x.onnx"), "weights");
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .hasMessageContaining("x.json")
        .hasMessageContaining(ModelBundle.sha256(onnx))
        .hasMessageContaining("recogniser");
  }

  @Test
  void aCardWithAMistakeNamesFileAndKey() throws Exception {
    Path onnx = Files.writeString(folder.resolve("face.onnx"), "weights");
    Path json = folder.resolve("face.json");
    card("mine", onnx, new RecogniserSpec("e", 512, null, 0.3, null)).write(json);
    String good = Files.readString(json);
    Files.writeString(json, good.replace("\"size\" : 512", "\"size\" : -1"));
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .hasMessageContaining("face.json")
        .hasMessageContaining("recogniser.size");
    Files.writeString(json, good.replace("\"colours\"", "\"colors\""));
    assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("input.colours");
    Files.writeString(json, "{");
    assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("face.json");
  }

  @Test
  void severalOfOneKindMustBeChosenFrom() throws Exception {
    for (String name : new String[] {"a", "b"}) {
      Path onnx = Files.writeString(folder.resolve(name + ".onnx"), name);
      card(name, onnx, new RecogniserSpec("e", 512, null, 0.3, null))
          .write(folder.resolve(name + ".json"));
    }
    ModelFolder models = ModelFolder.open(folder);
    assertThatThrownBy(() -> models.recogniser("")).hasMessageContaining("[a, b]");
    assertThat(models.recogniser("b").card().id()).isEqualTo("b");
    assertThatThrownBy(() -> models.recogniser("c")).hasMessageContaining("'c'");
    assertThatThrownBy(() -> models.detector("")).hasMessageContaining("no detector");
    assertThatThrownBy(() -> ModelFolder.open(folder.resolve("none")))
        .hasMessageContaining("does not exist");
  }

  private static ModelCard card(String id, Path onnx, RecogniserSpec spec) {
    ModelInput input = KnownModels.MOBILEFACENET.input();
    return new ModelCard(
        id, ModelBundle.sha256(onnx), input, null, spec, "none", "here", "", Map.of("lfw", 0.99));
  }
}
