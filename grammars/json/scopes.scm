; Definitions of JSON: objects and lists that have a name, and what stands at the top. What the
; captures mean says server/syntax/outline.c.

((object (pair key: (string) @name) @definition) @_object
 (#has-parent? @_object document)
 (#set! noun "property"))
((object (pair key: (string . (string_content) @name .)) @definition) @_object
 (#has-parent? @_object document)
 (#set! noun "property"))
((pair key: (string) @name value: (object) @body) @definition
 (#set! noun "object"))
((pair key: (string . (string_content) @name .) value: (object) @body) @definition
 (#set! noun "object"))
((pair key: (string) @name value: (array) @body) @definition
 (#set! noun "list"))
((pair key: (string . (string_content) @name .) value: (array) @body) @definition
 (#set! noun "list"))

; An object in a list is known by what it says first, if that is a name.
((array (object . (pair
   key: (string (string_content) @_key)
   value: [(string (string_content) @name) (number) @name])) @definition)
 (#match? @_key "^([iI]d|ID|[nN]ame|[lL]abel|[tT]itle|[kK]ey|[sS]lug|[cC]ode|[cC]ommand|[uU]ri|[uU]rl|[pP]ath|[fF]ile|[tT]ype)$")
 (#set! noun "entry"))

(comment) @lead
