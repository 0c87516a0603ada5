; What must be known of CSS when it moves: comments, and strings, which end on their line.

[(comment) (js_comment)] @comment
(string_value) @text

; A semicolon that was left out: the next declaration is taken for a value.
((declaration (property_name) . (_) (plain_value) @flaw)
 (#match? @flaw "^[a-z-]+:")
 (#not-match? @flaw "^(progid|data|https?):"))
