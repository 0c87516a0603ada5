; What can become a function of its own: whole statements, or one expression, of a function.

(statement_list (_) @statement)
(_expression) @expression
