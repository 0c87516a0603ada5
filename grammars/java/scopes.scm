; Definitions of Java. What the captures mean says server/syntax/outline.c. Inside of a class its
; members go by their plain names.

((class_declaration name: (identifier) @name body: (class_body) @body) @definition
 (#set! noun "class")
 (#set! open ""))
((interface_declaration name: (identifier) @name body: (interface_body) @body) @definition
 (#set! noun "interface")
 (#set! open ""))
((enum_declaration name: (identifier) @name body: (enum_body) @body) @definition
 (#set! noun "enum")
 (#set! open ""))
((record_declaration name: (identifier) @name body: (class_body) @body) @definition
 (#set! noun "record")
 (#set! open ""))
((annotation_type_declaration name: (identifier) @name body: (_) @body) @definition
 (#set! noun "annotation"))
((module_declaration name: (_) @name body: (module_body) @body) @definition
 (#set! noun "module"))

((method_declaration name: (identifier) @name) @definition
 (#set! noun "method"))
((method_declaration name: (identifier) @name body: (block) @body) @definition
 (#set! noun "method"))
((constructor_declaration name: (identifier) @name body: (constructor_body) @body) @definition
 (#set! noun "constructor"))
((compact_constructor_declaration name: (identifier) @name body: (block) @body) @definition
 (#set! noun "constructor"))
((static_initializer "static" @name (block) @body) @definition
 (#set! noun "initializer"))

; A constant of an enum, or a variable, with a class of its own.
((enum_constant name: (identifier) @name body: (class_body) @body) @definition
 (#set! noun "enum constant")
 (#set! open ""))
((variable_declarator
   name: (identifier) @name
   value: (object_creation_expression (class_body) @body)) @definition
 (#set! noun "anonymous class")
 (#set! open ""))
((variable_declarator
   name: (identifier) @name
   value: (lambda_expression body: (_) @body)) @definition
 (#set! noun "function"))

; A declaration of one thing is that thing's definition.
(field_declaration type: (_) . declarator: (variable_declarator) @part .) @whole
(constant_declaration type: (_) . declarator: (variable_declarator) @part .) @whole
(local_variable_declaration type: (_) . declarator: (variable_declarator) @part .) @whole

[(line_comment) (block_comment)] @lead
(modifiers [(annotation) (marker_annotation)] @lead)
