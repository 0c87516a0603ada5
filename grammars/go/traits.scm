; Traits of Go.

; --- async
[
  (go_statement)
  (send_statement)
  (select_statement)
  (channel_type)
  (unary_expression operator: "<-")
] @async
((selector_expression operand: (identifier) @async)
 (#any-of? @async "sync" "atomic" "errgroup"))
((qualified_type package: (package_identifier) @async)
 (#any-of? @async "sync" "atomic" "errgroup"))

; --- test
((function_declaration name: (identifier) @test)
 (#match? @test "^(Test|Benchmark|Fuzz|Example)([A-Z_]|$)"))
((qualified_type package: (package_identifier) @test)
 (#any-of? @test "testing" "suite"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (field_identifier)
   (type_identifier)
   (package_identifier)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Cc]srf|CSRF|[Jj]wt|JWT|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY|InsecureSkipVerify)"))
((selector_expression operand: (identifier) @security)
 (#any-of? @security "exec" "tls" "x509" "md5" "sha1" "sha256" "sha512" "rsa" "ecdsa" "ed25519" "aes" "unsafe"))
((qualified_type package: (package_identifier) @security)
 (#any-of? @security "exec" "tls" "x509" "rsa" "ecdsa" "ed25519"))
((call_expression
   function: (selector_expression field: (field_identifier) @_format)
   arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal)] @security))
 (#any-of? @_format "Sprintf" "Appendf" "Fprintf")
 (#match? @security "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))
((binary_expression left: [(interpreted_string_literal) (raw_string_literal)] @security operator: "+")
 (#match? @security "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))

; --- sql: statements in strings
([(interpreted_string_literal) (raw_string_literal)] @sql
 (#match? @sql "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- types
(type_parameter_list) @types
