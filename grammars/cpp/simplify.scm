; What the built-in simplification looks for in C++. The conventions are those of
; python/simplify.scm. Conditions that declare something are left alone, because an else may use
; what they declare; so are those that the compiler decides, whose other branch need not compile.

; --- else after a way out ------------------------------------------------------------------------

((compound_statement (if_statement
    condition: (condition_clause !initializer value: [(expression) (comma_expression)])
    consequence: (compound_statement [(return_statement) (continue_statement) (break_statement)
      (goto_statement) (throw_statement) (co_return_statement)] @exit) @then
    alternative: (else_clause (_) @body)) @if) @parent
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "else"))
((compound_statement (if_statement
    condition: (condition_clause !initializer value: [(expression) (comma_expression)])
    consequence: [(return_statement) (continue_statement) (break_statement)
      (goto_statement) (throw_statement) (co_return_statement)] @exit @then
    alternative: (else_clause (_) @body)) @if) @parent
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "else"))

; --- nested ifs ----------------------------------------------------------------------------------

((if_statement
  condition: (condition_clause . value: (expression) @outer .)
  consequence: [(compound_statement . (if_statement
      condition: (condition_clause . value: (expression) @inner .) !alternative) @nested .)
    (if_statement
      condition: (condition_clause . value: (expression) @inner .) !alternative) @nested]
  !alternative) @if
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "merge") (#set! and " && "))

[(assignment_expression) (conditional_expression) (lambda_expression)] @loose
(binary_expression operator: ["||" "or"]) @loose

; --- guard clause: an if around all the rest -------------------------------------------------------

((function_definition
  type: (primitive_type) @type
  declarator: (function_declarator)
  body: (compound_statement
    (if_statement condition: (condition_clause . value: (expression) @condition .)
      consequence: (compound_statement) @body !alternative) @if .) @parent)
  (#eq? @type "void")
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "guard") (#set! exit "return;") (#set! not "!"))
([(for_statement
    body: (compound_statement
      (if_statement condition: (condition_clause . value: (expression) @condition .)
        consequence: (compound_statement) @body !alternative) @if .) @parent)
  (for_range_loop
    body: (compound_statement
      (if_statement condition: (condition_clause . value: (expression) @condition .)
        consequence: (compound_statement) @body !alternative) @if .) @parent)
  (while_statement
    body: (compound_statement
      (if_statement condition: (condition_clause . value: (expression) @condition .)
        consequence: (compound_statement) @body !alternative) @if .) @parent)]
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "guard") (#set! exit "continue;") (#set! not "!"))

; Classes have operators of their own, which need not be each other's opposite, or there: only
; with a literal on one side, or what ends a range, both are sure to be.
(binary_expression operator: ["==" "!="] @operator
  right: [(number_literal) (char_literal) (string_literal) (null) (true) (false)]) @equality
((binary_expression operator: ["==" "!="] @operator right: (_) @end) @equality
  (#match? @end "([.>]c?r?end\\(\\)|::npos|^nullopt|::nullopt)$"))
(unary_expression operator: ["!" "not"] argument: (_) @operand) @negation
(compound_statement [(return_statement) (break_statement) (continue_statement) (goto_statement)
  (throw_statement) (co_return_statement)] .) @leaving
(compound_statement . [(expression_statement) (return_statement)] .) @single

; --- boolean return ------------------------------------------------------------------------------

((if_statement
  condition: (condition_clause . value: (expression) @condition .)
  consequence: [(compound_statement . (return_statement (true) @literal) @first .)
    (return_statement (true) @literal) @first]
  alternative: (else_clause [(compound_statement . (return_statement (false)) .)
    (return_statement (false))]) @last) @if
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "boolean"))
((if_statement
  condition: (condition_clause . value: (expression) @condition .)
  consequence: [(compound_statement . (return_statement (false) @literal) @first .)
    (return_statement (false) @literal) @first]
  alternative: (else_clause [(compound_statement . (return_statement (true)) .)
    (return_statement (true))]) @last) @if
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "boolean") (#set! not "!"))
((compound_statement
  (if_statement
    condition: (condition_clause . value: (expression) @condition .)
    consequence: [(compound_statement . (return_statement (true) @literal) @first .)
      (return_statement (true) @literal) @first]
    !alternative) @if
  .
  (return_statement (false)) @last)
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "boolean"))
((compound_statement
  (if_statement
    condition: (condition_clause . value: (expression) @condition .)
    consequence: [(compound_statement . (return_statement (false) @literal) @first .)
      (return_statement (false) @literal) @first]
    !alternative) @if
  .
  (return_statement (true)) @last)
  (#not-match? @if "^if[[:space:]]*(constexpr|consteval|!)")
  (#set! rewrite "boolean") (#set! not "!"))

(binary_expression operator: ["==" "!=" "<" "<=" ">" ">="]) @boolean
(unary_expression operator: ["!" "not"]) @boolean
[(true) (false)] @boolean
((call_expression function: (field_expression field: (field_identifier) @method)) @boolean
  (#any-of? @method "empty" "has_value" "starts_with" "ends_with" "contains"))
(binary_expression left: (_) @part operator: ["&&" "||" "and" "or"] right: (_) @part) @whole
(parenthesized_expression (_) @part) @whole

; --- Marks ---------------------------------------------------------------------------------------

(comment) @comment
[(string_literal) (raw_string_literal)] @text
[(preproc_if) (preproc_ifdef) (preproc_def) (preproc_function_def) (preproc_call)
 (preproc_include)] @fixed
(goto_statement) @jump

(compound_statement (declaration declarator: [(identifier) (pointer_declarator)
  (reference_declarator) (array_declarator) (attributed_declarator) (parenthesized_declarator)
  (structured_binding_declarator)] @declared)) @holder
(compound_statement (declaration declarator: (function_declarator declarator: (_) @declared)))
  @holder
(compound_statement (declaration declarator: (init_declarator declarator: (_) @declared))) @holder
(compound_statement (declaration type: [(struct_specifier body: (_)) (union_specifier body: (_))
  (class_specifier body: (_)) (enum_specifier body: (_))]) @rigid) @holder
(compound_statement [(type_definition) (alias_declaration) (struct_specifier) (union_specifier)
  (class_specifier) (enum_specifier) (using_declaration) (namespace_alias_definition)
  (labeled_statement)] @rigid) @holder

; An object is destroyed at the end of its block: a lock is given back, a file closed. Numbers and
; pointers have nothing to do there.
(compound_statement (declaration
  type: [(type_identifier) (qualified_identifier) (template_type) (placeholder_type_specifier)
    (dependent_type) (decltype) (class_specifier) (struct_specifier)]
  declarator: [(identifier) (function_declarator) (array_declarator) (reference_declarator)
    (structured_binding_declarator)
    (init_declarator declarator: [(identifier) (array_declarator) (reference_declarator)
      (structured_binding_declarator)])])) @closing

; What a head declares lives in the block, too.
(function_definition body: (_) @scope) @callable
(lambda_expression body: (_) @scope) @callable
(catch_clause body: (_) @scope) @callable
(for_statement body: (_) @scope) @callable
(for_range_loop body: (_) @scope) @callable
(while_statement body: (_) @scope) @callable
(if_statement consequence: (_) @scope) @callable
(if_statement alternative: (else_clause (_) @scope)) @callable
