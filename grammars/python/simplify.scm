; What the built-in simplification looks for in Python. (#set! rewrite NAME) names the rewrite of
; server/builtin/rewrite.c that the captures are for; the patterns without it mark what the
; rewrites must know: comments, literals over several lines, what is boolean, what binds loosely.

; --- flaws that make no ERROR -----------------------------------------------------------------------

; A line that is indented for no reason, or less than the lines before it in its block.
((block . (_) @_first (_) @flaw) (#unaligned? @flaw @_first))
((module . (_) @_first (_) @flaw) (#unaligned? @flaw @_first))
((module . (comment)+ . (_) @_first (_) @flaw) (#unaligned? @flaw @_first))

; --- else after a way out ------------------------------------------------------------------------

([(block (if_statement
    consequence: (block [(return_statement) (raise_statement) (continue_statement)
      (break_statement)] @exit) @then
    alternative: (else_clause body: (block) @body)) @if)
  (module (if_statement
    consequence: (block [(raise_statement) (continue_statement) (break_statement)] @exit) @then
    alternative: (else_clause body: (block) @body)) @if)] @parent
  (#set! rewrite "else"))

([(block (if_statement
    consequence: (block [(return_statement) (raise_statement) (continue_statement)
      (break_statement)] @exit) @then
    alternative: (elif_clause) @elif) @if)
  (module (if_statement
    consequence: (block [(raise_statement) (continue_statement) (break_statement)] @exit) @then
    alternative: (elif_clause) @elif) @if)]
  (#set! rewrite "elif"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (_) @outer
  consequence: (block . (if_statement condition: (_) @inner !alternative) @nested .)
  !alternative) @if
  (#set! rewrite "merge") (#set! and " and "))

[(named_expression) (conditional_expression) (lambda)] @loose
(boolean_operator operator: "or") @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

((function_definition
  body: (block (if_statement condition: (_) @condition consequence: (block) @body !alternative) @if .)
    @parent)
  (#set! rewrite "guard") (#set! exit "return") (#set! not "not "))
([(for_statement
    body: (block (if_statement condition: (_) @condition consequence: (block) @body !alternative)
      @if .) @parent)
  (while_statement
    body: (block (if_statement condition: (_) @condition consequence: (block) @body !alternative)
      @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "continue") (#set! not "not "))

(comparison_operator . (_) operators: ["==" "!=" "is" "is not" "in" "not in"] @operator . (_) .)
  @equality
(not_operator argument: (_) @operand) @negation
(block [(return_statement) (raise_statement) (break_statement) (continue_statement)] .) @leaving
(block . [(expression_statement) (return_statement) (raise_statement)] .) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  condition: (_) @condition
  consequence: (block . (return_statement (true) @literal) @first .)
  .
  alternative: (else_clause body: (block . (return_statement (false)) .)) @last .) @if
  (#set! rewrite "boolean"))
((if_statement
  condition: (_) @condition
  consequence: (block . (return_statement (false) @literal) @first .)
  .
  alternative: (else_clause body: (block . (return_statement (true)) .)) @last .) @if
  (#set! rewrite "boolean") (#set! not "not "))
((block
  (if_statement
    condition: (_) @condition
    consequence: (block . (return_statement (true) @literal) @first .)
    !alternative) @if
  .
  (return_statement (false)) @last)
  (#set! rewrite "boolean"))
((block
  (if_statement
    condition: (_) @condition
    consequence: (block . (return_statement (false) @literal) @first .)
    !alternative) @if
  .
  (return_statement (true)) @last)
  (#set! rewrite "boolean") (#set! not "not "))

[(comparison_operator) (not_operator) (true) (false)] @boolean
((call function: (identifier) @function) @boolean
  (#any-of? @function "isinstance" "issubclass" "callable" "hasattr" "bool" "any" "all"))
(boolean_operator left: (_) @part right: (_) @part) @whole
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

(comment) @comment
(module . (comment)* . (expression_statement . (string) .) @docstring)
(function_definition body: (block . (expression_statement . (string) .) @docstring))
(class_definition body: (block . (expression_statement . (string) .) @docstring))
(string) @text
