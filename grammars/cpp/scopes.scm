; Definitions of C++. What the captures mean says server/syntax/outline.c. A namespace's `member`
; is its own noun: what stands in it is no member of a class.

((namespace_definition name: (_) @name body: (declaration_list) @body) @definition
 (#set! noun "namespace")
 (#set! member "namespace")
 (#set! open ""))

; --- Types ---------------------------------------------------------------------------------------

((alias_declaration name: (type_identifier) @name type: (_) @body) @definition
 (#set! noun "type"))
((type_definition declarator: (type_identifier) @name) @definition
 (#set! noun "type"))
((concept_definition name: (identifier) @name . (_) @body) @definition
 (#set! noun "concept"))

((class_specifier name: (_) @name body: (field_declaration_list) @body) @definition
 (#set! noun "class")
 (#set! open ""))
((struct_specifier name: (_) @name body: (field_declaration_list) @body) @definition
 (#set! noun "struct")
 (#set! open ""))
((union_specifier name: (_) @name body: (field_declaration_list) @body) @definition
 (#set! noun "union"))
((enum_specifier name: (_) @name body: (enumerator_list) @body) @definition
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

; --- Functions -----------------------------------------------------------------------------------

; Pointers, references and parentheses may stand around the declarator that holds the name.
((function_definition
   declarator: [
     (function_declarator
       declarator: [(identifier) (field_identifier) (operator_name) (template_function)] @name)
     (function_declarator declarator: (parenthesized_declarator (identifier) @name))
     (_ (function_declarator
       declarator: [(identifier) (field_identifier) (operator_name) (template_function)] @name))
     (_ (_ (function_declarator
       declarator: [(identifier) (field_identifier) (operator_name) (template_function)] @name)))
     (operator_cast) @name
   ]
   body: (_) @body) @definition
 (#set! noun "function")
 (#set! member "method"))

; What is defined outside of its class is known by the name with the class in front.
((function_definition
   declarator: [
     (function_declarator declarator: (qualified_identifier) @name)
     (_ (function_declarator declarator: (qualified_identifier) @name))
     (_ (_ (function_declarator declarator: (qualified_identifier) @name)))
     (qualified_identifier name: (operator_cast)) @name
   ]
   body: (_) @body) @definition
 (#set! noun "method")
 (#set! member "method"))

((field_declaration_list
   (function_definition
     !type
     declarator: (function_declarator declarator: (identifier) @name)
     body: (_) @body) @definition)
 (#set! noun "constructor")
 (#set! member "constructor"))
((field_declaration_list
   (template_declaration
     (function_definition
       !type
       declarator: (function_declarator declarator: (identifier) @name)
       body: (_) @body) @definition))
 (#set! noun "constructor")
 (#set! member "constructor"))
((function_definition
   declarator: (function_declarator
     declarator: (qualified_identifier
       scope: [(namespace_identifier) @_class (template_type name: (_) @_class)]
       name: (identifier) @_function) @name)
   body: (_) @body) @definition
 (#eq? @_class @_function)
 (#set! noun "constructor")
 (#set! member "constructor"))
((function_definition
   declarator: (function_declarator
     declarator: [(destructor_name) (qualified_identifier name: (destructor_name))] @name)
   body: (_) @body) @definition
 (#set! noun "destructor")
 (#set! member "destructor"))

; A test of a framework's macro: the arguments are what it is known by.
((function_definition
   !type
   declarator: (function_declarator declarator: (identifier) @_macro) @name
   body: (_) @body) @definition
 (#any-of? @_macro "TEST" "TEST_F" "TEST_P" "TYPED_TEST" "TYPED_TEST_P" "BOOST_AUTO_TEST_CASE"
  "BOOST_FIXTURE_TEST_CASE" "BOOST_AUTO_TEST_SUITE")
 (#set! noun "test")
 (#set! member "test"))

((declaration
   type: (_)
   declarator: (init_declarator
     declarator: (identifier) @name
     value: (lambda_expression body: (_) @body)) @definition)
 (#set! noun "function"))

; A declaration of one thing is that thing's definition.
(declaration type: (_) . declarator: (init_declarator) @part .) @whole

; class EXPORT name { … }: without the preprocessor the macro looks like the name.
((function_definition
   type: [(class_specifier !body) (struct_specifier !body)]
   declarator: (identifier) @name
   body: (compound_statement) @body) @definition
 (#set! noun "class")
 (#set! open ""))

((preproc_function_def name: (identifier) @name value: (preproc_arg) @body) @definition
 (#set! noun "macro"))

; --- What belongs to them ------------------------------------------------------------------------

(template_declaration [(function_definition) (class_specifier) (struct_specifier)
  (union_specifier) (alias_declaration) (concept_definition) (template_declaration)] @inner) @outer
(friend_declaration (function_definition) @inner) @outer
(linkage_specification body: (function_definition) @inner) @outer

(comment) @lead
