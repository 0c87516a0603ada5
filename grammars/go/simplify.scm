; What the built-in simplification looks for in Go. The conventions are those of
; python/simplify.scm.

; --- else after a way out ------------------------------------------------------------------------

; Not where the `if` declares a variable: the else may use it.
((statement_list (if_statement
    !initializer
    consequence: (block (statement_list [(return_statement) (continue_statement)
      (break_statement) (goto_statement)] @exit)) @then
    alternative: (_) @body) @if) @parent
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (_) @outer
  consequence: (block . (statement_list . (if_statement
    !initializer condition: (_) @inner !alternative) @nested .))
  !alternative) @if
  (#set! rewrite "merge") (#set! and " && "))

(binary_expression operator: "||") @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

([(function_declaration !result body: (block (statement_list
    (if_statement !initializer condition: (_) @condition consequence: (block) @body !alternative)
      @if .)) @parent)
  (method_declaration !result body: (block (statement_list
    (if_statement !initializer condition: (_) @condition consequence: (block) @body !alternative)
      @if .)) @parent)
  (func_literal !result body: (block (statement_list
    (if_statement !initializer condition: (_) @condition consequence: (block) @body !alternative)
      @if .)) @parent)]
  (#set! rewrite "guard") (#set! exit "return") (#set! not "!"))
((for_statement body: (block (statement_list
    (if_statement !initializer condition: (_) @condition consequence: (block) @body !alternative)
      @if .)) @parent)
  (#set! rewrite "guard") (#set! exit "continue") (#set! not "!"))

(binary_expression operator: ["==" "!="] @operator) @equality
(unary_expression operator: "!" operand: (_) @operand) @negation
(block (statement_list
  [(return_statement) (break_statement) (continue_statement) (goto_statement)] .)) @leaving
(block (statement_list . [(expression_statement) (return_statement)] .)) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  !initializer
  condition: (_) @condition
  consequence: (block . (statement_list
    . (return_statement (expression_list . (true) @literal .)) @first .))
  alternative: (block . (statement_list
    . (return_statement (expression_list . (false) .)) .)) @last) @if
  (#set! rewrite "boolean"))
((if_statement
  !initializer
  condition: (_) @condition
  consequence: (block . (statement_list
    . (return_statement (expression_list . (false) @literal .)) @first .))
  alternative: (block . (statement_list
    . (return_statement (expression_list . (true) .)) .)) @last) @if
  (#set! rewrite "boolean") (#set! not "!"))
((statement_list
  (if_statement
    !initializer
    condition: (_) @condition
    consequence: (block . (statement_list
      . (return_statement (expression_list . (true) @literal .)) @first .))
    !alternative) @if
  .
  (return_statement (expression_list . (false) .)) @last)
  (#set! rewrite "boolean"))
((statement_list
  (if_statement
    !initializer
    condition: (_) @condition
    consequence: (block . (statement_list
      . (return_statement (expression_list . (false) @literal .)) @first .))
    !alternative) @if
  .
  (return_statement (expression_list . (true) .)) @last)
  (#set! rewrite "boolean") (#set! not "!"))

(binary_expression operator: ["==" "!=" "<" "<=" ">" ">="]) @boolean
(binary_expression left: (_) @part operator: ["&&" "||"] right: (_) @part) @whole
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

(comment) @comment
[(raw_string_literal)] @text
(goto_statement) @jump
(block (statement_list [
  (short_var_declaration left: (_) @declared)
  (var_declaration (var_spec name: (_) @declared))
  (var_declaration (var_spec_list) @declared)
  (const_declaration) @declared])) @holder
(block (statement_list [(type_declaration) (labeled_statement)] @rigid)) @holder
(function_declaration body: (_) @scope) @callable
(method_declaration body: (_) @scope) @callable
(func_literal body: (_) @scope) @callable
