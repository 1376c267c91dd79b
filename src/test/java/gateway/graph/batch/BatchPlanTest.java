package gateway.graph.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.Fault;
import gateway.graph.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  @Test
  void makes_a_step_of_each_part_that_depends_on_nothing() {
    assertThat(steps(part("1"), part("2"), part("3"))).containsExactly("1 <- ", "2 <- ", "3 <- ");
  }

  @Test
  void lets_a_part_wait_for_those_it_names_and_for_no_other() {
    assertThat(steps(part("1"), part("2"), part("3", "1"), part("4", "3", "2")))
        .containsExactly("1 <- ", "2 <- ", "3 <- 0", "4 <- 1,2");
  }

  @Test
  void makes_one_step_of_a_group() {
    assertThat(steps(part("1"), in("g", "2"), in("g", "3", "2"), in("h", "4"), part("5")))
        .containsExactly("1 <- ", "2+3 <- ", "4 <- ", "5 <- ");
  }

  @Test
  void lets_a_group_wait_for_all_that_any_of_its_parts_names() {
    assertThat(steps(part("1"), part("2"), in("g", "3", "1"), in("g", "4", "2")))
        .containsExactly("1 <- ", "2 <- ", "3+4 <- 0,1");
  }

  @Test
  void lets_a_part_wait_for_a_group_by_its_name_or_by_one_of_its_parts() {
    assertThat(steps(in("g", "1"), in("g", "2"), part("3", "g"), part("4", "2"), in("h", "5", "1")))
        .containsExactly("1+2 <- ", "3 <- 0", "4 <- 0", "5 <- 0");
  }

  @Test
  void takes_names_in_any_case() {
    assertThat(steps(part("One"), in("Gee", "2"), in("gEE", "3"), part("4", "oNE", "GEE")))
        .containsExactly("One <- ", "2+3 <- ", "4 <- 0,1");
  }

  @Test
  void refuses_ids_that_differ_in_case_alone() {
    assertThat(faults(part("a"), part("A")))
        .containsExactly(
            "requests/1/id: The id 'A' is not unique in the batch; its case does not count.");
  }

  @Test
  void refuses_an_id_that_names_a_group_and_a_group_that_names_an_id() {
    assertThat(faults(in("g", "1"), part("G")))
        .singleElement()
        .asString()
        .startsWith("requests/1/id:");
    assertThat(faults(part("g"), in("G", "1")))
        .singleElement()
        .asString()
        .startsWith("requests/1/atomicityGroup:");
    assertThat(faults(in("g", "g"))).singleElement().asString().startsWith("requests/0/");
  }

  @Test
  void refuses_a_group_whose_parts_do_not_stand_together() {
    assertThat(faults(in("g", "1"), part("2"), in("g", "3")))
        .containsExactly(
            "requests/2/atomicityGroup: The parts of the atomicity group 'g' must stand together.");
  }

  @Test
  void refuses_dependencies_on_what_is_not_before() {
    assertThat(
            faults(
                part("1", "2"),
                part("2", "2"),
                part("3", "nobody"),
                in("g", "4", "g"),
                part("5", "h"),
                in("h", "6")))
        .containsExactly(
            "requests/0/dependsOn: A part can depend on parts before it; '2' stands behind.",
            "requests/1/dependsOn: A part cannot depend on itself or on its own group ('2').",
            "requests/2/dependsOn: The batch has no part or atomicity group 'nobody'.",
            "requests/3/dependsOn: A part cannot depend on itself or on its own group ('g').",
            "requests/4/dependsOn: A part can depend on parts before it; 'h' stands behind.");
  }

  private static List<String> steps(Part... parts) {
    return Plan.of(List.of(parts)).steps().stream()
        .map(step ->
            String.join("+", step.parts().stream().map(Part::id).toList())
                + " <- "
                + String.join(",", step.after().stream().map(String::valueOf).toList()))
        .toList();
  }

  private static List<String> faults(Part... parts) {
    var problem =
        catchThrowableOfType(
            Problem.class,
            () -> {
              var _ = Plan.of(List.of(parts));
            });
    var faults =
        problem.details().isEmpty()
            ? List.of(new Fault(problem.target(), problem.publicMessage()))
            : problem.details();
    return faults.stream().map(fault -> fault.target() + ": " + fault.message()).toList();
  }

  private static Part part(String id, String... dependsOn) {
    return new Part(
        id, "GET", "/", Map.of(), Optional.empty(), List.of(dependsOn), Optional.empty());
  }

  private static Part in(String group, String id, String... dependsOn) {
    return new Part(
        id, "GET", "/", Map.of(), Optional.empty(), List.of(dependsOn), Optional.of(group));
  }
}
