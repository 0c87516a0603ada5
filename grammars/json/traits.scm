; Traits of JSON. That the file is configuration says outline.scm.

; --- security: names that speak of secrets, and who may do what
((pair key: (string (string_content) @security))
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Oo][Aa]uth|[Aa]uthori[sz]|[Aa]uthenticat|(^|[_.-])[Aa]uth([_.-]|$)|[a-z]Auth([A-Z]|$)|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer)[_.-]?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY|^permissions$|^cors$)"))
((pair key: (string (string_content) @_key) value: (string (string_content) @security))
 (#eq? @_key "Effect")
 (#any-of? @security "Allow" "Deny"))

; --- test: settings of test runners
((pair key: (string (string_content) @test) value: (object))
 (#any-of? @test "jest" "mocha" "ava" "nyc" "c8"))

; --- types: JSON Schema, and what tells a compiler
((pair key: (string (string_content) @types) value: (object))
 (#any-of? @types "compilerOptions" "definitions" "$defs"))
((pair key: (string (string_content) @types))
 (#any-of? @types "$ref" "additionalProperties"))

; --- sql: statements in strings
((string (string_content) @sql)
 (#match? @sql "^[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))
