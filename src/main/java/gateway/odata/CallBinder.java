package gateway.odata;

import gateway.odata.EdmType.Primitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Binds the calls of functions. A function of null is null; a function of a literal is worked out
 * here where the database has no equal to it.
 */
final class CallBinder {

  static final List<String> KNOWN =
      Stream.of(
              Arrays.stream(Function.values()).map(Function::word),
              Arrays.stream(DatePart.values()).map(DatePart::word),
              Stream.of("now", "mindatetime", "maxdatetime"))
          .flatMap(words -> words)
          .toList();

  private final Binder binder;
  private final Instant now;

  CallBinder(Binder binder, Instant now) {
    this.binder = binder;
    this.now = now;
  }

  Bound bind(Expression.Call call) throws QueryFault {
    var function = Function.named(call.function());
    if (function.isPresent()) {
      return text(function.get(), call);
    }
    var part = DatePart.named(call.function());
    if (part.isPresent()) {
      return part(part.get(), call);
    }
    return switch (call.function().toLowerCase(Locale.ROOT)) {
      case "now" -> constant(call, Constant.Moment.of(now));
      case "mindatetime" -> constant(call, Constant.Moment.of(DateTimeOffset.MIN));
      case "maxdatetime" -> constant(call, Constant.Moment.of(DateTimeOffset.MAX));
      default ->
          throw call.place()
              .fault(
                  "There is no function %s; there are: %s."
                      .formatted(QueryFault.quoted(call.function()), String.join(", ", KNOWN)));
    };
  }

  private static Bound constant(Expression.Call call, Constant value) throws QueryFault {
    requireCount(call, 0, 0);
    return value;
  }

  private Bound text(Function function, Expression.Call call) throws QueryFault {
    requireCount(call, function.required(), function.parameters().size());
    var arguments = new ArrayList<Bound>();
    for (int i = 0; i < call.arguments().size(); i++) {
      arguments.add(
          argument(function.word(), function.parameters().get(i), call.arguments().get(i)));
    }
    if (arguments.stream().anyMatch(Bound.Null.class::isInstance)) {
      return new Bound.Null(function.result());
    }
    return folded(function, List.copyOf(arguments));
  }

  private Bound argument(String function, Primitive parameter, Expression expression)
      throws QueryFault {
    var argument = binder.bind(expression);
    if (!(argument instanceof Bound.Null) && argument.type() != parameter) {
      throw expression
          .place()
          .fault(
              "%s takes %s here; this is %s."
                  .formatted(function, parameter.label(), argument.type().label()));
    }
    if (argument instanceof Constant.Numeric(BigDecimal value) && value.signum() < 0) {
      throw expression.place().fault("%s takes a number from 0 here.".formatted(function));
    }
    return argument;
  }

  private static Bound folded(Function function, List<Bound> arguments) {
    if (arguments.getFirst() instanceof Constant.Text(String text)) {
      if (function == Function.TOLOWER) {
        return new Constant.Text(CaseMapping.lower(text));
      }
      if (function == Function.TOUPPER) {
        return new Constant.Text(CaseMapping.upper(text));
      }
    }
    return new Bound.Call(function, arguments);
  }

  private Bound part(DatePart part, Expression.Call call) throws QueryFault {
    requireCount(call, 1, 1);
    var argument = binder.bind(call.arguments().getFirst());
    var place = call.arguments().getFirst().place();
    if (argument instanceof Bound.Null) {
      return new Bound.Null(part.result());
    }
    if (!part.takes(argument.type())) {
      throw place.fault(
          "%s takes a date or time; this is %s%s."
              .formatted(
                  part.word(),
                  argument.type().label(),
                  argument instanceof Constant.Text
                      ? ", and dates are written without quotes"
                      : ""));
    }
    return switch (argument) {
      case Constant.Moment moment -> part.of(moment);
      case Constant.Day day -> part.of(day);
      case Constant.Clock clock -> part.of(clock);
      case Bound.Reference(Property property) -> new Bound.Part(part, property);
      case Bound.Part(DatePart _, Property property) -> new Bound.Part(part, property);
      case Bound _ ->
          throw place.fault(
              "%s takes a property or a literal, not the result of arithmetic."
                  .formatted(part.word()));
    };
  }

  private static void requireCount(Expression.Call call, int least, int most) throws QueryFault {
    int count = call.arguments().size();
    if (count < least || count > most) {
      String takes = least == most ? String.valueOf(least) : least + " or " + most;
      throw call.place()
          .fault(
              "%s takes %s argument%s, not %d."
                  .formatted(call.function(), takes, most == 1 ? "" : "s", count));
    }
  }
}
