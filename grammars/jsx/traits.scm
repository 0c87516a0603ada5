[
  (jsx_element)
  (jsx_self_closing_element)
] @react

[
  (jsx_element)
  (jsx_self_closing_element)
] @frontend
