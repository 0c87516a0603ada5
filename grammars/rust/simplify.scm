; What the built-in simplification looks for in Rust. The conventions are those of
; python/simplify.scm. Blocks have values, and what a block's last expression borrows lives as long
; as what the block is in. So a last expression moves only where it is one call or less: names,
; fields and calls of them, without a step from the result of a call to the next.

; --- else after a way out ------------------------------------------------------------------------

; Behind it nothing follows: the last expression of the else becomes that of the whole.
((block (expression_statement (if_expression
    condition: (_expression)
    consequence: (block [
      (expression_statement [(return_expression) (continue_expression) (break_expression)])
      (return_expression) (continue_expression) (break_expression)] @exit) @then
    alternative: (else_clause (block (_) @last .) @body)) @if) @statement .) @parent
  (#match? @statement "\\}$")
  (#match? @last "(;$|^[^;{}()]*(\\([^;{}()]*\\))?$)")
  (#not-match? @last "^[^;]*[&*][A-Za-z0-9_.:]*\\([^;]*$")
  (#set! rewrite "else"))
; Behind it something does: the else must end with a statement.
((block (expression_statement (if_expression
    condition: (_expression)
    consequence: (block [
      (expression_statement [(return_expression) (continue_expression) (break_expression)])
      (return_expression) (continue_expression) (break_expression)] @exit) @then
    alternative: (else_clause (block (_) @last .) @body)) @if) @statement (_)) @parent
  (#match? @statement "\\}$")
  (#match? @last ";$")
  (#set! rewrite "else"))
; A chain goes on as a statement of its own.
((block (expression_statement (if_expression
    condition: (_expression)
    consequence: (block [
      (expression_statement [(return_expression) (continue_expression) (break_expression)])
      (return_expression) (continue_expression) (break_expression)] @exit) @then
    alternative: (else_clause (if_expression condition: (_expression)) @body)) @if) @statement)
  @parent
  (#match? @statement "\\}$")
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

; What the first condition borrows would live through the second one.
((if_expression
  condition: (_expression) @outer
  consequence: (block . (expression_statement (if_expression
    condition: (_expression) @inner !alternative) @nested) .)
  !alternative) @if
  (#not-match? @outer "(\\)[[:space:]]*[.?[]|[&*][A-Za-z0-9_.:]*\\()")
  (#set! rewrite "merge") (#set! and " && "))

[(assignment_expression) (compound_assignment_expr) (range_expression) (closure_expression)
 (return_expression) (break_expression)] @loose
(binary_expression operator: "||") @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

((function_item
  !return_type
  body: (block
    (expression_statement (if_expression condition: (_expression) @condition
      consequence: (block (_) @last .) @body !alternative) @if) .) @parent)
  (#match? @last ";$")
  (#set! rewrite "guard") (#set! exit "return;") (#set! not "!"))
([(for_expression body: (block
    (expression_statement (if_expression condition: (_expression) @condition
      consequence: (block (_) @last .) @body !alternative) @if) .) @parent)
  (while_expression body: (block
    (expression_statement (if_expression condition: (_expression) @condition
      consequence: (block (_) @last .) @body !alternative) @if) .) @parent)
  (loop_expression body: (block
    (expression_statement (if_expression condition: (_expression) @condition
      consequence: (block (_) @last .) @body !alternative) @if) .) @parent)]
  (#match? @last ";$")
  (#set! rewrite "guard") (#set! exit "continue;") (#set! not "!"))

(binary_expression operator: ["==" "!="] @operator) @equality
((unary_expression . (_) @operand) @negation (#match? @negation "^!"))
(block [(expression_statement [(return_expression) (continue_expression) (break_expression)])
  (return_expression) (continue_expression) (break_expression)] .) @leaving
(block . (expression_statement) .) @single

; --- boolean return ------------------------------------------------------------------------------

([(function_item body: (block (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . (boolean_literal) @literal @first .)
    alternative: (else_clause (block . (boolean_literal) @other .)) @last) @if) .))
  (let_declaration value: (if_expression
    condition: (_expression) @condition
    consequence: (block . (boolean_literal) @literal @first .)
    alternative: (else_clause (block . (boolean_literal) @other .)) @last) @if)]
  (#eq? @literal "true") (#eq? @other "false")
  (#not-match? @condition "(\\)[[:space:]]*[.?[]|[&*][A-Za-z0-9_.:]*\\()")
  (#set! rewrite "boolean"))
([(function_item body: (block (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . (boolean_literal) @literal @first .)
    alternative: (else_clause (block . (boolean_literal) @other .)) @last) @if) .))
  (let_declaration value: (if_expression
    condition: (_expression) @condition
    consequence: (block . (boolean_literal) @literal @first .)
    alternative: (else_clause (block . (boolean_literal) @other .)) @last) @if)]
  (#eq? @literal "false") (#eq? @other "true")
  (#not-match? @condition "(\\)[[:space:]]*[.?[]|[&*][A-Za-z0-9_.:]*\\()")
  (#set! rewrite "boolean") (#set! not "!"))
; if c { return true; } return false;
((block
  (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . [(expression_statement (return_expression (boolean_literal) @literal))
      (return_expression (boolean_literal) @literal)] @first .)
    !alternative) @if)
  .
  [(expression_statement (return_expression (boolean_literal) @other))
   (return_expression (boolean_literal) @other)] @last)
  (#eq? @literal "true") (#eq? @other "false")
  (#set! rewrite "boolean"))
((block
  (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . [(expression_statement (return_expression (boolean_literal) @literal))
      (return_expression (boolean_literal) @literal)] @first .)
    !alternative) @if)
  .
  [(expression_statement (return_expression (boolean_literal) @other))
   (return_expression (boolean_literal) @other)] @last)
  (#eq? @literal "false") (#eq? @other "true")
  (#set! rewrite "boolean") (#set! not "!"))
; if c { return true; } false: what is left is the value of the function, without a return.
((function_item body: (block
  (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . [(expression_statement (return_expression
        (boolean_literal) @literal @first))
      (return_expression (boolean_literal) @literal @first)] .)
    !alternative) @if)
  .
  (boolean_literal) @other @last .))
  (#eq? @literal "true") (#eq? @other "false")
  (#not-match? @condition "(\\)[[:space:]]*[.?[]|[&*][A-Za-z0-9_.:]*\\()")
  (#set! rewrite "boolean"))
((function_item body: (block
  (expression_statement (if_expression
    condition: (_expression) @condition
    consequence: (block . [(expression_statement (return_expression
        (boolean_literal) @literal @first))
      (return_expression (boolean_literal) @literal @first)] .)
    !alternative) @if)
  .
  (boolean_literal) @other @last .))
  (#eq? @literal "false") (#eq? @other "true")
  (#not-match? @condition "(\\)[[:space:]]*[.?[]|[&*][A-Za-z0-9_.:]*\\()")
  (#set! rewrite "boolean") (#set! not "!"))

; Nothing else can be a condition.
(if_expression condition: (_expression) @boolean)

; --- Marks ---------------------------------------------------------------------------------------

[(line_comment) (block_comment)] @comment
[(string_literal) (raw_string_literal)] @text
; An attribute is that of one statement, which must stay one.
((attribute_item) . (expression_statement) @fixed)
((attribute_item) . [(line_comment) (block_comment)] . (expression_statement) @fixed)

(block (let_declaration pattern: (_) @declared)) @holder
(block [(function_item) (struct_item) (enum_item) (union_item) (trait_item) (impl_item) (type_item)
  (const_item) (static_item) (use_declaration) (mod_item) (macro_definition)] @rigid) @holder
; Values are dropped at the end of their block: a lock is given back, a file closed.
(block (let_declaration !type)) @closing
(block (let_declaration type: [(type_identifier) (generic_type) (scoped_type_identifier)
  (tuple_type) (array_type) (dynamic_type) (abstract_type) (macro_invocation)])) @closing
