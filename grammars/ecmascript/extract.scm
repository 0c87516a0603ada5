; What can become a function of its own: whole statements, or one expression, of a function.

(statement_block (_) @statement)
(switch_case body: (_) @statement)
(switch_default body: (_) @statement)
[(expression) (primary_expression)] @expression
