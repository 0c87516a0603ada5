; What only JavaScript's grammar has: parameters are plain patterns. The rest is in ecmascript/.

(formal_parameters [(identifier) (object_pattern) (array_pattern) (rest_pattern)] @parameter @name)
(formal_parameters (assignment_pattern left: (_) @name) @parameter)
