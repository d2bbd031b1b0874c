package io.sightline.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Whom the trainer may know; nobody knows the trainer. */
class TrainerImportLawTest {
  private static final JavaClasses TRAINER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sightline.trainer");

  @Test
  void theTrainerKnowsTheRecogniserOnlyToEvaluate() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sightline.trainer.evaluate..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sightline.recognizer..", "io.sightline.ingest..", "io.sightline.indexer..")
        .check(TRAINER);
  }

  @Test
  void generatedMessagesStayInTheWirePackage() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.sightline\\.contract\\.wire\\.WireProto.*")
        .check(TRAINER);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.sightline.(**)").should().beFreeOfCycles().check(TRAINER);
  }
}
