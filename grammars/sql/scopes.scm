; Definitions of SQL. What the captures mean says server/syntax/outline.c.

; --- What a database keeps -----------------------------------------------------------------------

((create_table (object_reference name: (_) @name) . (column_definitions) @body) @definition
 (#set! noun "table"))
((create_table . (keyword_create) (object_reference name: (_) @name) (create_query) @body)
  @definition
 (#set! noun "table"))
((create_view (object_reference name: (_) @name) (create_query) @body) @definition
 (#set! noun "view"))
((create_materialized_view (object_reference name: (_) @name) (create_query) @body) @definition
 (#set! noun "materialized view"))
((create_function (object_reference name: (_) @name) (function_body) @body) @definition
 (#set! noun "function"))
((create_trigger (keyword_trigger) (object_reference name: (_) @name)
   [(keyword_before) (keyword_after) (keyword_instead)]) @definition
 (#set! noun "trigger"))
((create_type (object_reference name: (_) @name)) @definition
 (#set! noun "type"))
((create_index column: (_) @name) @definition
 (#set! noun "index"))
((create_sequence (keyword_sequence) . (object_reference name: (_) @name)) @definition
 (#set! noun "sequence"))
((create_sequence (keyword_exists) . (object_reference name: (_) @name)) @definition
 (#set! noun "sequence"))
((create_schema [(keyword_schema) (keyword_exists)] . (identifier) @name) @definition
 (#set! noun "schema"))
((create_database [(keyword_database) (keyword_exists)] . (identifier) @name) @definition
 (#set! noun "database"))
((create_role [(keyword_user) (keyword_role) (keyword_group)] . (identifier) @name) @definition
 (#set! noun "role"))

; --- Statements, known by the table or function they are about ------------------------------------

((statement (select (select_expression . (term value: (invocation
   (object_reference name: (_) @name)))))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "query"))
((statement (select) (from . (keyword_from)
   . (relation (object_reference name: (_) @name)))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "query"))
((statement (set_operation . (select) . (from . (keyword_from)
   . (relation (object_reference name: (_) @name))))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "query"))
((statement (insert [(keyword_into) (keyword_insert) (keyword_replace)]
   . (object_reference name: (_) @name))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "insert statement"))
((statement (update [(keyword_update) (keyword_only)]
   . (relation (object_reference name: (_) @name)))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "update statement"))
((statement (delete) (from (object_reference name: (_) @name))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "delete statement"))
((statement (keyword_merge) (keyword_into) . (object_reference name: (_) @name)) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "merge statement"))
((statement (alter_table (object_reference name: (_) @name))) @definition
 (#has-parent? @definition program transaction)
 (#set! noun "alteration"))

; A query's parts that have a name.
((cte . (identifier) @name (statement) @body) @definition
 (#set! noun "common table expression"))

[(comment) (marginalia)] @lead
