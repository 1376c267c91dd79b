package gateway.odata;

/** One token of an expression, with its offset in UTF-16 units. */
sealed interface Token {

  int offset();

  /** How the token is named in a message. */
  String shown();

  /**
   * A name, an operator, a function, or a qualified type name: {@code userName}, {@code eq}, {@code
   * microsoft.graph.remoteAction}, {@code $it}.
   */
  record Word(String text, int offset) implements Token {
    @Override
    public String shown() {
      return QueryFault.quoted(text);
    }
  }

  /** What stands for a value by itself. */
  sealed interface Literal extends Token {}

  /**
   * A text in single quotes, its doubled quotes undone; or, inside a JSON array, in double quotes,
   * its escapes undone.
   */
  record Quoted(String text, int offset) implements Literal {
    @Override
    public String shown() {
      return "the text " + QueryFault.quoted(text);
    }
  }

  /**
   * A text in single quotes straight after a name: {@code duration'PT1H'}, {@code
   * microsoft.graph.remoteAction'delete'}.
   */
  record Prefixed(String prefix, String text, int offset) implements Literal {
    @Override
    public String shown() {
      return QueryFault.quoted(prefix + "'" + text + "'");
    }
  }

  /**
   * A literal without quotes that starts as a number does: a number, date, time or GUID; which one
   * is for the binder to say.
   */
  record Bare(String text, int offset) implements Literal {
    @Override
    public String shown() {
      return QueryFault.quoted(text);
    }
  }

  /** A parameter alias, {@code @} included. */
  record Alias(String name, int offset) implements Token {
    @Override
    public String shown() {
      return QueryFault.quoted(name);
    }
  }

  record Symbol(char sign, int offset) implements Token {
    @Override
    public String shown() {
      return "'" + sign + "'";
    }
  }

  record End(int offset) implements Token {
    @Override
    public String shown() {
      return "the end";
    }
  }

  default boolean is(char sign) {
    return this instanceof Symbol symbol && symbol.sign() == sign;
  }

  default boolean isWord(String word) {
    return this instanceof Word(String text, int _) && text.equalsIgnoreCase(word);
  }
}
