; Types that compute: what a model must reason about, not what it only copies.
[
  (type_parameters)
  (conditional_type)
  (mapped_type_clause)
  (infer_type)
  (index_type_query)
  (lookup_type)
  (template_literal_type)
  (type_predicate)
] @types
