; What the built-in explanation knows of JSON. The conventions are those of python/facts.scm; as it
; is data, there are no calls and no effects.

(document (_) @statement)
(object (pair) @statement)
(array [(object) (array)] @statement)
(comment) @comment

((pair key: (string) @name value: (_) @value) @step (#set! say "{name} is {value}"))
((pair key: (string . (string_content) @name .) value: (_) @value) @step
  (#set! say "{name} is {value}"))
((pair key: (string) @name value: (object)) @step (#set! say "{name}"))
((pair key: (string . (string_content) @name .) value: (object)) @step (#set! say "{name}"))
((pair key: (string . (string_content) @name .) value: (array)) @step
  (#set! say "{name} is a list"))
((pair key: (string . (string_content) @name .) value: (array . [(string) (number) (true) (false)
  (null)]) @value) @step (#set! say "{name} lists {value}"))
((pair key: (string . (string_content) @name .) value: (object . "{" . "}" .)) @step
  (#set! say "{name} is empty"))
((pair key: (string . (string_content) @name .) value: (array . "[" . "]" .)) @step
  (#set! say "{name} is empty"))
((document (object) @step) (#set! say "an object"))
((document (array) @step) (#set! say "a list"))
((array (object) @step) (#set! say "an object"))
((array (array) @step @value) (#set! say "the list {value}"))

(pair value: [(object) (array)] @nest)
[(document) (pair value: [(object) (array)])] @course
(array (object) @course)
