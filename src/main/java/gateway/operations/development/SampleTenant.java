package gateway.operations.development;

import gateway.security.Permission;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The organisations of the samples: who works there, when, and who manages the devices. */
enum SampleTenant {
  LAKESIDE(
      "d7c1a0e4-3b52-4f6e-9a1d-2c8f5b7e6a10",
      "lakeside.example",
      ZoneOffset.ofHours(-8),
      List.of("mia.torres", "owen.clarke", "priya.nair", "samuel.okafor", "lena.fischer")),
  BRIGHTWATER(
      "1e9b4f72-6c0d-4d3a-8f25-7a6b9c3d0e21",
      "brightwater.example",
      ZoneOffset.ofHours(1),
      List.of("zoe.lindqvist", "tomas.herrera", "greta.vogel", "noah.dubois")),
  NORTHFIELD(
      "8a3d6e95-0f17-4b8c-b4e6-3d2c1b0a9f32",
      "northfield.example",
      ZoneOffset.ofHoursMinutes(5, 30),
      List.of("arjun.mehta", "kavya.rao", "ishaan.patel"));

  private static final List<String> EMPLOYEES =
      List.of(
          "Ada", "Ben", "Chiara", "David", "Elif", "Farid", "Grace", "Henrik", "Inès", "Jonas",
          "Kaya", "Liam", "Maja", "Nadia", "Óscar", "Paula", "Quentin", "Rosa", "Søren", "Zoë");

  private final UUID id;
  private final String domain;
  private final ZoneOffset offset;
  private final List<Principal> administrators;

  SampleTenant(String id, String domain, ZoneOffset offset, List<String> administrators) {
    this.id = UUID.fromString(id);
    this.domain = domain;
    this.offset = offset;
    this.administrators =
        administrators.stream()
            .map(name ->
                Principal.person(this, name + "@" + domain, Permission.CONFIGURATION_READ_WRITE))
            .toList();
  }

  UUID id() {
    return id;
  }

  String domain() {
    return domain;
  }

  ZoneOffset offset() {
    return offset;
  }

  List<Principal> administrators() {
    return administrators;
  }

  /** Somebody who may look, and change nothing. */
  Principal auditor() {
    return Principal.person(this, "auditor@" + domain, Permission.CONFIGURATION_READ);
  }

  /** The given names of those who hold devices. */
  static List<String> employees() {
    return EMPLOYEES;
  }
}
