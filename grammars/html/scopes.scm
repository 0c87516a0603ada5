; Definitions of HTML: the parts of a page, and what has an id. What the captures mean says
; server/syntax/outline.c.

((element (start_tag (tag_name) @name) @head) @definition
 (#match? @name "^([hH]eader|nav|NAV|main|section|article|aside|footer|fieldset|figure|dialog|details|svg|picture|video|audio|[a-z]+-[a-z0-9-]+)$")
 (#set! noun "element"))
((element (start_tag (tag_name) @name) @head) @definition
 (#match? @name "^(form|FORM)$")
 (#set! noun "form"))
((element (start_tag (tag_name) @name) @head) @definition
 (#match? @name "^(table|TABLE)$")
 (#set! noun "table"))
((element (start_tag (tag_name) @name) @head) @definition
 (#eq? @name "template")
 (#set! noun "template"))
((script_element (start_tag (tag_name) @name) @head (raw_text) @_code) @definition
 (#match? @_code "[^[:space:]]")
 (#set! noun "script"))
((style_element (start_tag (tag_name) @name) @head (raw_text)) @definition
 (#set! noun "style sheet"))

; An id is a name that the page, its style and its scripts know.
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_id
   [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name])) @head) @definition
 (#any-of? @_id "id" "ID")
 (#not-any-of? @_tag "form" "table" "template" "html" "body" "head")
 (#set! noun "element"))
((element (self_closing_tag (attribute (attribute_name) @_id
   [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name])) @head) @definition
 (#any-of? @_id "id" "ID")
 (#set! noun "element"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_id
   [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name])) @head) @definition
 (#any-of? @_id "id" "ID")
 (#any-of? @_tag "form")
 (#set! noun "form"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_id
   [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name])) @head) @definition
 (#any-of? @_id "id" "ID")
 (#any-of? @_tag "table")
 (#set! noun "table"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_id
   [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name])) @head) @definition
 (#any-of? @_id "id" "ID")
 (#any-of? @_tag "template")
 (#set! noun "template"))
((script_element (start_tag (attribute (attribute_name) @_id
   (quoted_attribute_value (attribute_value) @name))) @head (raw_text) @_code) @definition
 (#eq? @_id "id")
 (#match? @_code "[^[:space:]]")
 (#set! noun "script"))

(comment) @lead
