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

((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments . (arrow_function
    body: [(jsx_element open_tag: (jsx_opening_element) @finding)
           (jsx_self_closing_element) @finding
           (parenthesized_expression . (jsx_element open_tag: (jsx_opening_element) @finding) .)
           (parenthesized_expression . (jsx_self_closing_element) @finding .)])))
  (#eq? @method "map")
  (#set! rule "missing-key")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This element of a list has no key")
  (#set! detail "Without one React goes by position: when an item is inserted or removed, the state of")
  (#set! detail "those behind it moves to the wrong ones. Add `key={{item.id}}`."))
([(jsx_opening_element attribute: [(jsx_attribute . (property_identifier) @name)
    (jsx_expression (spread_element)) @name]) @allowed
  (jsx_self_closing_element attribute: [(jsx_attribute . (property_identifier) @name)
    (jsx_expression (spread_element)) @name]) @allowed]
  (#match? @name "^(key$|[{])")
  (#set! rule "missing-key"))

((jsx_expression (binary_expression
  left: [(member_expression property: (property_identifier) @property)
    (binary_expression operator: "&&" right: (member_expression
      property: (property_identifier) @property))] @finding
  operator: "&&"
  right: [(jsx_element) (jsx_self_closing_element) (parenthesized_expression (jsx_element))
    (parenthesized_expression (jsx_self_closing_element))]))
  (#any-of? @property "length" "size")
  (#set! rule "rendered-zero")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Where there is nothing, a 0 is shown")
  (#set! detail "`0 && …` is 0, and React prints numbers. Compare: `items.length > 0 && …`."))

((call_expression
  function: [(identifier) @hook (member_expression property: (property_identifier) @hook)]
  arguments: (arguments . [(arrow_function "async") (function_expression "async")] @finding))
  (#any-of? @hook "useEffect" "useLayoutEffect" "useInsertionEffect")
  (#set! rule "async-effect")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "An effect cannot be async")
  (#set! detail "React takes what it answers for the clean-up, and gets a promise. Call an async function")
  (#set! detail "inside, and let the clean-up tell it to stop."))
