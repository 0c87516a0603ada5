; Rules for JSX, in JavaScript and in TSX. Samples are in tests/builtin/review/jsx.

((jsx_attribute
  . (property_identifier) @attribute
  (jsx_expression (object
    (pair
      value: [(identifier) (member_expression) (subscript_expression) (binary_expression)
              (template_string (template_substitution))])))) @finding
  (#eq? @attribute "dangerouslySetInnerHTML")
  (#set! rule "dangerous-html")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Text becomes markup without a check")
  (#set! detail "A value such as `<img src=x onerror=…>` runs as script in your page. Render it as a")
  (#set! detail "child, `{{text}}`, or clean it first: `__html: DOMPurify.sanitize(text)`."))

((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments
    . [(arrow_function
         parameters: (formal_parameters . (_) . (_) @index)
         body: [(jsx_element open_tag: (jsx_opening_element
                  attribute: (jsx_attribute (property_identifier) @key
                    (jsx_expression (identifier) @value)) @finding))
                (jsx_self_closing_element
                  attribute: (jsx_attribute (property_identifier) @key
                    (jsx_expression (identifier) @value)) @finding)
                (parenthesized_expression (jsx_element open_tag: (jsx_opening_element
                  attribute: (jsx_attribute (property_identifier) @key
                    (jsx_expression (identifier) @value)) @finding)))
                (parenthesized_expression (jsx_self_closing_element
                  attribute: (jsx_attribute (property_identifier) @key
                    (jsx_expression (identifier) @value)) @finding))])]))
  (#eq? @method "map")
  (#eq? @key "key")
  (#eq? @value @index)
  (#set! rule "index-as-key")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "The position is used as key")
  (#set! detail "When an item is inserted, removed or moved, React keeps the state of the wrong one (what")
  (#set! detail "was typed, what has the focus). Use something that belongs to the item: `key={{item.id}}`."))
