; Definitions of Go. What the captures mean says server/syntax/outline.c.

((function_declaration name: (identifier) @name body: (block) @body) @definition
 (#set! noun "function"))
((method_declaration name: (field_identifier) @name body: (block) @body) @definition
 (#set! noun "method"))

((type_spec name: (type_identifier) @name type: (_) @body) @definition
 (#set! noun "type"))
((type_alias name: (type_identifier) @name type: (_) @body) @definition
 (#set! noun "type"))
((type_spec
   name: (type_identifier) @name
   type: (struct_type (field_declaration_list) @body)) @definition
 (#set! noun "struct"))
((type_spec name: (type_identifier) @name type: (interface_type) @body) @definition
 (#set! noun "interface"))

((var_spec
   name: (identifier) @name
   value: (expression_list . (func_literal body: (block) @body) .)) @definition
 (#set! noun "function"))
((short_var_declaration
   left: (expression_list . (identifier) @name .)
   right: (expression_list . (func_literal body: (block) @body) .)) @definition
 (#set! noun "function"))

; A declaration of one thing is that thing's definition.
(type_declaration . [(type_spec) (type_alias)] @part .) @whole
(var_declaration . (var_spec) @part .) @whole

(comment) @lead
