package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.ModelInput.Colours;
import io.sightline.contract.model.RecogniserSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A card made of what the file shows, what the user says, and what is usual.
 *
 * @param card with no thresholds yet
 * @param assumed what was neither seen nor said, for people to check; empty when nothing was
 */
record CardDraft(ModelCard card, String assumed) {

  /**
   * @throws ModelException when the file is no model that Sightline can use, or a wish cannot be
   *     meant; says why
   */
  static CardDraft of(Path onnx, Wishes wishes) {
    wishes.check();
    String sha256 = ModelBundle.sha256(onnx);
    ModelCard known = KnownModels.bySha256(sha256).orElse(null);
    if (known != null) {
      return new CardDraft(known, "");
    }
    boolean normalises = GraphStart.normalises(onnx);
    ForeignModel model = ForeignModel.read(onnx, wishes.wantedSize());
    DetectorSpec detector = DetectorDraft.fits(model) ? DetectorDraft.of(model) : null;
    RecogniserSpec recogniser =
        detector == null ? RecogniserDraft.of(model, wishes.similarity) : null;
    StringBuilder assumed = new StringBuilder();
    ModelInput input = input(model, detector, normalises, wishes, assumed);
    if (recogniser != null && wishes.similarity == null) {
      assumed.append(", one person from cosine ").append(recogniser.similarityThreshold());
    }
    try {
      ModelCard card =
          new ModelCard(
              wishes.id == null ? id(onnx, sha256) : wishes.id,
              sha256,
              input,
              detector,
              recogniser,
              wishes.licence,
              wishes.source == null ? "imported from " + onnx.getFileName() : wishes.source,
              wishes.training,
              Map.of());
      return new CardDraft(card, assumed.isEmpty() ? "" : assumed.substring(2));
    } catch (IllegalArgumentException e) {
      throw new ModelException(e.getMessage(), e);
    }
  }

  private static ModelInput input(
      ForeignModel model,
      DetectorSpec detector,
      boolean normalises,
      Wishes wishes,
      StringBuilder assumed) {
    boolean yunet = detector != null && detector.decoder() == DetectorSpec.Decoder.YUNET;
    Colours colours = wishes.colours;
    if (colours == null) {
      colours = yunet ? Colours.BGR : Colours.RGB;
      assumed.append(", colours ").append(colours);
    }
    if (model.open() && wishes.size == null) {
      assumed.append(", pictures of ").append(model.width()).append('x').append(model.height());
    }
    if (wishes.numbers()) {
      return new ModelInput(
          model.tensor(), model.width(), model.height(), colours, wishes.mean, wishes.std);
    }
    Preset preset = wishes.preset;
    if (preset == null) {
      boolean raw = yunet || normalises;
      preset = raw ? Preset.RAW : detector == null ? Preset.ARCFACE : Preset.SCRFD;
      assumed.append(", normalisation ").append(preset.name().toLowerCase(Locale.ROOT));
      assumed.append(normalises ? " (the network begins with arithmetic)" : "");
    }
    boolean bgr = colours == Colours.BGR;
    return new ModelInput(
        model.tensor(),
        model.width(),
        model.height(),
        colours,
        bgr ? reversed(preset.mean()) : preset.mean(),
        bgr ? reversed(preset.std()) : preset.std());
  }

  private static List<Double> reversed(List<Double> rgb) {
    return List.of(rgb.get(2), rgb.get(1), rgb.get(0));
  }

  /** Two files of one name are two embedding spaces. */
  private static String id(Path onnx, String sha256) {
    String name = onnx.getFileName().toString().replaceFirst("\\.onnx$", "");
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    return plain.substring(0, Math.min(40, plain.length())) + "-" + sha256.substring(0, 8);
  }

  /** The same with the colours the other way round. */
  static ModelCard turned(ModelCard card) {
    ModelInput input = card.input();
    return new ModelCard(
        card.id(),
        card.sha256(),
        new ModelInput(
            input.tensor(),
            input.width(),
            input.height(),
            input.colours() == Colours.RGB ? Colours.BGR : Colours.RGB,
            reversed(input.mean()),
            reversed(input.std())),
        card.detector(),
        card.recogniser(),
        card.licence(),
        card.source(),
        card.training(),
        card.metrics());
  }

  /** The same with thresholds that were measured. */
  static ModelCard with(ModelCard card, Map<String, Map<String, Double>> thresholds) {
    RecogniserSpec r = card.recogniser();
    double similarity =
        thresholds.getOrDefault("bareBare", Map.of()).getOrDefault("1e-4", r.similarityThreshold());
    return new ModelCard(
        card.id(),
        card.sha256(),
        card.input(),
        null,
        new RecogniserSpec(r.embedding(), r.size(), r.mask(), similarity, thresholds),
        card.licence(),
        card.source(),
        card.training(),
        card.metrics());
  }
}
