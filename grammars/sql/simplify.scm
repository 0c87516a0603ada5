; What must be known of SQL when code of it moves: comments, and literals over several lines. SQL
; has no statement that could be made simpler without asking the data.

[(comment) (marginalia)] @comment
((literal) @text
 (#match? @text "['\"$]"))
