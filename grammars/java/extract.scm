; What can become a function of its own: whole statements, or one expression, of a function.

(block (_) @statement)
(constructor_body (_) @statement)
(switch_block_statement_group (statement) @statement)
[(expression) (primary_expression)] @expression
