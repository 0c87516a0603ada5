; Traits of CSS. That the file is of a page says outline.scm; a rule has no other.

; --- config: what a design is set up with
((declaration (property_name) @config)
 (#match? @config "^--(color|font|space|spacing|size|radius|shadow|breakpoint)"))
