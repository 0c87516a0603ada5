; Definitions of C. What the captures mean says server/syntax/outline.c.

; Pointers and parentheses may stand around the declarator that holds the name.
((function_definition
   declarator: [
     (function_declarator declarator: (identifier) @name)
     (function_declarator declarator: (parenthesized_declarator (identifier) @name))
     (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
     (pointer_declarator
       declarator: (pointer_declarator
         declarator: (function_declarator declarator: (identifier) @name)))
     (function_declarator
       declarator: (parenthesized_declarator
         (pointer_declarator
           declarator: (function_declarator declarator: (identifier) @name))))
   ]
   body: (compound_statement) @body) @definition
 (#set! noun "function"))

((struct_specifier name: (type_identifier) @name body: (field_declaration_list) @body) @definition
 (#set! noun "struct"))
((union_specifier name: (type_identifier) @name body: (field_declaration_list) @body) @definition
 (#set! noun "union"))
((enum_specifier name: (type_identifier) @name body: (enumerator_list) @body) @definition
 (#set! noun "enum"))

; typedef struct tag { … } name: one definition, known by the name that users write.
((type_definition
   type: (struct_specifier body: (field_declaration_list) @body)
   declarator: (type_identifier) @name) @definition
 (#set! noun "struct"))
((type_definition
   type: (union_specifier body: (field_declaration_list) @body)
   declarator: (type_identifier) @name) @definition
 (#set! noun "union"))
((type_definition
   type: (enum_specifier body: (enumerator_list) @body)
   declarator: (type_identifier) @name) @definition
 (#set! noun "enum"))

((preproc_function_def name: (identifier) @name value: (preproc_arg) @body) @definition
 (#set! noun "macro"))

(comment) @lead
