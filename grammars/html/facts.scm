; What the built-in explanation knows of HTML. The conventions are those of python/facts.scm; as it
; is data, there are no calls and no effects. A page is told by its parts, headings, links, fields
; and what it takes in.

(comment) @comment
[(document) (element)] @course

; --- Parts -------------------------------------------------------------------------------------

((element (start_tag (tag_name) @_tag)) @statement @step
  (#match? @_tag "^(head|body|header|nav|main|section|article|aside|footer|form|fieldset|table|figure|dialog|template|details|svg|iframe|select|ul|ol|dl|[a-z]+-[a-z0-9-]+)$"))
((element (start_tag (tag_name) @tag)) @step
  (#match? @tag "^(head|body|header|nav|main|section|article|aside|footer|form|fieldset|table|figure|dialog|template|details|svg|iframe|select|ul|ol|dl|[a-z]+-[a-z0-9-]+)$")
  (#set! say "{tag}"))
((element (start_tag (tag_name) @tag (attribute (attribute_name) @_id
    (quoted_attribute_value (attribute_value) @id)))) @step
  (#match? @tag "^(header|nav|main|section|article|aside|footer|form|fieldset|table|figure|dialog|template|details|svg|iframe|select|ul|ol|dl|[a-z]+-[a-z0-9-]+)$")
  (#eq? @_id "id")
  (#set! say "{tag}, known as {id}"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_action
    (quoted_attribute_value (attribute_value) @where)))) @step
  (#eq? @_tag "form") (#eq? @_action "action")
  (#set! say "a form that is sent to {where}"))

; --- What a reader sees --------------------------------------------------------------------------

((element (start_tag (tag_name) @_tag)) @statement @step @all
  (#any-of? @_tag "h1" "h2" "h3" "h4" "h5" "h6" "legend" "caption" "summary")
  (#set! say "the heading {all}"))
((element (start_tag (tag_name) @_tag) . (text) @text . (end_tag)) @step
  (#any-of? @_tag "h1" "h2" "h3" "h4" "h5" "h6" "legend" "caption" "summary")
  (#set! say "the heading {text}"))
((element (start_tag (tag_name) @_tag)) @statement @step @all
  (#eq? @_tag "title")
  (#set! say "its title is {all}"))
((element (start_tag (tag_name) @_tag) . (text) @text . (end_tag)) @step
  (#eq? @_tag "title")
  (#set! say "its title is {text}"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_href
    (quoted_attribute_value (attribute_value) @where)))) @statement @step
  (#eq? @_tag "a") (#eq? @_href "href")
  (#set! say "a link to {where}"))
([(element (start_tag (tag_name) @_tag (attribute (attribute_name) @_src
     (quoted_attribute_value (attribute_value) @what))))
  (element (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_src
     (quoted_attribute_value (attribute_value) @what))))] @statement @step
  (#eq? @_tag "img") (#eq? @_src "src")
  (#set! say "the picture {what}"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_src
    (quoted_attribute_value (attribute_value) @what)))) @statement @step
  (#eq? @_tag "iframe") (#eq? @_src "src")
  (#set! say "another page in a frame, {what}"))

; --- What it asks --------------------------------------------------------------------------------

([(element (start_tag (tag_name) @_tag (attribute (attribute_name) @_name
     (quoted_attribute_value (attribute_value) @what))))
  (element (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_name
     (quoted_attribute_value (attribute_value) @what))))] @statement @step
  (#any-of? @_tag "input" "textarea") (#eq? @_name "name")
  (#set! say "a field for {what}"))
((element (start_tag (tag_name) @_tag (attribute (attribute_name) @_name
    (quoted_attribute_value (attribute_value) @what)))) @step
  (#eq? @_tag "select") (#eq? @_name "name")
  (#set! say "a choice for {what}"))
((element (start_tag (tag_name) @_tag) . (text) @text) @statement @step
  (#any-of? @_tag "option" "button")
  (#set! say "the {_tag} {text}"))

; --- What it takes in ----------------------------------------------------------------------------

((script_element) @statement @step (#set! say "a script of its own"))
((script_element (start_tag (attribute (attribute_name) @_src
    (quoted_attribute_value (attribute_value) @what)))) @step
  (#eq? @_src "src") (#set! say "runs {what}"))
((style_element) @statement @step (#set! say "style rules of its own"))
([(element (start_tag (tag_name) @_tag (attribute (attribute_name) @_href
     (quoted_attribute_value (attribute_value) @what))))
  (element (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_href
     (quoted_attribute_value (attribute_value) @what))))] @statement @step
  (#eq? @_tag "link") (#eq? @_href "href")
  (#set! say "takes in {what}"))
([(element (start_tag (tag_name) @_tag
     (attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @what))
     . (attribute (attribute_name) @_content (quoted_attribute_value (attribute_value) @value))))
  (element (self_closing_tag (tag_name) @_tag
     (attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @what))
     . (attribute (attribute_name) @_content (quoted_attribute_value (attribute_value) @value))))]
  @statement @step
  (#eq? @_tag "meta") (#any-of? @_name "name" "property" "http-equiv") (#eq? @_content "content")
  (#set! say "says that {what} is {value}"))
