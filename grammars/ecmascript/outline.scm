(import_statement) @import

; const fs = require("fs"), at the top of a file.
((program
   [
     (lexical_declaration
       (variable_declarator value: (call_expression function: (identifier) @_require)))
     (lexical_declaration
       (variable_declarator
         value: (member_expression object: (call_expression function: (identifier) @_require))))
     (variable_declaration
       (variable_declarator value: (call_expression function: (identifier) @_require)))
     (expression_statement (call_expression function: (identifier) @_require))
   ] @import)
 (#eq? @_require "require"))
