; What can become a function of its own: whole statements, or one expression, of a function.

(compound_statement (_) @statement)
(case_statement [(declaration) (expression_statement) (compound_statement) (if_statement)
  (for_statement) (for_range_loop) (while_statement) (do_statement) (return_statement)
  (break_statement)] @statement)
(expression) @expression
