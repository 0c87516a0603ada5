; What only TypeScript's grammars have: types declared in a block stay there. The rest is in
; ecmascript/.

(statement_block [(interface_declaration) (type_alias_declaration) (enum_declaration)
  (abstract_class_declaration)] @rigid) @holder
