; Rules for TypeScript and TSX beyond those of ecmascript/. Samples are in
; tests/builtin/review/typescript.

((type_annotation (predefined_type) @type) @finding
  (#eq? @type "any")
  (#set! rule "explicit-any")
  (#set! hush "no-explicit-any")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "any switches the type checker off")
  (#set! detail "Whatever touches this value goes unchecked, and so does what is made from it. Name the")
  (#set! detail "shape, or write `unknown`, which must be narrowed before use."))

; Arrays and promises of any are the same hole, one level deeper.
((type_annotation (array_type (predefined_type) @type)) @finding
  (#eq? @type "any")
  (#set! rule "explicit-any")
  (#set! hush "no-explicit-any")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "any switches the type checker off")
  (#set! detail "Whatever is taken out of this array goes unchecked. Name the shape of its items, or")
  (#set! detail "write `unknown[]`, whose items must be narrowed before use."))

; An implementation behind overloads, and a rest of anything, have no better type.
((rest_pattern) . (type_annotation) @allowed (#set! rule "explicit-any"))

; So have `this`, and what a type parameter asks for.
([(required_parameter pattern: (this) type: (type_annotation) @allowed)
  (optional_parameter pattern: (identifier) @name type: (type_annotation) @allowed)
  (required_parameter pattern: (identifier) @name type: (type_annotation) @allowed)]
  (#eq? @name "thisArg")
  (#set! rule "explicit-any"))
((constraint (object_type (property_signature type: (type_annotation) @allowed)))
  (#set! rule "explicit-any"))

((as_expression . (as_expression (_) (predefined_type) @type)) @finding
  (#any-of? @type "any" "unknown")
  (#set! rule "double-cast")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "A cast through {type} believes anything")
  (#set! detail "The compiler refused the direct cast because the types have nothing in common, and the")
  (#set! detail "detour silences it. Check at run time with a type guard, or repair the types."))

((comment) @finding
  (#match? @finding "^(//|/\\*)[[:space:]]*@ts-(ignore|nocheck)")
  (#set! rule "ts-ignore")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "The type checker is told to look away")
  (#set! detail "It stays silent when the error is gone or another one comes. Write `@ts-expect-error`")
  (#set! detail "with the reason: it complains as soon as it is no longer needed."))

((type_annotation (type_identifier) @type) @finding
  (#any-of? @type "String" "Number" "Boolean" "Symbol" "BigInt" "Object")
  (#set! rule "wrapper-type")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{type} is the wrapper object, not the value")
  (#set! detail "`new {type}(…)` fits, and cannot be given to whoever wants the primitive. Write it small:")
  (#set! detail "string, number, boolean, symbol, bigint, object."))

((type_annotation (type_identifier) @type) @finding
  (#eq? @type "Function")
  (#set! rule "function-type")
  (#set! hush "no-unsafe-function-type") (#set! hush "ban-types")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Function says nothing about the call")
  (#set! detail "Any arguments are taken and any is answered, unchecked. Write the signature:")
  (#set! detail "`(name: string) => void`."))

((non_null_expression (member_expression optional_chain: (_))) @finding
  (#set! rule "asserted-optional")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This asks whether it is there, and then says that it is")
  (#set! detail "`?.` gives undefined where something is missing, and `!` hides that from the compiler.")
  (#set! detail "Use one of them: check and handle undefined, or write `a!.b` where you know."))

; The grammar binds `!` looser than && behind it: `a && a!.b`.
((non_null_expression (binary_expression) @allowed) (#set! rule "same-operands"))
