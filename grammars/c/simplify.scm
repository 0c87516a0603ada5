; What the built-in simplification looks for in C. The conventions are those of
; python/simplify.scm.

; --- else after a way out ------------------------------------------------------------------------

((compound_statement (if_statement
    consequence: (compound_statement [(return_statement) (continue_statement) (break_statement)
      (goto_statement)] @exit) @then
    alternative: (else_clause (_) @body)) @if) @parent
  (#set! rewrite "else"))
((compound_statement (if_statement
    consequence: [(return_statement) (continue_statement) (break_statement)
      (goto_statement)] @exit @then
    alternative: (else_clause (_) @body)) @if) @parent
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @outer .)
  consequence: [(compound_statement . (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested .)
    (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested]
  !alternative) @if
  (#set! rewrite "merge") (#set! and " && "))

[(assignment_expression) (conditional_expression) (comma_expression)] @loose
(binary_expression operator: "||") @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

((function_definition
  type: (primitive_type) @type
  declarator: (function_declarator)
  body: (compound_statement
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (compound_statement) @body !alternative) @if .) @parent)
  (#eq? @type "void")
  (#set! rewrite "guard") (#set! exit "return;") (#set! not "!"))
([(for_statement
    body: (compound_statement
      (if_statement condition: (parenthesized_expression . (_) @condition .)
        consequence: (compound_statement) @body !alternative) @if .) @parent)
  (while_statement
    body: (compound_statement
      (if_statement condition: (parenthesized_expression . (_) @condition .)
        consequence: (compound_statement) @body !alternative) @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "continue;") (#set! not "!"))

(binary_expression operator: ["==" "!="] @operator) @equality
(unary_expression operator: "!" argument: (_) @operand) @negation
(compound_statement
  [(return_statement) (break_statement) (continue_statement) (goto_statement)] .) @leaving
(compound_statement . [(expression_statement) (return_statement)] .) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(compound_statement . (return_statement (_) @literal) @first .)
    (return_statement (_) @literal) @first]
  alternative: (else_clause [(compound_statement . (return_statement (_) @other) .)
    (return_statement (_) @other)]) @last) @if
  (#any-of? @literal "true" "1") (#any-of? @other "false" "0")
  (#set! rewrite "boolean"))
((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(compound_statement . (return_statement (_) @literal) @first .)
    (return_statement (_) @literal) @first]
  alternative: (else_clause [(compound_statement . (return_statement (_) @other) .)
    (return_statement (_) @other)]) @last) @if
  (#any-of? @literal "false" "0") (#any-of? @other "true" "1")
  (#set! rewrite "boolean") (#set! not "!"))
((compound_statement
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(compound_statement . (return_statement (_) @literal) @first .)
      (return_statement (_) @literal) @first]
    !alternative) @if
  .
  (return_statement (_) @other) @last)
  (#any-of? @literal "true" "1") (#any-of? @other "false" "0")
  (#set! rewrite "boolean"))
((compound_statement
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(compound_statement . (return_statement (_) @literal) @first .)
      (return_statement (_) @literal) @first]
    !alternative) @if
  .
  (return_statement (_) @other) @last)
  (#any-of? @literal "false" "0") (#any-of? @other "true" "1")
  (#set! rewrite "boolean") (#set! not "!"))

(binary_expression operator: ["==" "!=" "<" "<=" ">" ">=" "&&" "||"]) @boolean
(unary_expression operator: "!") @boolean
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

(comment) @comment
(string_literal) @text
[(preproc_if) (preproc_ifdef) (preproc_def) (preproc_function_def) (preproc_call)
 (preproc_include)] @fixed
(goto_statement) @jump
(compound_statement (declaration declarator: [(identifier) (pointer_declarator)
  (array_declarator) (function_declarator) (attributed_declarator) (parenthesized_declarator)]
  @declared)) @holder
(compound_statement (declaration declarator: (init_declarator declarator: (_) @declared))) @holder
(compound_statement (declaration type: [(struct_specifier body: (_)) (union_specifier body: (_))
  (enum_specifier body: (_))]) @rigid) @holder
(compound_statement [(type_definition) (struct_specifier) (union_specifier) (enum_specifier)
  (labeled_statement)] @rigid) @holder
(function_definition body: (_) @scope) @callable
