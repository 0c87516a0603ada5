; What must be known of HTML when it moves: comments, values, and where white space is shown.

(comment) @comment
(quoted_attribute_value) @text

; Elements that are closed by nobody, where HTML does not let that pass.
(erroneous_end_tag) @flaw
((element (start_tag (tag_name) @_tag)
   [(element) (text) (entity) (script_element) (style_element) (erroneous_end_tag)] .) @flaw
 (#not-match? @_tag "^([pP]|[lL][iI]|[dD][tTdD]|[tT][rRdDhH]|[tT](head|body|foot)|T(HEAD|BODY|FOOT)|colgroup|option|optgroup|r[tp]|html|head|body|HTML|HEAD|BODY)$"))
((element . (start_tag (tag_name) @_tag) .) @flaw
 (#not-match? @_tag "^([pP]|[lL][iI]|[dD][tTdD]|[tT][rRdDhH]|[tT](head|body|foot)|T(HEAD|BODY|FOOT)|colgroup|option|optgroup|r[tp]|html|head|body|HTML|HEAD|BODY|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|AREA|BASE|BR|COL|HR|IMG|INPUT|LINK|META|PARAM)$"))

((element (start_tag (tag_name) @_tag)) @text
 (#any-of? @_tag "pre" "textarea" "PRE" "TEXTAREA"))
