; What must be known of shell scripts when code of them moves: comments, and literals and here
; documents over several lines. `if` ends with `fi` here and its value is a status, so that the
; rewrites for blocks do not hold.

(comment) @comment
; The parser takes it for the end all the same.
((heredoc_redirect "<<" (heredoc_body) @_body . (heredoc_end)) @flaw
 (#match? @_body "\n[ \t]+$"))
[(string) (raw_string) (ansi_c_string) (translated_string)] @text
(heredoc_redirect) @text ; its first line is code, its last must stay at its margin
