; What TypeScript adds; the rest is in ecmascript/.

((public_field_definition
   name: (_) @name
   value: [
     (arrow_function body: (_) @body)
     (function_expression body: (_) @body)
   ]) @definition
 (#set! noun "method"))

((abstract_class_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "class"))
((abstract_method_signature name: (_) @name) @definition
 (#set! noun "method"))
((function_signature name: (_) @name) @definition
 (#set! noun "function"))
((interface_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "interface"))
((type_alias_declaration name: (_) @name value: (_) @body) @definition
 (#set! noun "type"))
((enum_declaration name: (_) @name body: (_) @body) @definition
 (#set! noun "enum"))
((internal_module name: (_) @name body: (_) @body) @definition
 (#set! noun "namespace")
 (#set! open ""))
((module name: (_) @name body: (_) @body) @definition
 (#set! noun "module")
 (#set! open ""))

(expression_statement . (internal_module) @part .) @whole
(ambient_declaration (_) @inner) @outer
