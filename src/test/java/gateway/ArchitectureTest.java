package gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the code should read, as far as a test can say it. */
class ArchitectureTest {

  /** Each may import those before it, and none behind it. */
  private static final List<String> LINE =
      List.of(
          "odata",
          "tlog",
          "command",
          "verify",
          "witness",
          "graph",
          "security",
          "collection",
          "history",
          "audit");

  private static final int LONGEST_FILE = 250;
  private static final Path SOURCES = Path.of("src", "main", "java");

  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("gateway");

  @Test
  void imports_go_one_way_along_the_line() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : LINE) {
      layers = layers.layer(name).definedBy("gateway." + name + "..");
    }
    layers = layers.layer("operations").definedBy("gateway.operations..");
    for (int i = 0; i < LINE.size(); i++) {
      var behind =
          Stream.concat(LINE.subList(i + 1, LINE.size()).stream(), Stream.of("operations"));
      layers =
          layers.whereLayer(LINE.get(i)).mayOnlyBeAccessedByLayers(behind.toArray(String[]::new));
    }
    layers.whereLayer("operations").mayNotBeAccessedByAnyLayer().check(GATEWAY);
  }

  /** On other versions of PostgreSQL {@code .ci/run} leaves the tests of this package out. */
  @Test
  void neither_the_arithmetic_of_the_log_nor_its_tests_need_a_database() {
    noClasses()
        .that()
        .resideInAPackage("gateway.tlog..")
        .should()
        .transitivelyDependOnClassesThat()
        .belongToAnyOf(TestDatabase.class, GatewayTest.class)
        .check(new ClassFileImporter().importPackages("gateway"));
  }

  @Test
  void every_class_has_a_place_in_the_line_or_in_operations() {
    var places = Stream.concat(LINE.stream(), Stream.of("operations"));

    classes()
        .should()
        .resideInAnyPackage(places.map(name -> "gateway." + name + "..").toArray(String[]::new))
        .check(GATEWAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odata", "tlog", "command"})
  void is_plain_java(String name) {
    classes()
        .that()
        .resideInAPackage("gateway." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "gateway." + name + "..",
                "java..",
                "org.jspecify.annotations..",
                "com.google.errorprone.annotations.."))
        .check(GATEWAY);
  }

  @ParameterizedTest
  @CsvSource({"verify, com.fasterxml.jackson.core..", "witness, com.sun.net.httpserver.."})
  void a_strangers_command_knows_bytes_alone_and_nothing_of_the_service_knows_it(
      String name, String beside) {
    classes()
        .that()
        .resideInAPackage("gateway." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "gateway." + name + "..",
                "gateway.tlog..",
                "gateway.command..",
                beside,
                "java..",
                "org.jspecify.annotations..",
                "com.google.errorprone.annotations.."))
        .andShould()
        .onlyHaveDependentClassesThat(
            resideInAnyPackage("gateway." + name + "..", "gateway.operations.."))
        .check(GATEWAY);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void every_package_is_null_marked_and_checks_return_values(String name) throws Exception {
    Class<?> declared = Class.forName(name + ".package-info");

    assertThat(declared).hasAnnotations(NullMarked.class, CheckReturnValue.class);
  }

  static Stream<String> packages() {
    return GATEWAY.stream().map(JavaClass::getPackageName).distinct().sorted();
  }

  @Test
  void no_name_hides_that_no_better_one_was_found() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*[.$]\\w*(Util|Utils|Helper|Manager|Impl|Base|Common|DTO|Dto|Data|Info)")
        .check(GATEWAY);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void no_file_is_longer_than_a_reader_holds_in_mind(Path file) throws IOException {
    assertThat(Files.readAllLines(file).size()).isLessThanOrEqualTo(LONGEST_FILE);
  }

  static Stream<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }
}
