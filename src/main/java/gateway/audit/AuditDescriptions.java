package gateway.audit;

import gateway.graph.schema.Annotation;
import gateway.graph.schema.Expression;
import gateway.graph.schema.Property;

/** What each property means, in the words of its documentation, and how a value may look. */
final class AuditDescriptions {

  private AuditDescriptions() {}

  static Property describe(AuditProperty property, Property schema) {
    return switch (property) {
      case ID ->
          schema
              .described("Report id. The service makes one unless the client gives its own.")
              .like("018f6e0c-7d52-7c6a-9d0b-6a3f1d0c2b11");
      case DEVICE_DISPLAY_NAME -> schema.described("Intune device name.").like("LAPTOP-0042");
      case USER_NAME ->
          schema
              .with(Annotation.of("Core.Revisions", Expression.items(replaced())))
              .described("Deprecated in favour of initiatedByUserPrincipalName.");
      case INITIATED_BY_USER_PRINCIPAL_NAME ->
          schema
              .described("The user who initiated the action, by user principal name.")
              .like("ada@contoso.example");
      case ACTION -> schema.described("The action.").like("factoryReset");
      case REQUEST_DATE_TIME ->
          schema
              .described(
                  "When the action was issued. The very characters that were sent come back.")
              .like("2026-03-02T08:15:30.1589002Z");
      case DEVICE_OWNER_USER_PRINCIPAL_NAME ->
          schema
              .described("The owner of the device, by user principal name.")
              .like("bob@contoso.example");
      case DEVICE_IMEI -> schema.described("IMEI of the device.").like("490154203237518");
      case ACTION_STATE ->
          schema
              .described(
                  "How far the action is: none is no valid state, done is completed without errors."
                      + " A creation that does not say is pending.")
              .like("pending");
      case MANAGED_DEVICE_ID ->
          schema
              .described("The managed device that the action is for.")
              .like("5c3a1f0e-2b64-4d5e-9f0a-7d1c2b3a4e5f");
      case BULK_DEVICE_ACTION_ID ->
          schema
              .described("What the audits of one bulk action have in common.")
              .like("e0b7c1d2-9a48-4f6b-8c3d-2f1e0d9c8b7a");
      case DEVICE_ACTION_CATEGORY ->
          schema
              .described(
                  "Whether the action was for one device or for many. A creation that does not say"
                      + " is single.")
              .like("single");
    };
  }

  private static Expression replaced() {
    return Expression.fields()
        .with("Kind", new Expression.Member("Core.RevisionKind", "Deprecated"))
        .with("Description", "Use initiatedByUserPrincipalName.");
  }
}
