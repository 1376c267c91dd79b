package gateway.odata;

/**
 * Filters on dates, enumerations and lists, each with the rows of {@link FilterCases#ROWS} that it
 * selects.
 */
final class TypedCases {

  static final String DATES =
      """
      requestDateTime eq 2017-01-01T08:03:07.1589002Z => a b
      requestDateTime eq 2017-01-01T00:03:07.1589002-08:00 => a b
      requestDateTime eq 2017-01-01t08:03:07.1589002z => a b
      requestDateTime gt 2017-01-01T08:03:07.1589001Z => a b d e
      requestDateTime gt 2017-01-01T08:03:07.1589002Z => d e
      requestDateTime eq 2017-01-01 => c
      requestDateTime eq 2017-01-01T00:00Z => c
      requestDateTime lt 2017-01-01 =>
      2017-01-01 le requestDateTime => a b c d e
      requestDateTime in (2017-01-01) => c
      requestDateTime ge mindatetime() and requestDateTime le maxdatetime() => a b c d e
      requestDateTime lt now() => a b c d e
      requestDateTime gt now() sub duration'P30D' => d
      requestDateTime gt now() sub 'P30D' => d
      requestDateTime add duration'PT8H' gt 2026-11-01T05:00:00Z => d
      requestDateTime sub 2017-01-01 lt duration'PT9H' => a b c
      requestDateTime sub 2017-01-01 eq 'PT0S' => c
      2017-01-01 sub requestDateTime eq 'PT0S' => c
      2017-01-01 sub requestDateTime lt duration'-P100D' => d e
      2017-01-02 sub 2017-01-01 eq duration'P1D' => a b c d e
      requestDateTime sub 2017-01-01 gt duration'P1D' mul 100 => d e
      -(requestDateTime sub 2017-01-01) lt duration'-P100D' => d e
      year(requestDateTime) eq 2016 => c
      month(requestDateTime) eq 12 => c
      day(requestDateTime) eq 1 => a b d
      hour(requestDateTime) eq 0 => a
      minute(requestDateTime) eq 30 => c
      second(requestDateTime) eq 59 => e
      fractionalseconds(requestDateTime) eq 0.1589002 => a b
      fractionalseconds(requestDateTime) gt 0.999 => e
      totaloffsetminutes(requestDateTime) eq -480 => a
      totaloffsetminutes(requestDateTime) eq -30 => c
      totaloffsetminutes(requestDateTime) eq 840 => d
      date(requestDateTime) eq 2016-12-31 => c
      date(requestDateTime) gt 2017-01-01 => d e
      date(requestDateTime) add duration'PT25H' eq 2017-01-02 => a b
      date(requestDateTime) sub date(changedDateTime) lt duration'-P10D' => a b c d e
      time(requestDateTime) eq 12:00:00 => d
      time(requestDateTime) lt 08:00 => a
      hour(time(requestDateTime)) eq 23 => c e
      year(date(requestDateTime)) eq 2026 => d
      year(2016-12-31T23:30:00-00:30) eq 2016 => a b c d e
      hour(12:30) eq 12 => a b c d e
      month(2017-02-03) eq 2 => a b c d e
      totaloffsetminutes(now()) eq 0 => a b c d e
      year(null) eq null => a b c d e
      changedDateTime eq 2026-11-24T03:00:00.123456Z => a d e
      changedDateTime eq 2026-11-24T03:00:00.1234561Z =>
      changedDateTime ne 2026-11-24T03:00:00.1234561Z => a b c d e
      changedDateTime gt 2026-11-24T03:00:00.1234561Z => b c
      changedDateTime ge 2026-11-24T03:00:00.1234561Z => b c
      changedDateTime lt 2026-11-24T03:00:00.1234561Z => a d e
      changedDateTime le 2026-11-24T03:00:00.123456Z => a d e
      2026-11-24T03:00:00.123456Z lt changedDateTime => b c
      changedDateTime in (2026-11-24T03:00:00.123457Z,2026-11-24T03:00:00.1234561Z) => b
      changedDateTime gt requestDateTime => a b c d e
      year(changedDateTime) eq 2026 and hour(changedDateTime) eq 3 => a b c d e
      fractionalseconds(changedDateTime) eq 0.2 => c
      changedDateTime sub requestDateTime lt duration'P30D' => d
      """;

  static final String ENUMERATIONS =
      """
      action eq 'factoryReset' => a
      action eq microsoft.graph.remoteAction'factoryReset' => a
      action eq factoryReset => a
      action eq '1' => a
      action eq microsoft.graph.remoteAction'1' => a
      factoryReset eq action => a
      remoteLock le action => b c d
      'remoteLock' le action => b c d
      action ne factoryReset => b c d e
      action gt 'remoteLock' => c d
      action ge remoteLock => b c d
      action lt factoryReset => e
      action eq null =>
      action ne null => a b c d e
      action eq 'unknownFutureValue' =>
      action gt unknownFutureValue => c d
      action eq delete => c
      action eq action => a b c d e
      action eq $it/action => a b c d e
      $it/action eq 'delete' => c
      delete eq $it/action => c
      $it/action in (delete,restore) => c d
      actionState eq 'pending' and action eq unknown => e
      """;

  static final String LISTS =
      """
      action in ('factoryReset','delete') => a c
      action IN (factoryReset,'40',microsoft.graph.remoteAction'restore') => a c d
      action in ["factoryReset","delete"] => a c
      action in [ "factoryReset" , "delete" ] => a c
      userName in ('O''Brien',null) => b d
      userName in ["O'Brien",null] => b d
      userName in ["O\\u0027Brien"] => d
      userName in () =>
      userName in [] =>
      not (userName in ()) => a b c d e
      sequence in (1,10) => a d
      sequence in [1,2.5,10] => a d
      length(userName) in (0,7) => c d
      date(requestDateTime) in (2016-12-31,2026-11-01) => c d
      time(requestDateTime) in (12:00) => d
      (requestDateTime sub 2017-01-01) in ('PT0S') => c
      changeId in (01234567-89ab-cdef-0123-456789abcdef) => a d e
      null in (null) => a b c d e
      null in ('a') =>
      'a' in ('a','b') => a b c d e
      contains(userName,'a') in (true,null) => a b
      (id in ('a')) eq false => b c d e
      """;

  private TypedCases() {}
}
