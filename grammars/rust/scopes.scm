; Definitions of Rust. What the captures mean says server/syntax/outline.c. A module's `member` is
; its own noun: what stands in it is no member of a type.

((mod_item name: (identifier) @name body: (declaration_list) @body) @definition
 (#set! noun "module")
 (#set! member "module")
 (#set! open ""))

; --- Types ---------------------------------------------------------------------------------------

((struct_item name: (type_identifier) @name) @definition
 (#set! noun "struct"))
((struct_item
   name: (type_identifier) @name
   body: [(field_declaration_list) (ordered_field_declaration_list)] @body) @definition
 (#set! noun "struct"))
((enum_item name: (type_identifier) @name body: (_) @body) @definition
 (#set! noun "enum"))
((union_item name: (type_identifier) @name body: (_) @body) @definition
 (#set! noun "union"))
((trait_item name: (type_identifier) @name body: (_) @body) @definition
 (#set! noun "trait"))
((type_item name: (type_identifier) @name type: (_) @body) @definition
 (#set! noun "type"))

; Known by the type, and by the trait in front where there is one: Display for Row.
((impl_item
   type: [(type_identifier) @name (generic_type type: (_) @name) (scoped_type_identifier) @name
     (reference_type) @name (primitive_type) @name (tuple_type) @name (array_type) @name
     (dynamic_type) @name (pointer_type) @name (unit_type) @name (function_type) @name]
   body: (declaration_list) @body) @definition
 (#set! noun "implementation"))
((impl_item
   trait: (_) @name
   type: [(type_identifier) @name (generic_type type: (_) @name) (scoped_type_identifier) @name
     (reference_type) @name (primitive_type) @name (tuple_type) @name (array_type) @name
     (dynamic_type) @name (pointer_type) @name (unit_type) @name (function_type) @name]
   body: (declaration_list) @body) @definition
 (#set! noun "implementation"))

; --- Functions -----------------------------------------------------------------------------------

((function_item name: (_) @name body: (block) @body) @definition
 (#set! noun "function")
 (#set! member "function"))
((function_signature_item name: (_) @name) @definition
 (#set! noun "function")
 (#set! member "function"))
((function_item
   name: (_) @name
   parameters: (parameters (self_parameter))
   body: (block) @body) @definition
 (#set! noun "method")
 (#set! member "method"))
((function_signature_item name: (_) @name parameters: (parameters (self_parameter))) @definition
 (#set! noun "method")
 (#set! member "method"))

((let_declaration
   pattern: (identifier) @name
   value: (closure_expression body: (_) @body)) @definition
 (#set! noun "function"))
((const_item name: (identifier) @name value: (closure_expression body: (_) @body)) @definition
 (#set! noun "function"))
((static_item name: (identifier) @name value: (closure_expression body: (_) @body)) @definition
 (#set! noun "function"))

((macro_definition name: (identifier) @name . (macro_rule) @body) @definition
 (#set! noun "macro"))

; --- What belongs to them ------------------------------------------------------------------------

; What an inner comment tells, `//!`, is about what it stands in.
(line_comment !inner) @lead
(block_comment !inner) @lead
(attribute_item) @lead
