; Definitions of shell scripts. What the captures mean says server/syntax/outline.c.

((function_definition name: (word) @name body: (_) @body) @definition
 (#set! noun "function"))

; f() { … } > file
(redirected_statement body: (function_definition) @inner) @outer

((comment) @lead
 (#not-match? @lead "^#!"))
