; What can become a function of its own: whole statements, or one expression, of a function.

(compound_statement (_) @statement)
(do_group (_) @statement)
(if_statement (_) @statement)
(else_clause (_) @statement)
