package gateway.graph.batch;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.Api.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** A batch as a client builds it, part by part. */
record TestBatch(List<String> parts) {

  static final String AUDITS = "/deviceManagement/remoteActionAudits";

  static TestBatch empty() {
    return new TestBatch(List.of());
  }

  TestBatch get(String id, String url, String... more) {
    return with(id, "GET", url, more);
  }

  TestBatch patch(String id, String audit, String body, String... more) {
    var members = new ArrayList<>(List.of("\"body\":" + body));
    Collections.addAll(members, more);
    return with(id, "PATCH", AUDITS + "/" + audit, members.toArray(String[]::new));
  }

  /** Makes an audit of this id. */
  TestBatch post(String id, String audit, String... more) {
    var members =
        new ArrayList<>(
            List.of(
                "\"body\":{\"id\":\"%s\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"
                    .formatted(audit)));
    Collections.addAll(members, more);
    return with(id, "POST", AUDITS, members.toArray(String[]::new));
  }

  /**
   * @param more further members as JSON, such as {@code "dependsOn":["1"]}
   */
  TestBatch with(String id, String method, String url, String... more) {
    var part =
        new StringBuilder(
            "{\"id\":\"%s\",\"method\":\"%s\",\"url\":\"%s\"".formatted(id, method, url));
    for (String member : typed(List.of(more))) {
      part.append(',').append(member);
    }
    var all = new ArrayList<>(parts);
    all.add(part.append('}').toString());
    return new TestBatch(all);
  }

  /** A part with a body needs its Content-Type. */
  private static List<String> typed(List<String> members) {
    if (members.stream().noneMatch(member -> member.startsWith("\"body\":"))
        || members.stream().anyMatch(member -> member.contains("\"Content-Type\""))) {
      return members;
    }
    String type = "\"Content-Type\":\"application/json\"";
    var typed = new ArrayList<String>();
    boolean headed = false;
    for (String member : members) {
      headed |= member.startsWith("\"headers\":{");
      typed.add(member.replace("\"headers\":{", "\"headers\":{" + type + ","));
    }
    if (!headed) {
      typed.add("\"headers\":{" + type + "}");
    }
    return typed;
  }

  static String in(String group) {
    return "\"atomicityGroup\":\"" + group + "\"";
  }

  static String after(String id) {
    return "\"dependsOn\":[\"" + id + "\"]";
  }

  static String header(String name, String value) {
    return "\"headers\":{\"%s\":\"%s\"}".formatted(name, value);
  }

  String text() {
    return "{\"requests\":[" + String.join(",", parts) + "]}";
  }

  Answer sentBy(Api api) {
    return send(api, text());
  }

  static Answer send(Api api, String body) {
    return api.sending("Content-Type", "application/json").send("POST", "/beta/$batch", body);
  }

  /** The parts' answers, when the batch as a whole was answered. */
  List<JsonNode> answersTo(Api api) {
    return list(sentBy(api).is(200).json().get("responses"));
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static List<Integer> statuses(List<JsonNode> answers) {
    return answers.stream().map(answer -> answer.get("status").asInt()).toList();
  }

  static String message(JsonNode answer) {
    return answer.get("body").get("error").get("message").asText();
  }
}
