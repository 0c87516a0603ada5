; What can become a function of its own: whole statements, or one expression, of a function.

(block (_) @statement)
(_expression) @expression
