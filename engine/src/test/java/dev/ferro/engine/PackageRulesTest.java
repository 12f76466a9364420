package dev.ferro.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between this module's packages, as CONTRIBUTING.md draws them under "Layers". */
class PackageRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ferro.engine");

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void arrowsGoOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy("dev.ferro.engine")
        .layer("java")
        .definedBy("dev.ferro.engine.java..")
        .layer("jna")
        .definedBy("dev.ferro.engine.jna..")
        .layer("mlx")
        .definedBy("dev.ferro.engine.internal.mlx..")
        .layer("files")
        .definedBy("dev.ferro.engine.internal.files..")
        .whereLayer("java")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("jna")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("mlx")
        .mayOnlyBeAccessedByLayers("jna")
        .whereLayer("files")
        .mayOnlyBeAccessedByLayers("mlx", "jna")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  @Test
  void onlyOnePackageUsesEachLibrary() {
    onlyFrom("dev.ferro.engine.jna", "com.sun.jna..");
    onlyFrom("dev.ferro.engine.internal.files", "org.tukaani.xz..");
  }

  private static void onlyFrom(String user, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
