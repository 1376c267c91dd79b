package gateway.odata;

/** What {@code $apply} refuses, each with a part of its message. */
final class ApplyFaultCases {

  static final String SYNTAX =
      """
       => A transformation is missing; there are: aggregate, filter, groupby, identity, orderby, skip and top
      / => A transformation is missing
      identity/ => A transformation is missing
      identity identity => Expected '/' and another transformation, or the end, found 'identity'. ($apply, position 10)
      identity() => Expected '/' and another transformation
      filter => Expected '(', found the end
      filter() => Expected a property, a literal or a function, found ')'
      filter(userName eq 'a' => Expected ')' or an operator, found the end
      filter(userName) => A filter needs what is true or false; this is Edm.String. ($apply, position 8)
      filter(nothing eq 1) => There is no property 'nothing'
      filter(userName eq 'a') top(1) => Expected '/'
      orderby() => Expected a property
      orderby(userName descending) => Expected ')' or an operator, found 'descending'
      orderby(id,id,id,id,id,id) => The limit of sort keys is 5
      top => Expected '('
      top() => top takes a whole number from 0
      top(x) => top takes a whole number from 0
      top('1') => top takes a whole number from 0
      top(-1) => top is a whole number from 0, not '-1'. ($apply, position 5)
      top(1.5) => top is a whole number from 0, not '1.5'
      top(1,2) => Expected ',' or ')'
      skip(1e3) => skip is a whole number from 0, not '1e3'
      skip(@p) => skip takes a whole number from 0
      groupby => Expected '('
      groupby(action) => Expected '(', found 'action'
      groupby(()) => Expected a property
      groupby((action) => Expected ',' or ')', found the end
      groupby((action,)) => Expected a property
      groupby((action),) => Inside groupby only one aggregate is supported
      groupby((action),aggregate) => Expected '('
      groupby((action),aggregate($count as N) => Expected ',' or ')'
      groupby((action),filter(userName eq 'a')) => Inside groupby only one aggregate is supported
      groupby((action),aggregate($count as N)/top(1)) => Inside groupby only one aggregate is supported
      groupby((action),top(1)) => Inside groupby only one aggregate is supported
      aggregate => Expected '('
      aggregate() => Expected a property
      aggregate($count) => Expected 'as' and an alias, as in $count as N, found ')'
      aggregate($count as) => An alias is a letter or '_'
      aggregate($count N) => Expected 'as' and an alias
      aggregate($count as 'N') => An alias is a letter or '_'
      aggregate($count as 1N) => An alias is a letter or '_'
      aggregate($count as a.b) => An alias is a letter or '_'
      aggregate($count as null) => An alias is a letter or '_', then letters, digits and '_', at most 128 in all; false, not, null, true are none
      aggregate($count as NOT) => An alias is a letter or '_'
      groupby((action),aggregate($count as true,userName with max as false)) => An alias is a letter or '_'
      aggregate($count as $N) => An alias is a letter or '_'
      aggregate($count as a/b) => Expected ',' or ')', found '/'
      aggregate($count as N,) => Expected a property
      aggregate(userName) => Expected 'with' and a method, one of countdistinct, min and max, found ')'
      aggregate(userName as N) => Expected 'with' and a method
      aggregate(userName with) => The aggregation method ')' is not supported
      aggregate(userName with max) => Expected 'as' and an alias
      """;

  static final String NAMES =
      """
      groupby((nothing)) => There is no property 'nothing'; there are: id, userName
      groupby((Action)) => did you mean 'action'?
      groupby((action,action)) => 'action' is named twice in groupby. ($apply, position 17)
      groupby((length(userName))) => groupby takes properties by their names, not expressions
      groupby((initiatedBy)) => There is no property 'initiatedBy'
      groupby((userName/$count)) => There is no property 'userName/$count'
      aggregate(nothing with max as N) => There is no property 'nothing'
      aggregate(userName/$count as N) => Expected 'with' and a method
      aggregate(length(userName) with max as N) => aggregate takes $count, or a property by its name
      aggregate(sequence mul 2 with max as N) => aggregate takes $count, or a property by its name
      aggregate($count as userName) => The alias 'userName' is taken; choose another. ($apply, position 21)
      aggregate($count as N,userName with min as N) => The alias 'N' is taken
      groupby((action),aggregate($count as action)) => The alias 'action' is taken
      groupby((initiatedBy/principalId),aggregate($count as initiatedBy)) => The alias 'initiatedBy' is taken
      groupby((action))/aggregate($count as initiatedBy) => The alias 'initiatedBy' is taken
      groupby((action),aggregate($count as N))/aggregate(N with max as N) => The alias 'N' is taken
      groupby((action),aggregate($count as N))/aggregate(N with max as userName) => The alias 'userName' is taken
      groupby((action))/filter(userName eq 'a') => There is no property 'userName'; there are: action.
      groupby((action))/orderby(userName) => There is no property 'userName'
      groupby((action))/groupby((userName)) => There is no property 'userName'
      groupby((action),aggregate($count as N))/filter(N eq 'a') => 'a' is a text and cannot be compared with Edm.Decimal
      aggregate($count as N)/filter(n gt 1) => did you mean 'N'?
      orderby(N)/aggregate($count as N) => There is no property 'N'
      filter(action eq 'wipe') => 'wipe' is not a member
      """;

  static final String REFUSED =
      """
      search(x) => The transformation 'search' is not supported; there are: aggregate, filter
      concat(identity,identity) => The transformation 'concat' is not supported
      compute(length(userName) as L) => The transformation 'compute' is not supported
      expand(userName,identity) => The transformation 'expand' is not supported
      nest(identity as N) => The transformation 'nest' is not supported
      addnested(userName,identity as N) => The transformation 'addnested' is not supported
      join(userName as N) => The transformation 'join' is not supported
      outerjoin(userName as N) => The transformation 'outerjoin' is not supported
      ancestors(x) => The transformation 'ancestors' is not supported
      descendants(x) => The transformation 'descendants' is not supported
      traverse(x) => The transformation 'traverse' is not supported
      topcount(2,sequence) => The transformation 'topcount' is not supported
      topsum(2,sequence) => The transformation 'topsum' is not supported
      toppercent(2,sequence) => The transformation 'toppercent' is not supported
      bottomcount(2,sequence) => The transformation 'bottomcount' is not supported
      bottomsum(2,sequence) => The transformation 'bottomsum' is not supported
      bottompercent(2,sequence) => The transformation 'bottompercent' is not supported
      Self.own(x=1) => The transformation 'Self.own' is not supported
      groupby((rollup(action,userName))) => 'rollup' is not supported; ask for each level
      groupby((rolluprecursive(a,b,c))) => 'rolluprecursive' is not supported
      aggregate(sequence with sum as N) => The aggregation method 'sum' is not supported; there are countdistinct, min and max
      aggregate(sequence with average as N) => The aggregation method 'average' is not supported
      aggregate(userName with Custom.concat as N) => The aggregation method 'Custom.concat' is not supported
      aggregate($count with sum as N) => $count takes no method
      aggregate(sequence with max from action with min as N) => 'from' is not supported
      aggregate($count from action with max as N) => 'from' is not supported
      filter($these/aggregate($count) gt 1) => '$these/aggregate
      filter(isdefined(userName)) => isdefined
      """;

  private ApplyFaultCases() {}
}
