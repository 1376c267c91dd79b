package gateway.odata;

/** Filters that are refused, each with a part of its message. */
final class FaultCases {

  static final String SYNTAX =
      """
       => ends where a property, a literal or a function is expected
      userName => A filter needs what is true or false; this is Edm.String
      userName eq => ends where
      eq 'a' => Expected an operator or the end, found the text 'a'. ($filter, position 4)
      userName eq 'a => has no closing quote
      userName eq 'a' and => ends where
      userName eq 'a' userName eq 'b' => Expected an operator or the end, found 'userName'. ($filter, position 17)
      (userName eq 'a' => Expected ')' or an operator, found the end
      userName eq 'a') => Expected an operator or the end, found ')'
      userName eq'a' => Put a space between 'eq' and the quote
      userName eq 'a'and id eq 'b' => Put a space after the text 'a'
      userName = 'a' => found '='
      userName eq "a => has no closing double quote
      userName eq ; => The character ';' has no meaning here. ($filter, position 13)
      userName eq 'a' && id eq 'b' => The character '&' has no meaning here
      contains(userName,'a' => Expected ')'
      contains(userName,,'a') => Expected a property
      userName eq @ => A name must follow '@'
      @odata.etag eq 'a' => The character '.' has no meaning here
      userName/ eq 'a' => Expected an operator or the end, found the text 'a'
      userName/'a' => A name must follow '/'
      userName in 'a' => A list must follow 'in'
      userName in ('a' => Expected ')'
      userName in ('a',) => found ')'
      userName in ["a') => has no closing double quote
      userName in ["\\x"] => JSON has no such escape
      userName in ["\\u0000"] => U+0000
      userName in ["\\ud800"] => half a surrogate pair
      userName in [{"a":1}] => holds literals, found '{'
      requestDateTime gt 2017-01-01T00:00:00 08:00 => A '+' in an address must be written %2B
      """;

  static final String NAMES =
      """
      usrName eq 'a' => There is no property 'usrName'; there are: id, userName
      username eq 'a' => did you mean 'userName'? (
      initiatedBy eq 'a' => There is no property 'initiatedBy'
      initiatedBy/name eq 'a' => There is no property 'initiatedBy/name'
      $it/usrName eq 'a' => '$it/usrName' is not supported
      action eq $it/delete => '$it/delete' is not a member
      $it eq 'a' => '$it' is not supported
      $root/deviceManagement/remoteActionAudits('a')/id eq 'a' => '$root/deviceManagement/remoteActionAudits' is not supported
      $it/any(u:u eq 'a') => The function '$it/any' is not supported
      lower(userName) eq 'a' => There is no function 'lower'; there are: contains, startswith
      microsoft.graph.thing(userName) => There is no function 'microsoft.graph.thing'
      contains(userName) => contains takes 2 arguments, not 1
      contains(userName,'a','b') => contains takes 2 arguments, not 3
      substring(userName) eq 'a' => substring takes 2 or 3 arguments, not 1
      now(1) gt now() => now takes 0 argument
      length() eq 0 => length takes 1 argument, not 0
      action has 'factoryReset' => 'has' asks for a flag
      matchesPattern(userName,'a.*') => The function 'matchesPattern' is not supported: a regular expression
      userName/any(u:u eq 'a') => The function 'userName/any' is not supported: no collection can be asked here
      substringof('a',userName) => use contains
      userName eq userNames => There is no property 'userNames'
      action eq wipe => 'wipe' is not a member of microsoft.graph.remoteAction; its members are unknown, factoryReset
      action eq 'FactoryReset' => 'FactoryReset' is not a member
      action eq '2' => '2' is not a member
      action eq '' => '' is not a member
      action in ('factoryReset','wipe') => 'wipe' is not a member
      action eq microsoft.graph.actionState'pending' => cannot be compared with microsoft.graph.actionState
      action eq graph.remoteAction'delete' => No literal starts with 'graph.remoteAction'
      action eq factoryReset,delete => found ','
      remoteLock eq factoryReset => There is no property 'remoteLock'
      sequence eq INF => 'INF' is not supported
      sequence eq NaN => 'NaN' is not supported
      """;

  static final String TYPES =
      """
      userName eq 1 => Edm.String cannot be compared with Edm.Int64; write the literal in single quotes
      1 eq userName => Edm.Int64 cannot be compared with Edm.String; write the literal in single quotes
      userName eq true => Edm.String cannot be compared with Edm.Boolean; write the literal in single quotes
      userName eq 01234567-89ab-cdef-0123-456789abcdef => cannot be compared with Edm.Guid; write the literal in single quotes
      userName eq abc => initiatedBy/principalId. A text stands in single quotes
      userName in (abc) => initiatedBy/principalId. A text stands in single quotes
      usrName eq deviceName => There is no property 'usrName'
      sequence eq '1' => '1' is a text and cannot be compared with Edm.Int64; leave out the quotes
      action eq 1 => cannot be compared with Edm.Int64; write the literal in single quotes
      action eq true => cannot be compared with Edm.Boolean. (
      sequence eq true => Edm.Int64 cannot be compared with Edm.Boolean. (
      action eq actionState => cannot be compared with microsoft.graph.actionState
      action eq userName => cannot be compared with Edm.String
      requestDateTime gt '2017-01-01' => dates and times are written without quotes
      requestDateTime gt 2017 => Edm.DateTimeOffset cannot be compared with Edm.Int64
      date(requestDateTime) eq 2017-01-01T00:00:00Z => Edm.Date cannot be compared with Edm.DateTimeOffset
      contains(action,'a') => contains takes Edm.String here; this is microsoft.graph.remoteAction
      contains(userName,1) => contains takes Edm.String here; this is Edm.Int64
      length(requestDateTime) eq 1 => length takes Edm.String here; this is Edm.DateTimeOffset
      substring(userName,'1') eq 'a' => substring takes Edm.Int64 here; this is Edm.String
      substring(userName,1.5) eq 'a' => substring takes Edm.Int64 here; this is Edm.Decimal
      substring(userName,-1) eq 'a' => substring takes a number from 0 here
      year(userName) eq 2017 => year takes a date or time; this is Edm.String
      year('2017-01-01') eq 2017 => dates are written without quotes
      hour(2017-01-01) eq 0 => hour takes a date or time; this is Edm.Date
      date(date(requestDateTime)) eq 2017-01-01 => date takes a date or time; this is Edm.Date
      year(requestDateTime add duration'P1D') eq 2017 => not the result of arithmetic
      userName add 1 eq 2 => 'add' has no meaning between Edm.String and Edm.Int64
      requestDateTime add 1 gt now() => 'add' has no meaning between Edm.DateTimeOffset and Edm.Int64
      requestDateTime add now() gt now() => 'add' has no meaning
      sequence div 0 eq 1 => The right side of 'div' must be a number other than 0
      sequence mod length(userName) eq 1 => The right side of 'mod' must be a number other than 0
      sequence div (1 sub 1) eq 1 => The right side of 'div' must be a number other than 0
      sequence mod (sequence sub sequence) eq 1 => The right side of 'mod' must be a number
      sequence mod (7 divby 2) eq 1 => The right side of 'mod' must be a number
      sequence div sequence eq 1 => The right side of 'div' must be a number other than 0, and the same for every row
      1 divby 0 eq 1 => The right side of 'divby' must be a number other than 0
      -userName eq 'a' => '-' needs a number or a duration; this is Edm.String
      not userName => 'not' binds closer than comparisons
      not userName eq 'a' => 'not' binds closer than comparisons
      userName and true => Each side of 'and' needs what is true or false; this is Edm.String
      true or 1 => Each side of 'or' needs what is true or false
      userName in (1) => Edm.String cannot be compared with Edm.Int64; write the literal in single quotes
      userName in (deviceDisplayName) => The list of 'in' holds literals, not properties
      userName in (tolower('a')) => The list of 'in' holds literals, found 'tolower'
      changeId eq 'x' => 'x' is not a GUID
      now() add duration'P3000000D' gt now() => The result of 'add' lies outside the years 0001 to 9999
      duration'P3000000D' mul 2 gt duration'P1D' => The result of 'mul' is longer than 10,000 years
      substring(userName,1e0) eq 'a' => substring takes Edm.Int64 here; this is Edm.Decimal
      2017-01-01 add requestDateTime gt now() => 'add' has no meaning between Edm.Date and Edm.DateTimeOffset
      """;

  static final String LITERALS =
      """
      requestDateTime gt 2017-01-01T00:00:00 => is not a number, date or time
      requestDateTime gt 2017-02-30 => is not a number, date or time
      requestDateTime gt 2017-01-01T24:00:00Z => is not a number, date or time
      requestDateTime gt 2016-12-31T23:59:60Z => is not a number, date or time
      requestDateTime gt 2017-01-01T00:00:00.12345678Z => at most 7 decimal places
      requestDateTime gt 2017-01-01T00:00:00+15:00 => is not a number, date or time
      requestDateTime gt 0000-01-01 => is not a number, date or time
      requestDateTime gt 12017-01-01 => is not a number, date or time
      requestDateTime gt datetime'2017-01-01T00:00:00' => No literal starts with 'datetime'
      time(requestDateTime) gt 24:00 => is not a number, date or time
      now() sub duration'P1Y' gt now() => is not a duration
      now() sub duration'P' gt now() => is not a duration
      now() sub duration'PT' gt now() => is not a duration
      now() sub duration'P9999999D' gt now() => at most 10,000 years
      sequence eq 1_000 => is not a number
      sequence eq 0x10 => is not a number
      sequence eq 1. => is not a number
      sequence eq 12345678901234567890123456789 => has more than 28 digits
      sequence eq 1e999 => has more than 28 digits
      sequence eq 0.1234567890123456 => more than 15 after the point
      changeId eq 01234567-89ab-cdef-0123-456789abcde => is not a number
      userName eq binary'AAAA' => No literal starts with 'binary'
      """;

  private FaultCases() {}
}
