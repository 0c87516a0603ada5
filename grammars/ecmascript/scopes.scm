; Definitions of JavaScript, TypeScript and TSX. What the captures mean says
; server/syntax/outline.c. A function without a name counts where something gives it one.

((function_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "function"))
((generator_function_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "function"))

((class_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "class"))
((method_definition name: (_) @name body: (_) @body) @definition
 (#set! noun "method"))
((class_body (method_definition name: (property_identifier) @name body: (_) @body) @definition)
 (#eq? @name "constructor")
 (#set! noun "constructor"))

((variable_declarator
   name: (identifier) @name
   value: [
     (arrow_function body: (_) @body)
     (function_expression body: (_) @body)
     (generator_function body: (_) @body)
   ]) @definition
 (#set! noun "function"))
((variable_declarator name: (identifier) @name value: (class body: (_) @body)) @definition
 (#set! noun "class"))

; const Card = memo(function () { … }): wrapped, and still a function to its reader.
((variable_declarator
   name: (identifier) @name
   value: (call_expression
     function: [
       (identifier) @_wrapper
       (member_expression property: (property_identifier) @_wrapper)
     ]
     arguments: (arguments
       .
       [
         (arrow_function body: (_) @body)
         (function_expression body: (_) @body)
       ]))) @definition
 (#any-of? @_wrapper "memo" "forwardRef" "useCallback" "debounce" "throttle" "observer")
 (#set! noun "function"))

((expression_statement
   (assignment_expression
     left: [
       (identifier) @name
       (member_expression property: (_) @name)
     ]
     right: [
       (arrow_function body: (_) @body)
       (function_expression body: (_) @body)
       (generator_function body: (_) @body)
     ])) @definition
 (#set! noun "function"))

((pair
   key: (_) @name
   value: [
     (arrow_function body: (_) @body)
     (function_expression body: (_) @body)
     (generator_function body: (_) @body)
   ]) @definition
 (#set! noun "function"))

((export_statement
   "default" @name
   value: [
     (arrow_function body: (_) @body)
     (function_expression body: (_) @body)
   ]) @definition
 (#set! noun "function"))
((export_statement "default" @name value: (class body: (_) @body)) @definition
 (#set! noun "class"))

; A statement that declares one thing is that thing's definition.
(lexical_declaration . (variable_declarator) @part .) @whole
(variable_declaration . (variable_declarator) @part .) @whole

(export_statement declaration: (_) @inner) @outer

(comment) @lead
(decorator) @lead
