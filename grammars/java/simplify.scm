; What the built-in simplification looks for in Java. The conventions are those of
; python/simplify.scm.

; --- else after a way out ------------------------------------------------------------------------

; Not behind `!(a instanceof B b)`: without the else, b would be declared for all that follows.
([(block (if_statement
    condition: (_) @head
    consequence: (block [(return_statement) (throw_statement) (continue_statement)
      (break_statement) (yield_statement)] @exit) @then
    alternative: (_) @body) @if)
  (constructor_body (if_statement
    condition: (_) @head
    consequence: (block [(return_statement) (throw_statement) (continue_statement)
      (break_statement) (yield_statement)] @exit) @then
    alternative: (_) @body) @if)] @parent
  (#not-match? @head "![[:space:]]*\\([^()]*instanceof[^()]*[]A-Za-z>][[:space:]]+[A-Za-z_]")
  (#set! rewrite "else"))
([(block (if_statement
    condition: (_) @head
    consequence: [(return_statement) (throw_statement) (continue_statement)
      (break_statement) (yield_statement)] @exit @then
    alternative: (_) @body) @if)
  (constructor_body (if_statement
    condition: (_) @head
    consequence: [(return_statement) (throw_statement) (continue_statement)
      (break_statement) (yield_statement)] @exit @then
    alternative: (_) @body) @if)] @parent
  (#not-match? @head "![[:space:]]*\\([^()]*instanceof[^()]*[]A-Za-z>][[:space:]]+[A-Za-z_]")
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @outer .)
  consequence: [(block . (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested .)
    (if_statement
      condition: (parenthesized_expression . (_) @inner .) !alternative) @nested]
  !alternative) @if
  (#set! rewrite "merge") (#set! and " && "))

[(assignment_expression) (ternary_expression) (lambda_expression)] @loose
(binary_expression operator: "||") @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

; A lambda that may come to its end gives nothing.
([(method_declaration type: (void_type) body: (block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)
  (constructor_declaration body: (constructor_body
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)
  (lambda_expression body: (block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "return;") (#set! not "!"))
([(for_statement body: (block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)
  (enhanced_for_statement body: (block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)
  (while_statement body: (block
    (if_statement condition: (parenthesized_expression . (_) @condition .)
      consequence: (block) @body !alternative) @if .) @parent)]
  (#set! rewrite "guard") (#set! exit "continue;") (#set! not "!"))

(binary_expression operator: ["==" "!="] @operator) @equality
(unary_expression operator: "!" operand: (_) @operand) @negation
(block [(return_statement) (throw_statement) (continue_statement) (break_statement)
  (yield_statement)] .) @leaving
(block . [(expression_statement) (return_statement)] .) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(block . (return_statement (true) @literal) @first .)
    (return_statement (true) @literal) @first]
  alternative: [(block . (return_statement (false)) .) (return_statement (false))] @last) @if
  (#set! rewrite "boolean"))
((if_statement
  condition: (parenthesized_expression . (_) @condition .)
  consequence: [(block . (return_statement (false) @literal) @first .)
    (return_statement (false) @literal) @first]
  alternative: [(block . (return_statement (true)) .) (return_statement (true))] @last) @if
  (#set! rewrite "boolean") (#set! not "!"))
((block
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(block . (return_statement (true) @literal) @first .)
      (return_statement (true) @literal) @first]
    !alternative) @if
  .
  (return_statement (false)) @last)
  (#set! rewrite "boolean"))
((block
  (if_statement
    condition: (parenthesized_expression . (_) @condition .)
    consequence: [(block . (return_statement (false) @literal) @first .)
      (return_statement (false) @literal) @first]
    !alternative) @if
  .
  (return_statement (true)) @last)
  (#set! rewrite "boolean") (#set! not "!"))

; A Boolean may be null, which an if finds out at once: only what is never one.
(binary_expression operator: ["==" "!=" "<" "<=" ">" ">=" "&&" "||"]) @boolean
(unary_expression operator: "!") @boolean
[(instanceof_expression) (true) (false)] @boolean
((method_invocation name: (identifier) @method) @boolean
  (#any-of? @method "equals" "equalsIgnoreCase" "isEmpty" "contains" "startsWith" "endsWith"
   "containsKey" "containsValue" "hasNext" "isPresent"))
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

[(line_comment) (block_comment)] @comment
(string_literal) @text
(block (local_variable_declaration declarator: (variable_declarator name: (_) @declared))) @holder
(block [(class_declaration) (interface_declaration) (enum_declaration) (record_declaration)]
  @rigid) @holder
(method_declaration body: (_) @scope) @callable
(constructor_declaration body: (_) @scope) @callable
(compact_constructor_declaration body: (_) @scope) @callable
(lambda_expression body: (_) @scope) @callable
(catch_clause body: (_) @scope) @callable
(for_statement body: (_) @scope) @callable
(enhanced_for_statement body: (_) @scope) @callable
(while_statement body: (_) @scope) @callable
(try_with_resources_statement body: (_) @scope) @callable
(if_statement consequence: (_) @scope) @callable
(if_statement alternative: (_) @scope) @callable
