; What the built-in explanation knows of CSS. The conventions are those of python/facts.scm; as it
; is data, there are no calls and no effects.

[(comment) (js_comment)] @comment
(stylesheet . (comment) @doc)

(stylesheet (_) @statement)
(block [(declaration) (rule_set) (media_statement) (supports_statement) (at_rule)] @statement)
(keyframe_block_list (keyframe_block) @statement)
[(import_statement) (charset_statement) (namespace_statement)] @silent

((declaration (property_name) @name) @step (#set! say "{name}"))
((declaration (property_name) @name . (_) @value .) @step (#set! say "{name} is {value}"))
((declaration (property_name) @name . (_) @value . (_)) @step @text (#set! say "{text}"))
((declaration (property_name) @name . (_) @value . (important) .) @step
  (#set! say "{name} is {value}, whatever other rules say"))
((rule_set (selectors) @what) @step (#set! say "for {what}"))
((media_statement . (_) @what) @step (#set! say "where {what}"))
((supports_statement . (_) @what) @step (#set! say "where the browser knows {what}"))
((keyframes_statement (keyframes_name) @name) @step (#set! say "the animation {name}"))
((keyframe_block . (_) @when) @step (#set! say "at {when}"))
((at_rule (at_keyword) @what) @step (#set! say "{what}"))
((at_rule (at_keyword) @_keyword . (_) @what (block)) @step (#eq? @_keyword "@layer")
  (#set! say "in the layer {what}"))
((at_rule (at_keyword) @_keyword . (_) @what (block)) @step (#eq? @_keyword "@container")
  (#set! say "where the container has {what}"))

(rule_set (block (rule_set))) @course

; --- Names: custom properties and animations ---------------------------------------------------

((declaration (property_name) @global) (#match? @global "^--"))
(keyframes_statement (keyframes_name) @global)
((at_rule (at_keyword) @_keyword . (keyword_query) @global) (#eq? @_keyword "@property"))
((call_expression (function_name) @_var (arguments . (plain_value) @use)) (#eq? @_var "var"))
((declaration (property_name) @_property (plain_value) @use)
  (#match? @_property "^(-webkit-)?animation(-name)?$"))

[(block) (keyframe_block_list)] @nest
