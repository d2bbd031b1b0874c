package io.sightline.trainer.evaluate.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.DetectorSpec.Decoder;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardDraftTest {
  @TempDir Path folder;
  private final Wishes wishes = new Wishes();

  @Test
  void aRecogniserWithoutAMaskOutput() throws IOException {
    CardDraft draft = draft(crops().embedding("features"));
    assertThat(draft.card().recogniser().embedding()).isEqualTo("features");
    assertThat(draft.card().recogniser().size()).isEqualTo(147);
    assertThat(draft.card().recogniser().maskOutput()).isEmpty();
    assertThat(draft.card().input().mean()).containsOnly(127.5);
    assertThat(draft.card().input().std()).containsOnly(127.5);
    assertThat(draft.card().input().colours()).isEqualTo(ModelInput.Colours.RGB);
    assertThat(draft.assumed())
        .isEqualTo("colours RGB, normalisation arcface, one person from cosine 0.4");
    String sha256 = ModelBundle.sha256(folder.resolve("my model.onnx"));
    assertThat(draft.card().id()).isEqualTo("my-model-" + sha256.substring(0, 8));
  }

  @Test
  void maskOutputsOfOneAndOfTwoNumbers() throws IOException {
    for (int numbers : new int[] {1, 2}) {
      CardDraft draft = draft(crops().embedding("e").mask("m", numbers));
      assertThat(draft.card().recogniser().maskOutput()).contains("m");
    }
  }

  @Test
  void aNetworkThatNormalisesByItselfGetsPicturesAsTheyAre() throws IOException {
    CardDraft draft = draft(crops().normalising().embedding("e"));
    assertThat(draft.card().input().mean()).containsOnly(0.0);
    assertThat(draft.card().input().std()).containsOnly(1.0);
    assertThat(draft.assumed()).contains("raw (the network begins with arithmetic)");
  }

  @Test
  void whatTheUserSaysIsNotAssumed() throws IOException {
    wishes.colours = ModelInput.Colours.BGR;
    wishes.preset = Preset.IMAGENET;
    wishes.similarity = 0.35;
    wishes.id = "mine";
    CardDraft draft = draft(crops().embedding("e"));
    assertThat(draft.assumed()).isEmpty();
    assertThat(draft.card().id()).isEqualTo("mine");
    assertThat(draft.card().input().mean())
        .as("blue first")
        .containsExactly(103.53, 116.28, 123.675);
    assertThat(draft.card().recogniser().similarityThreshold()).isEqualTo(0.35);

    wishes.mean = List.of(1.0, 2.0, 3.0);
    assertThatThrownBy(() -> draft(crops().embedding("e"))).hasMessageContaining("--std");
    wishes.std = List.of(4.0, 5.0, 6.0);
    assertThat(draft(crops().embedding("e")).card().input().mean()).containsExactly(1.0, 2.0, 3.0);
    wishes.id = "no blanks please";
    assertThatThrownBy(() -> draft(crops().embedding("e"))).hasMessageContaining("id needs");
  }

  @Test
  void numbersThatCannotBeMeantAreRefused() throws IOException {
    wishes.similarity = 2.0;
    refused(crops().embedding("e"), "--similarity is a cosine");
    wishes.similarity = null;
    wishes.mean = List.of(1.0, 2.0);
    wishes.std = List.of(1.0, 1.0);
    refused(crops().embedding("e"), "three numbers each");
    wishes.mean = List.of(1.0, 2.0, 3.0);
    wishes.std = List.of(0.0, 1.0, 1.0);
    refused(crops().embedding("e"), "other than 0");
  }

  @Test
  void openSidesTakeTheUsualSizeOrTheOneAsked() throws IOException {
    CardDraft draft = draft(new TinyOnnx(-1, 3, -1, -1).embedding("e"));
    assertThat(draft.card().input().width()).isEqualTo(112);
    assertThat(draft.assumed()).contains("pictures of 112x112");
    wishes.size = "64x32";
    TinyOnnx maps = new TinyOnnx(1, 3, -1, -1);
    assertThat(draft(scrfd(maps, 64, 32)).card().input().width()).isEqualTo(64);
    assertThatThrownBy(() -> draft(crops().embedding("e"))).hasMessageContaining("--size");
    wishes.size = "large";
    assertThatThrownBy(() -> draft(crops().embedding("e"))).hasMessageContaining("640x640");
  }

  @Test
  void scrfdIsKnownByItsOutputs() throws IOException {
    CardDraft draft = draft(scrfd(new TinyOnnx(1, 3, 64, 64), 64, 64));
    DetectorSpec spec = draft.card().detector();
    assertThat(spec.decoder()).isEqualTo(Decoder.SCRFD);
    assertThat(spec.anchors()).isEqualTo(2);
    assertThat(spec.strides()).containsExactly(8, 16, 32);
    assertThat(spec.outputs())
        .containsExactly("s8", "s16", "s32", "b8", "b16", "b32", "k8", "k16", "k32");
    assertThat(draft.card().input().std()).containsOnly(128.0);
  }

  @Test
  void yunetIsKnownByItsOutputs() throws IOException {
    TinyOnnx model = new TinyOnnx(1, 3, 64, 64);
    for (String kind : new String[] {"obj", "cls", "bbox", "kps"}) {
      int numbers = kind.equals("bbox") ? 4 : kind.equals("kps") ? 10 : 1;
      for (int stride : new int[] {32, 8, 16}) {
        model.map(kind + "_" + stride, 1, 64 / stride * (64 / stride), numbers);
      }
    }
    CardDraft draft = draft(model);
    assertThat(draft.card().detector().decoder()).isEqualTo(Decoder.YUNET);
    assertThat(draft.card().detector().outputs())
        .startsWith("cls_8", "cls_16", "cls_32", "obj_8", "obj_16", "obj_32", "bbox_8")
        .endsWith("kps_32");
    assertThat(draft.assumed()).isEqualTo("colours BGR, normalisation raw");
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.onnx"), "not a model");
    assertThatThrownBy(() -> CardDraft.of(text, wishes))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("notes.onnx is no ONNX file");
    refused(new TinyOnnx(1, 112, 112, 3).map("e", 1, 64), "channels last");
    refused(new TinyOnnx(1, 1, 112, 112).map("e", 1, 64), "[1, 1, 112, 112]");
    refused(
        new TinyOnnx(1, 3, 112, 112).weightsElsewhere().embedding("e"), "weights in another file");
    refused(new TinyOnnx(8, 3, 112, 112).embedding("e"), "batch open or 1");
    refused(crops().input("other").embedding("e"), "[data, other]");
    refused(crops().map("age", 1, 3), "age [1, 3]");
    refused(crops().map("e", 1, 512, 1, 1), "e [1, 512, 1, 1]");
    refused(
        new TinyOnnx(1, 3, 64, 64)
            .map("loc", 1, 100, 14)
            .map("conf", 1, 100, 2)
            .map("iou", 1, 100, 1),
        "neither YuNet's nor SCRFD's");
    refused(
        new TinyOnnx(1, 3, 64, 64).map("s", 1, 100, 1).map("b", 1, 100, 4).map("k", 1, 100, 10),
        "not maps of strides [8]");
  }

  private void refused(TinyOnnx model, String why) {
    assertThatThrownBy(() -> draft(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  private static TinyOnnx crops() {
    return new TinyOnnx(-1, 3, 112, 112);
  }

  private static TinyOnnx scrfd(TinyOnnx model, int width, int height) {
    for (int stride : new int[] {8, 16, 32}) {
      long rows = 2L * (width / stride) * (height / stride);
      model.map("k" + stride, rows, 10).map("s" + stride, rows, 1).map("b" + stride, rows, 4);
    }
    return model;
  }

  private CardDraft draft(TinyOnnx model) throws IOException {
    return CardDraft.of(model.write(folder.resolve("my model.onnx")), wishes);
  }
}
