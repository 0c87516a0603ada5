; What the built-in simplification looks for in JavaScript, TypeScript and TSX. The conventions are
; those of python/simplify.scm.

; --- else after a way out ------------------------------------------------------------------------

([(statement_block (if_statement
    consequence: (statement_block [(return_statement) (throw_statement) (continue_statement)
      (break_statement)] @exit) @then
    alternative: (else_clause (_) @body)) @if)
  (program (if_statement
    consequence: (statement_block [(throw_statement) (continue_statement)
      (break_statement)] @exit) @then
    alternative: (else_clause (_) @body)) @if)] @parent
  (#set! rewrite "else"))
((statement_block (if_statement
    consequence: [(return_statement) (throw_statement) (continue_statement)
      (break_statement)] @exit @then
    alternative: (else_clause (_) @body)) @if) @parent
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @outer .)
  consequence: [(statement_block . (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested .)
    (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested]
  !alternative) @if
  (#set! rewrite "merge") (#set! and " && "))

[(assignment_expression) (augmented_assignment_expression) (ternary_expression)
 (arrow_function) (sequence_expression) (yield_expression)] @loose
(binary_expression operator: ["||" "??"]) @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

([(function_declaration body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)
  (function_expression body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)
  (arrow_function body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)
  (method_definition body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "return;") (#set! not "!"))
([(for_statement body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)
  (for_in_statement body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)
  (while_statement body: (statement_block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (statement_block) @body !alternative) @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "continue;") (#set! not "!"))

(binary_expression operator: ["==" "!=" "===" "!=="] @operator) @equality
(unary_expression operator: "!" argument: (_) @operand) @negation
(statement_block
  [(return_statement) (throw_statement) (break_statement) (continue_statement)] .) @leaving
(statement_block . [(expression_statement) (return_statement) (throw_statement)] .) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(statement_block . (return_statement (true) @literal) @first .)
    (return_statement (true) @literal) @first]
  alternative: (else_clause [(statement_block . (return_statement (false)) .)
    (return_statement (false))]) @last) @if
  (#set! rewrite "boolean"))
((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(statement_block . (return_statement (false) @literal) @first .)
    (return_statement (false) @literal) @first]
  alternative: (else_clause [(statement_block . (return_statement (true)) .)
    (return_statement (true))]) @last) @if
  (#set! rewrite "boolean") (#set! not "!"))
((statement_block
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(statement_block . (return_statement (true) @literal) @first .)
      (return_statement (true) @literal) @first]
    !alternative) @if
  .
  (return_statement (false)) @last)
  (#set! rewrite "boolean"))
((statement_block
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(statement_block . (return_statement (false) @literal) @first .)
      (return_statement (false) @literal) @first]
    !alternative) @if
  .
  (return_statement (true)) @last)
  (#set! rewrite "boolean") (#set! not "!"))

(binary_expression
  operator: ["==" "!=" "===" "!==" "<" "<=" ">" ">=" "in" "instanceof"]) @boolean
(unary_expression operator: "!") @boolean
[(true) (false)] @boolean
((call_expression function: (_) @function) @boolean
  (#any-of? @function "Array.isArray" "Number.isNaN" "Number.isInteger" "Number.isFinite" "Boolean"
   "isNaN" "isFinite" "Object.is"))
(binary_expression left: (_) @part operator: ["&&" "||"] right: (_) @part) @whole
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

(comment) @comment
(template_string) @text
(statement_block [(lexical_declaration (variable_declarator name: (_) @declared))
                  (class_declaration name: (_) @declared)]) @holder
(statement_block [(function_declaration) (generator_function_declaration)] @rigid) @holder
(function_declaration body: (_) @scope) @callable
(function_expression body: (_) @scope) @callable
(generator_function_declaration body: (_) @scope) @callable
(generator_function body: (_) @scope) @callable
(arrow_function body: (_) @scope) @callable
(method_definition body: (_) @scope) @callable
(catch_clause body: (_) @scope) @callable
