package gateway.odata;

/** Filters on texts and numbers, each with the rows of {@link FilterCases#ROWS} that it selects. */
final class SelectingCases {

  static final String COMPARISONS =
      """
      userName eq 'adele@contoso.com' => a
      'adele@contoso.com' eq userName => a
      userName ne 'adele@contoso.com' => b c d e
      userName eq 'Adele@contoso.com' =>
      userName eq null => b
      null eq userName => b
      userName ne null => a c d e
      userName eq '' => c
      userName eq 'O''Brien' => d
      userName gt 'O' => a d
      userName ge null => b
      userName le null => b
      userName gt null =>
      userName lt null =>
      'O' lt userName => a d
      userName lt 'B' => c e
      userName ge 'O''Brien' => a d
      userName le '' => c
      userName eq initiatedBy/principalId => b
      userName ne initiatedBy/principalId => a c d e
      userName ge initiatedBy/principalId => b
      userName le initiatedBy/principalId => a b c e
      userName lt initiatedBy/principalId => a c e
      initiatedBy/principalId eq 'p2' => c
      id eq 'a' => a
      $it/id eq 'a' => a
      'p2' eq $it/initiatedBy/principalId => c
      id ge 'c' and id lt 'e' => c d
      userName EQ null => b
      null eq null => a b c d e
      null ne null =>
      null ge null => a b c d e
      null gt null =>
      'a' lt 'b' => a b c d e
      'B' lt 'a' => a b c d e
      1 eq 1.0 => a b c d e
      true => a b c d e
      false =>
      FALSE =>
      null =>
      changeId eq 01234567-89ab-cdef-0123-456789abcdef => a d e
      changeId eq '01234567-89AB-CDEF-0123-456789ABCDEF' => a d e
      changeId ne 01234567-89ab-cdef-0123-456789abcdef => b c
      changeId gt 00000000-0000-0000-0000-000000000000 => a d e
      """;

  static final String LOGIC =
      """
      not (userName gt 'a') => b c d e
      not (userName eq 'x') => a b c d e
      not (userName ne 'O''Brien') => d
      not contains(userName,'a') => c d e
      not (contains(userName,'a') and false) => a b c d e
      not (contains(userName,'a') or true) =>
      not not startswith(userName,'O') => d
      NOT (true AND false) OR false => a b c d e
      id eq 'a' or id eq 'b' and id eq 'c' => a
      (id eq 'a' or id eq 'b') and id eq 'b' => b
      contains(userName,'a') eq true => a
      contains(userName,'a') eq false => c d e
      contains(userName,'a') ne true => b c d e
      contains(userName,'a') eq null => b
      contains(userName,'a') ne null => a c d e
      (userName eq null) eq true => b
      (id eq 'a') eq (id eq 'a') => a b c d e
      true gt (id eq 'a') => b c d e
      ((((id eq 'a')))) => a
      not(id eq 'a')and(id lt 'c') => b
      not (userName in ('x')) => a b c d e
      not (null) =>
      id eq 'a' or null => a
      """;

  static final String TEXTS =
      """
      contains(userName,'contoso') => a
      contains(userName,'') => a c d e
      contains(userName,null) =>
      contains(deviceDisplayName,'%') => c
      contains(deviceDisplayName,'_') => c
      contains(deviceDisplayName,'\\') => c
      contains(deviceDisplayName,'5_') =>
      startswith(userName,'adele@') => a
      StartsWith(userName,'ad%') =>
      startswith(deviceDisplayName,'Kiosk 😀') => c
      endswith(userName,'.com') => a
      endswith(deviceDisplayName,'%_\\') => c
      endswith(userName,'') => a c d e
      endswith('com',userName) => c
      tolower(userName) eq 'adele@contoso.com' => a e
      toupper(userName) eq toupper('adele@contoso.com') => a e
      tolower(deviceDisplayName) eq ' ünï ' => d
      toupper(deviceDisplayName) eq 'STRASSE ß' => e
      toupper('straße') eq 'STRAßE' => a b c d e
      tolower('İ') eq 'i' => a b c d e
      length(userName) eq 0 => c
      length(deviceDisplayName) eq 12 => c
      length(userName) eq null => b
      length('😀') eq 1 => a b c d e
      indexof(userName,'@') eq 5 => a e
      indexof(deviceDisplayName,'5') eq 8 => c
      indexof(userName,'@') eq -1 => c d
      indexof(userName,'') eq 0 => a c d e
      substring(userName,1) eq 'dele@contoso.com' => a
      substring(userName,0,5) eq 'adele' => a
      substring(deviceDisplayName,6,1) eq '😀' => c
      substring(userName,100) eq '' => a c d e
      substring(userName,2,0) eq '' => a c d e
      substring(userName,99999999999,99999999999) eq '' => a c d e
      substring(userName,indexof(userName,'@') add 1) eq 'contoso.com' => a
      substring(userName,null) eq null => a b c d e
      trim(deviceDisplayName) eq 'Ünï' => d
      concat(userName,'!') eq 'O''Brien!' => d
      concat(concat(userName,'/'),initiatedBy/principalId) eq 'adele@contoso.com/p1' => a
      concat(userName,null) eq null => a b c d e
      contains(tolower(userName),tolower('ADELE')) => a e
      """;

  static final String NUMBERS =
      """
      sequence eq 1 => a
      sequence gt 1 => b d e
      sequence ne 1 => b c d e
      sequence eq null => c
      sequence eq 1.0 => a
      sequence lt 1.5 => a
      sequence lt 99999999999999999999 => a b d e
      sequence ge -5 => a b d e
      sequence eq +2 => b
      sequence eq 1e1 => d
      1e1 div 4 eq 2.5 and 1.5E3 div 1000 eq 1.5 => a b c d e
      10 div 4 eq 2 and 1e0 eq 1 => a b c d e
      sequence add 1 eq 2 => a
      sequence sub 1 mul 2 eq 0 => b
      (sequence sub 1) mul 2 eq 2 => b
      sequence div 3 eq 3 => d
      sequence divby 4 eq 2.5 => d
      sequence mod 3 eq 1 => a d
      -sequence eq -10 => d
      -(-sequence) eq 10 => d
      sequence mul 9223372036854775807 gt 9223372036854775807 => b d e
      sequence add null eq null => a b c d e
      7 div 2 eq 3 => a b c d e
      -7 div 2 eq -3 => a b c d e
      -7 mod 2 eq -1 => a b c d e
      (4 add 5) mod (4 sub 1) eq 0 => a b c d e
      sequence mod (2 mul 2 sub 1) eq 1 => a d
      sequence divby -(-2 mul 2) eq 2.5 => d
      sequence div (7 div 2) eq 3 => d
      sequence mod (7 mod 4) eq 0 => e
      7 divby 2 eq 3.5 => a b c d e
      7.0 div 2 eq 3.5 => a b c d e
      10 sub 3 sub 2 eq 5 => a b c d e
      """;

  private SelectingCases() {}
}
