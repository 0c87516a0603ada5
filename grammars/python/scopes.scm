; Definitions of Python. What the captures mean says server/syntax/outline.c.

((function_definition name: (identifier) @name body: (block) @body) @definition
 (#set! noun "function")
 (#set! member "method"))
((function_definition name: (identifier) @name body: (block) @body) @definition
 (#any-of? @name "__init__" "__new__")
 (#set! noun "function")
 (#set! member "constructor"))

((class_definition name: (identifier) @name body: (block) @body) @definition
 (#set! noun "class"))

((expression_statement
   (assignment left: (identifier) @name right: (lambda body: (_) @body))) @definition
 (#set! noun "function"))

((type_alias_statement left: (type) @name) @definition
 (#set! noun "type"))

(decorated_definition definition: (_) @inner) @outer

((comment) @lead
 (#not-match? @lead "^#!"))
