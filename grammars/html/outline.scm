; What a page takes in, and what the whole file is: a capture may be a trait.

((script_element (start_tag (attribute (attribute_name) @_src))) @import
 (#any-of? @_src "src" "SRC"))
([(element (start_tag (tag_name) @_tag (attribute (attribute_name) @_rel
     (quoted_attribute_value (attribute_value) @_kind))))
  (element (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_rel
     (quoted_attribute_value (attribute_value) @_kind))))] @import
 (#match? @_tag "^(link|LINK)$")
 (#any-of? @_rel "rel" "REL")
 (#any-of? @_kind "stylesheet" "modulepreload" "manifest"))

(document) @frontend
