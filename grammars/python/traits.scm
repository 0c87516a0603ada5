; Traits of Python.

; --- async
[
  "async"
  (await)
] @async
((identifier) @async
 (#any-of? @async "asyncio" "threading" "multiprocessing" "ThreadPoolExecutor" "ProcessPoolExecutor" "trio" "anyio" "gevent"))

; --- test
((function_definition name: (identifier) @_name) @test
 (#match? @_name "^(test(_|$)|test[A-Z]|setUp$|tearDown$)"))
((class_definition name: (identifier) @_name) @test
 (#match? @_name "^Test[A-Z_]"))
((class_definition superclasses: (argument_list) @_bases) @test
 (#match? @_bases "TestCase[^A-Za-z0-9_]"))
((class_definition
   name: (identifier) @_name
   body: (block [(function_definition) (decorated_definition)] @test))
 (#match? @_name "^Test[A-Z_]"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
((identifier) @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Cc]srf|CSRF|[Jj]wt|JWT|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
((call function: (identifier) @security)
 (#any-of? @security "eval" "exec" "__import__"))
((attribute object: (identifier) @security)
 (#any-of? @security "subprocess" "pickle" "marshal" "hashlib" "ssl" "shelve"))
((attribute object: (identifier) @security attribute: (identifier) @_name)
 (#eq? @security "os")
 (#match? @_name "^(system|popen|exec|spawn|chmod|setuid)"))
((attribute object: (identifier) @security attribute: (identifier) @_name)
 (#eq? @security "yaml")
 (#any-of? @_name "load" "unsafe_load" "full_load"))
((string (interpolation)) @security
 (#match? @security "^[a-zA-Z]*['\"]+[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))
((binary_operator left: (string) @security operator: ["%" "+"])
 (#match? @security "^[a-zA-Z]*['\"]+[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))

; --- sql: statements in strings
((string) @sql
 (#match? @sql "^[a-zA-Z]*['\"]+[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- types
(function_definition type_parameters: (_) @types)
(class_definition type_parameters: (_) @types)
((identifier) @types
 (#any-of? @types "TypeVar" "ParamSpec" "TypeVarTuple" "Generic" "Protocol" "Concatenate"))
