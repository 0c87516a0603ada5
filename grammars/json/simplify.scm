; What must be known of JSON when it moves: comments, where a reader allows them. Strings end on
; their line.

(comment) @comment
(string) @text
