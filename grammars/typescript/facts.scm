; What only TypeScript's grammars have: typed parameters and results. The rest is in ecmascript/.

([(required_parameter pattern: (_) @name) (optional_parameter pattern: (_) @name)] @parameter
  (#not-eq? @name "this"))
[(function_declaration return_type: (_) @result) (method_definition return_type: (_) @result)
 (arrow_function return_type: (_) @result) (function_expression return_type: (_) @result)
 (generator_function_declaration return_type: (_) @result)]
((interface_declaration name: (_) @name) @step (#set! say "declares the interface {name}"))
((type_alias_declaration name: (_) @name) @step (#set! say "declares the type {name}"))
((enum_declaration name: (_) @name) @step (#set! say "declares the enum {name}"))
