; Traits of HTML. That the file is of a page says outline.scm.

; --- security: what people type in secret, and doors for markup and code of others
((attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @security))
 (#any-of? @_name "type" "name" "id" "autocomplete")
 (#match? @security "([Pp]assw(or)?d|[Ss]ecret|[Cc]srf|[Cc]redential|[Aa]uth([^o]|$)|([Aa]ccess|[Rr]efresh|[Ss]ession|[Rr]eset)[_-]?[Tt]oken|one-time-code|cc-number)"))
((attribute (attribute_name) @security)
 (#any-of? @security "integrity" "nonce" "sandbox" "srcdoc" "http-equiv" "crossorigin"))
