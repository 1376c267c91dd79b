package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Filters by hand: what each selects from five rows, or a part of the message with which it is
 * refused.
 */
final class FilterCases {

  private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

  static final List<Row> ROWS =
      List.of(
          row(
              "a",
              "adele@contoso.com",
              "LAPTOP-1",
              1,
              1,
              "2017-01-01T00:03:07.1589002-08:00",
              1L,
              "p1"),
          new Row(
              "b",
              null,
              null,
              4,
              4,
              "2017-01-01T08:03:07.1589002Z",
              changed(".123457"),
              2L,
              null,
              null),
          new Row(
              "c",
              "",
              "Kiosk 😀 5%_\\",
              40,
              5,
              "2016-12-31T23:30:00-00:30",
              changed(".2"),
              null,
              null,
              "p2"),
          row("d", "O'Brien", " Ünï ", 42, 0, "2026-11-01T12:00:00+14:00", 10L, null),
          row(
              "e",
              "ADELE@CONTOSO.COM",
              "STRASSE ß",
              0,
              1,
              "2017-06-15T23:59:59.9999999Z",
              3L,
              "adele@contoso.com"));

  private FilterCases() {}

  private static Row row(
      String id,
      String user,
      String device,
      int action,
      int state,
      String moment,
      Long sequence,
      @Nullable String principal) {
    return new Row(
        id, user, device, action, state, moment, changed(".123456"), sequence, GUID, principal);
  }

  private static OffsetDateTime changed(String fraction) {
    return OffsetDateTime.parse("2026-11-24T03:00:00" + fraction + "Z");
  }

  record Case(String filter, String expected) {
    @Override
    public String toString() {
      return filter;
    }
  }

  static Stream<Case> selecting() {
    return (SelectingCases.COMPARISONS
            + SelectingCases.LOGIC
            + SelectingCases.TEXTS
            + SelectingCases.NUMBERS
            + TypedCases.DATES
            + TypedCases.ENUMERATIONS
            + TypedCases.LISTS)
        .lines()
        .map(FilterCases::read);
  }

  static Stream<Case> refused() {
    return (FaultCases.SYNTAX + FaultCases.NAMES + FaultCases.TYPES + FaultCases.LITERALS)
        .lines()
        .map(FilterCases::read);
  }

  static Stream<Case> all(String lines) {
    return lines.lines().map(FilterCases::read);
  }

  private static Case read(String line) {
    int arrow = line.lastIndexOf("=>");
    return new Case(line.substring(0, arrow).strip(), line.substring(arrow + 2).strip());
  }
}
