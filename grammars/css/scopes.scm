; Definitions of CSS: rules, and what rules are put in. What the captures mean says
; server/syntax/outline.c.

; A rule is known by its first selector.
((rule_set (selectors . (_) @name) (block) @body) @definition
 (#set! noun "rule"))
((media_statement . (_) @name (block) @body) @definition
 (#set! noun "media query") (#set! loose ""))
((supports_statement . (_) @name (block) @body) @definition
 (#set! noun "feature query") (#set! loose ""))
((keyframes_statement (keyframes_name) @name (keyframe_block_list) @body) @definition
 (#set! noun "animation"))
((scope_statement . (_) @name (block) @body) @definition
 (#set! noun "scope") (#set! loose ""))
((at_rule (at_keyword) @name (block) @body) @definition
 (#set! noun "at-rule"))
((at_rule (at_keyword) @_keyword . (_) @name (block) @body) @definition
 (#not-eq? @_keyword "@page")
 (#set! noun "at-rule"))
((at_rule (at_keyword) @_keyword . (keyword_query) @name (block) @body) @definition
 (#eq? @_keyword "@layer")
 (#set! noun "layer") (#set! loose ""))
((at_rule (at_keyword) @_keyword . (_) @name (block) @body) @definition
 (#eq? @_keyword "@container")
 (#set! noun "container query") (#set! loose ""))
((at_rule (at_keyword) @_keyword . (_) @name (block) @body) @definition
 (#eq? @_keyword "@property")
 (#set! noun "custom property"))
((at_rule (at_keyword) @name @_keyword (block) @body) @definition
 (#eq? @_keyword "@font-face")
 (#set! noun "font"))

[(comment) (js_comment)] @lead
