; What JavaScript's parser names in its own way; the rest is in ecmascript/.

((field_definition
   property: (_) @name
   value: [
     (arrow_function body: (_) @body)
     (function_expression body: (_) @body)
   ]) @definition
 (#set! noun "method"))
