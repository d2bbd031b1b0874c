package io.sightline.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom: the modules meet in topics, not in code. The trainer has its own. */
class ImportLawTest {
  private static final Path ROOT = Path.of(System.getProperty("sightline.root"));
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPaths(
              Stream.of(
                      "contract",
                      "deploy/testkit",
                      "ingest",
                      "recognizer",
                      "indexer",
                      "deploy/local")
                  .map(module -> ROOT.resolve(module).resolve("target/classes"))
                  .toList());
  private static final String[] SERVICES = {"ingest", "recognizer", "indexer"};

  @Test
  void servicesDoNotKnowEachOther() {
    for (String service : SERVICES) {
      for (String other : SERVICES) {
        if (!service.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("io.sightline." + service + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "io.sightline." + other + "..", "io.sightline.local..", "io.sightline.testkit..")
              .check(ALL);
        }
      }
    }
  }

  @Test
  void nobodyKnowsTheTrainer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sightline.trainer..")
        .check(ALL);
  }

  @Test
  void theContractAndTheTestKitKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage("io.sightline.contract..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sightline.ingest..",
            "io.sightline.recognizer..",
            "io.sightline.indexer..",
            "io.sightline.testkit..",
            "io.sightline.local..",
            "org.bytedeco..",
            "ai.onnxruntime..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.sightline.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sightline.ingest..",
            "io.sightline.recognizer..",
            "io.sightline.indexer..",
            "io.sightline.local..")
        .check(ALL);
  }

  @Test
  void generatedMessagesStayInTheWirePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sightline.contract.wire..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.sightline\\.contract\\.wire\\.WireProto.*")
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.sightline.(**)").should().beFreeOfCycles().check(ALL);
  }
}
