package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.engine.EngineException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: a model of others, with a card. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Takes a model of yours: makes its card, tests it on faces, puts it into a folder.",
    description = {
      "./sightline models import FILE.onnx. A recogniser (ArcFace-style: aligned crops in, embedding out, with or without a",
      "mask output) or a detector (YuNet's or SCRFD's outputs). What the file does not show is taken from the options, or",
      "assumed as usual and said. The model is shown rendered faces in the engine that serves it; one that does not find",
      "them, or does not tell them apart, is refused. Exit code 1 then."
    })
public final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.onnx", description = "the model")
  private Path file;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "folder of models. Default: ${DEFAULT-VALUE}")
  private Path into;

  @Option(names = "--force", description = "take it even if it fails the test")
  private boolean force;

  @Mixin private Wishes wishes;
  @Mixin private MeasuredOn measuredOn;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file + " is no file");
    }
    boolean measuring = measuredOn.given();
    CardDraft draft = CardDraft.of(file, wishes);
    ModelCard card = licensed(draft.card());
    if (measuring && card.recogniser() == null) {
      throw new ModelException("thresholds are measured of recognisers; " + file + " is none");
    }
    Target target = Target.of(file, into, card.id());
    print(new CardDraft(card, draft.assumed()));
    try {
      ModelBundle model = new ModelBundle(file, card);
      FaceTest test = FaceTest.of(model);
      out().println("test:     " + test.says());
      if (!test.passed() && !force) {
        throw new ModelException(
            file
                + " fails the test, and is not taken. Look at what was assumed"
                + " (--colours, --normalise, --size); --force takes it as it is");
      }
      card = measuring ? measured(model) : card;
    } catch (EngineException e) {
      throw new ModelException(e.getMessage(), e);
    }
    target.write(file, card);
    out().println("written:  " + target.onnx() + ", " + target.card());
    tellWhatIsMissing();
    return 0;
  }

  /** A model without a stated licence is nobody's to use: unknown has to be said. */
  private ModelCard licensed(ModelCard card) {
    if (!card.licence().isEmpty()) {
      return card;
    }
    Console console = System.console();
    String licence =
        console == null
            ? null
            : console.readLine("Licence of the weights ('unknown' if you do not know it): ");
    if (licence == null || licence.isBlank()) {
      throw new ModelException(
          "under which licence may the weights be used? --licence TEXT, 'unknown' if you do not"
              + " know it");
    }
    wishes.licence = licence.strip();
    return CardDraft.of(file, wishes).card();
  }

  private void print(CardDraft draft) {
    ModelCard card = draft.card();
    PrintWriter out = out();
    out.println("model:    " + card.id() + ", licence " + card.licence());
    out.printf(
        "input:    %s, %dx%d, %s, mean %s, std %s%n",
        card.input().tensor(),
        card.input().width(),
        card.input().height(),
        card.input().colours(),
        card.input().mean(),
        card.input().std());
    if (card.detector() != null) {
      out.printf(
          "detector: %s, strides %s, %d a cell, outputs %s%n",
          card.detector().decoder(),
          card.detector().strides(),
          card.detector().anchors(),
          card.detector().outputs());
    } else {
      out.printf(
          "recogniser: embedding %s of %d numbers, mask output %s%n",
          card.recogniser().embedding(),
          card.recogniser().size(),
          card.recogniser().maskOutput().orElse("none"));
    }
    if (!draft.assumed().isEmpty()) {
      out.println("assumed:  " + draft.assumed());
    }
  }

  private ModelCard measured(ModelBundle model) {
    Map<String, Map<String, Double>> thresholds = measuredOn.measure(model);
    out().println("thresholds: " + (thresholds.isEmpty() ? "too few faces for any" : thresholds));
    return CardDraft.with(model.card(), thresholds);
  }

  private void tellWhatIsMissing() {
    ModelFolder folder = ModelFolder.open(into);
    for (String role : new String[] {"detector", "recogniser"}) {
      boolean there =
          folder.models().stream()
              .anyMatch(m -> (m.card().detector() != null) == role.equals("detector"));
      if (!there) {
        out()
            .println(
                into
                    + " has no "
                    + role
                    + " yet: ./sightline models pull starter --models "
                    + into);
      }
    }
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
