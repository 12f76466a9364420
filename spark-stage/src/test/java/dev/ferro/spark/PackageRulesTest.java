package dev.ferro.spark;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between this module's packages, as CONTRIBUTING.md draws them. */
class PackageRulesTest {
  private static final String ROOT = "dev.ferro.spark";
  private static final String INTERNAL = ROOT + ".internal.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** The stages use all packages; nothing but the stages uses the stages. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "columns, nothing",
        "settings, nothing",
        "rows, nothing",
        "model, rows",
        "preparation, model rows settings",
        "rounds, model rows training",
        "checkpoint, io model preparation settings",
        "fit, checkpoint model preparation rounds rows settings training",
        "io, model",
        "scoring, columns model rows",
        "scoring.plan, columns model rows scoring",
      })
  void arrowsGoOneWay(String user, String used) {
    String[] allowed =
        Stream.concat(Stream.of(user), used == null ? Stream.of() : Stream.of(used.split(" ")))
            .map(name -> name.equals("training") ? ROOT + ".training" : INTERNAL + name)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + user)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed)))
        .check(CLASSES);
  }

  @Test
  void whatAFitReportsStandsAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".training")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".training",
            "java..",
            "com.fasterxml.jackson.annotation",
            "org.apache.spark.scheduler")
        .check(CLASSES);
  }

  @Test
  void onlyThePlanUsesSparksInternalApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERNAL + "scoring.plan")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark.sql.catalyst..",
            "org.apache.spark.sql.execution..",
            "org.apache.spark.sql.classic..")
        .check(CLASSES);
  }

  /** But for the network itself, which the benchmarks take from a model. */
  @Test
  void usersSeeNoInternalType() {
    for (String seen : new String[] {ROOT, ROOT + ".training"}) {
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(resideInAPackage(seen).and(modifier(JavaModifier.PUBLIC)))
          .and()
          .doNotHaveName("network")
          .should()
          .haveRawReturnType(resideInAPackage(ROOT + ".internal.."))
          .orShould(haveRawParameterTypes(anyElementThat(resideInAPackage(ROOT + ".internal.."))))
          .check(CLASSES);
    }
  }
}
